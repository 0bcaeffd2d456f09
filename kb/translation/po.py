"""PO files of one translation: taken out for a tool of one's own, and brought back.

These stand before wagtail-localize's own views, which answer a file without a header, or with a
character set of its own invention, with a server error, and say nothing of what they left out.
"""

import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polib
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST
from wagtail.admin import messages
from wagtail.admin.views.pages.utils import get_valid_next_url_from_request
from wagtail.log_actions import log
from wagtail.models import Page
from wagtail_localize.models import StringTranslation, Translation

from kb.editing.locks import demand_unlocked

LARGEST = 5_000_000  # bytes; a long page is some 100,000
_ID = "X-WagtailLocalize-TranslationID"


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of a PO file: passages changed, entries that are none of this page's, and the
    beginnings of those whose tags or links are not those of the source."""

    changed: int
    unknown: int
    faulty: list[str]


def exported(made: Translation) -> str:
    """Return the PO file of a translation: each passage of the source with what it has so far."""
    return str(made.export_po())


def imported(made: Translation, data: bytes, user: Any) -> Imported:
    """Take the translations of a PO file over; raises ValidationError, with nothing changed, for a
    file that is none, is too large, or was made for another page or language."""
    po = _read(data)
    if po.metadata.get(_ID) != str(made.uuid):
        raise ValidationError(
            _(
                "This PO file was not made for this page and language: download the one of this "
                "page, and keep its header."
            )
        )
    for entry in [one for one in po if one.fuzzy or one.obsolete]:
        # What a tool has guessed nobody has translated yet.
        po.remove(entry)
    with transaction.atomic():
        before = dict(_translations(made).values_list("pk", "data"))
        warnings = made.import_po(po, user=user, tool_name="PO")
        now = list(_translations(made).select_related("translation_of"))
        changed = [one for one in now if before.get(one.pk) != one.data]
        if changed:
            log(
                instance=made.get_target_instance(),
                action="kb.translation.po",
                user=user,
                data={"passages": len(changed)},
            )
    faulty = [one.translation_of.data[:60] for one in changed if one.has_error]
    return Imported(len(changed), len(warnings), faulty)


def _translations(made: Translation) -> Any:
    return StringTranslation.objects.filter(
        context__object_id=made.source.object_id, locale=made.target_locale
    )


def _read(data: bytes) -> polib.POFile:
    if len(data) > LARGEST:
        raise ValidationError(_("The file is larger than 5 MB: it is no PO file of one page."))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ValidationError(_("The file is not written in UTF-8: save it as UTF-8.")) from error
    if "\0" in text:
        raise ValidationError(_("This is no PO file: it holds characters that no text has."))
    # polib takes a text that is the path of a file for that file, so it gets a file of its own.
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "translation.po")
        file.write_text(text, encoding="utf-8")
        try:
            return polib.pofile(str(file), encoding="utf-8")
        except (OSError, ValueError, LookupError, AttributeError, TypeError) as error:
            # The path is nobody's business; polib says the line after it.
            _path, _colon, where = str(error).partition("(line ")
            line = where.partition(")")[0]
            sentence = _("This is no PO file, or a damaged one.")
            if line.isdigit():
                sentence += " " + _("The fault is in line %(line)s.") % {"line": line}
            raise ValidationError(sentence) from error


# --- Views --------------------------------------------------------------------


def download(request: HttpRequest, translation_id: int) -> HttpResponse:
    """Answer with the PO file of a translation."""
    made, target = _made(request, translation_id)
    name = f"{target.slug}.{made.target_locale.language_code}.po"
    return HttpResponse(
        exported(made),
        content_type="text/x-gettext-translation; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


@require_POST
def upload(request: HttpRequest, translation_id: int) -> HttpResponse:
    """Take a PO file over, say what became of it, and go back."""
    made, target = _made(request, translation_id)
    given: Any = request.FILES.get("file")
    try:
        demand_unlocked(target, request.user)
        if given is None:
            raise ValidationError(_("Choose a PO file first."))
        if given.size > LARGEST:
            raise ValidationError(_("The file is larger than 5 MB: it is no PO file of one page."))
        _tell(request, imported(made, given.read(), request.user))
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    back = get_valid_next_url_from_request(request)
    return redirect(back or reverse("translation_step", args=[target.pk]))


def _made(request: HttpRequest, translation_id: int) -> tuple[Translation, Page]:
    """Return a translation and its page; Http404 or PermissionDenied for those who may not."""
    rows = Translation.objects.select_related("source", "target_locale")
    made: Translation = get_object_or_404(rows, pk=translation_id)
    target = get_object_or_404(
        Page, translation_key=made.source.object_id, locale=made.target_locale
    )
    if not target.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    return made, target


def _tell(request: HttpRequest, done: Imported) -> None:
    said = ngettext(
        "%(number)s passage taken over; publish the translation to show it.",
        "%(number)s passages taken over; publish the translation to show them.",
        done.changed,
    ) % {"number": done.changed}
    if not done.changed:
        said = _("Nothing was changed: the file says what is there already.")
    messages.success(request, said)
    if done.unknown:
        left = ngettext(
            "%(number)s entry was left out: it is no passage of this page as it was given.",
            "%(number)s entries were left out: they are no passages of this page as it was given.",
            done.unknown,
        ) % {"number": done.unknown}
        messages.warning(request, left)
    for text in done.faulty[:5]:
        sentence = _("Not shown until mended, its tags or links are not those of the source: ")
        messages.error(request, sentence + text)
