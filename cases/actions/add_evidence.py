"""Pictures and files that somebody pastes, drops or chooses become evidence of a source."""

from collections.abc import Iterable
from pathlib import PurePosixPath
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.images.fields import WagtailImageField, get_allowed_image_extensions
from wagtail.log_actions import log

from cases.models import Attachment, EvidenceUpload, Source
from kb.language.lists import listed
from kb.permissions import User, may_edit
from kb.records.bilingual import Bilingual
from kb.records.spans import Span

MEGABYTE = 1024 * 1024
MOST_BYTES = 10 * MEGABYTE  # as Wagtail takes of a picture
MOST_FILES = 20
# Beside pictures, which Wagtail looks into: these are only ever downloaded, PDF aside.
DOCUMENTS = {"pdf", "txt", "csv", "eml", "docx", "xlsx", "pptx", "mp3", "m4a", "mp4"}
# What the page of a source shows; made here, since a page that is read writes nothing.
SHOWN = "max-960x960"


def may_add(source: Source, user: User) -> bool:
    """Return whether somebody may add evidence to a source."""
    return may_edit(user, Source) and Source.objects.editable_by(user).filter(pk=source.pk).exists()


def problem_of(file: UploadedFile[Any]) -> str | None:
    """Return, as a sentence, why a file cannot be taken; None when it can."""
    told = {"name": file.name}
    if not file.size:
        return _("%(name)s is empty.") % told
    if file.size > MOST_BYTES:
        return _("%(name)s is larger than %(most)d MB.") % {**told, "most": MOST_BYTES // MEGABYTE}
    if is_picture(file):
        try:
            WagtailImageField().clean(file)
        except ValidationError as error:
            return f"{file.name}: {' '.join(error.messages)}"
        except Exception:  # Pillow raises what it happens to meet in a damaged file
            return _("%(name)s is a damaged picture.") % told
        finally:
            file.seek(0)
        return None
    if _ending(file) in DOCUMENTS:
        return None
    kinds = listed(sorted(kind.upper() for kind in (*DOCUMENTS, *get_allowed_image_extensions())))
    return _("%(name)s is of a kind that is not taken. Taken are: %(kinds)s.") % {
        **told,
        "kinds": kinds,
    }


def is_picture(file: UploadedFile[Any]) -> bool:
    """Return whether a file is called like a picture that Wagtail takes (no SVG among them)."""
    return _ending(file) in get_allowed_image_extensions()


def _ending(file: UploadedFile[Any]) -> str:
    return PurePosixPath(str(file.name)).suffix.lower().removeprefix(".")


@transaction.atomic
def add_evidence(
    source: Source,
    user: Any,
    files: Iterable[UploadedFile[Any]],
    taken: Span,
    caption: Bilingual,
) -> list[Attachment]:
    """Keep files as attachments of a new draft of a source, and return them.

    From this moment they are read by those who may work on the source, and once the draft is
    published by those who may read it. Raises PermissionDenied; ValidationError with a sentence
    for each file that cannot be taken, and then none is.
    """
    files = list(files)
    now: Any = Source.objects.select_for_update().filter(pk=source.pk).first()
    if now is None or not may_add(now, user):
        raise PermissionDenied
    lock = now.get_lock()
    if lock is not None and lock.for_user(user):
        raise ValidationError(_("The source is locked: nothing was added."))
    if not files:
        raise ValidationError(_("Choose, drop or paste at least one file."))
    if len(files) > MOST_FILES:
        raise ValidationError(_("At most %(most)d files at a time.") % {"most": MOST_FILES})
    if found := [problem for file in files if (problem := problem_of(file))]:
        raise ValidationError(found)
    draft: Any = now.get_latest_revision_as_object() if now.latest_revision_id else now
    place = max((one.sort_order or 0 for one in draft.attachments.all()), default=-1)
    added = []
    for number, file in enumerate(files, start=1):
        kept = _keep(file, now, user)
        attachment: Any = Attachment(sort_order=place + number, **kept)
        attachment.taken, attachment.caption = taken, caption
        draft.attachments.add(attachment)
        EvidenceUpload.objects.create(source=now, added_by=user, **kept)
        added.append(attachment)
    if not now.live:
        draft.save()
    revision = draft.save_revision(user=user, clean=False)
    names = [str(file.name) for file in files]
    log(
        instance=now,
        action="cases.evidence",
        user=user,
        revision=revision,
        data={"files": names},
        content_changed=True,
    )
    return added


def _keep(file: UploadedFile[Any], source: Source, user: Any) -> dict[str, Any]:
    """Store a file and return it by the name of its key."""
    title = PurePosixPath(str(file.name)).stem[:200] or "file"
    if not is_picture(file):
        made = get_document_model().objects.create(title=title, file=file, uploaded_by_user=user)
        return {"document": made}
    image = get_image_model().objects.create(title=title, file=file, uploaded_by_user=user)
    image.get_rendition(SHOWN)
    return {"image": image}
