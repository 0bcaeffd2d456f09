"""The page that shows both sides, and what editors say there about its pairs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import urlencode
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from kb.language.codes import SIMPLIFIED, TRADITIONAL, Language, language
from kb.language.reader import current_reader
from kb.models.pair_corrections import PairAction, PairCorrection
from kb.side_by_side.behind import mark_behind
from kb.side_by_side.corrections import CannotBeDone
from kb.side_by_side.kinds import Moved, TwoSides, kinds
from kb.side_by_side.names import shared_names
from kb.side_by_side.rows import (
    SENTENCE,
    SideBySide,
    anchored,
    compare,
    passage_rows,
    sentence_rows,
)
from kb.side_by_side.showing import shown, spoken

LONGEST = 40


@dataclass(frozen=True)
class Choice:
    """One way to read the page, as a link."""

    label: Any
    url: str
    active: bool
    lang: str = ""


def side_by_side(request: HttpRequest, kind: str, key: str) -> HttpResponse:
    """English and Chinese of one text, pair by pair; editors correct pairs here."""
    asked = _Asked(request)
    try:
        found = _find(request, kind, key, asked.script)
    except Moved as moved:
        # Not for ever: a merge may be undone.
        return redirect("side_by_side", kind, str(moved))
    corrections = list(PairCorrection.objects.of(kind, found.key))
    made = compare(
        found.english,
        found.chinese,
        corrections,
        shared_names((passage.text for passage in found.english), request.user),
        found.known,
    )
    if request.method == "POST":
        return _correct(request, kind, found, made, asked)
    correcting = asked.correcting and found.editable
    rows = sentence_rows if asked.by_sentence else passage_rows
    listed = anchored(rows(made, correcting=correcting))
    mark_behind(listed, found.things, request.user)
    shown(listed, asked.script)
    reader = current_reader()
    context = {
        "found": found,
        "rows": listed,
        "alone": sum(1 for row in listed if row.alone),
        "sides": ("zh", "en") if reader.half == "zh" else ("en", "zh"),
        "chinese": asked.script,
        "by": [
            Choice(_("By paragraph"), asked.address(by=""), not asked.by_sentence),
            Choice(_("By sentence"), asked.address(by="sentence"), asked.by_sentence),
        ],
        "scripts": _scripts(asked, reader),
        "correcting": correcting,
        "correct_url": asked.address(correct="" if correcting else "1"),
        "corrections": corrections if found.editable else [],
        "excerpts": _excerpts(corrections, found) if found.editable else set(),
        "stale": made.stale_keys() if found.editable else set(),
        "here": asked.address(),
    }
    return render(request, "kb/side_by_side/page.html", context)


def _excerpts(corrections: Iterable[PairCorrection], found: TwoSides) -> set[int]:
    """Return the corrections whose text stands before this person still, and may be quoted."""
    texts = " ".join(passage.text for passage in (*found.english, *found.chinese))
    return {one.pk for one in corrections if one.excerpt and one.excerpt.rstrip("…") in texts}


class _Asked:
    """What the query of an address asks for, with addresses that ask for more or less."""

    def __init__(self, request: HttpRequest) -> None:
        self.path = request.path
        self.by_sentence = request.GET.get("by") == "sentence"
        self.correcting = request.GET.get("correct") == "1"
        reader = current_reader()
        given = request.GET.get("script", "")
        self.given = given if given in (SIMPLIFIED.code, TRADITIONAL.code) else ""
        self.script = reader if reader.half == "zh" else language(self.given or SIMPLIFIED.code)

    def address(self, **changes: str) -> str:
        """Return this address with some of its query changed."""
        query = {
            "by": "sentence" if self.by_sentence else "",
            "script": self.given,
            "correct": "1" if self.correcting else "",
        } | changes
        kept = {name: value for name, value in query.items() if value}
        return f"{self.path}?{urlencode(kept)}" if kept else self.path


def _scripts(asked: _Asked, reader: Language) -> list[Choice]:
    """Return the scripts an English reader may choose; a Chinese one reads their own."""
    if reader.half == "zh":
        return []
    return [
        Choice(one.label, asked.address(script=one.code), one == asked.script, one.tag)
        for one in (SIMPLIFIED, TRADITIONAL)
    ]


def _find(request: HttpRequest, kind: str, key: str, script: Language) -> TwoSides:
    if kind not in kinds:
        raise Http404
    found = kinds[kind].find(key, request.user, spoken(script))
    if found is None:
        raise Http404
    return found


# --- Correcting -----------------------------------------------------------------


def _correct(
    request: Any, kind: str, found: TwoSides, made: SideBySide, asked: _Asked
) -> HttpResponse:
    if not found.editable:
        raise PermissionDenied
    action, _space, row = request.POST.get("act", "")[:LONGEST].partition(" ")
    anchor = ""
    if action == "undo":
        _undo(request, kind, row, found)
    elif action not in PairAction.values:
        messages.error(request, _("Choose what to do with a pair."))
    else:
        anchor = _say(request, kind, found, made, asked, action, row)
    return redirect(asked.address(correct="1") + anchor)


def _say(
    request: Any,
    kind: str,
    found: TwoSides,
    made: SideBySide,
    asked: _Asked,
    action: str,
    row: str,
) -> str:
    """Remember an act on one pair; return the anchor of what came of it."""
    try:
        beads, excerpt = made.acted(action, row, by_sentence=asked.by_sentence)
    except KeyError:
        messages.error(
            request, _("The text or its pairs have changed meanwhile: nothing was corrected.")
        )
        return ""
    except CannotBeDone:
        messages.error(request, _("There is nothing beside this pair to do that with."))
        return f"#pair-{row}"
    level = SENTENCE if asked.by_sentence else PairCorrection.Level.PASSAGE
    with transaction.atomic():
        PairCorrection.objects.create(
            kind=kind,
            key=found.key,
            level=level,
            action=action,
            beads=beads,
            excerpt=Truncator(excerpt).chars(160),
            made_by=request.user,
        )
        _log(found, "kb.pair", request.user, {"action": action})
    messages.success(request, _("Corrected. It can be undone at the end of the page."))
    return f"#pair-{made.key_of(beads[0])}"


def _undo(request: Any, kind: str, number: str, found: TwoSides) -> None:
    if not number.isascii() or not number.isdigit():
        messages.error(request, _("Choose what to do with a pair."))
        return
    with transaction.atomic():
        gone, _kinds = PairCorrection.objects.filter(
            kind=kind, key=found.key, pk=number[:18]
        ).delete()
        if gone:
            _log(found, "kb.pair.undo", request.user, {})
    if gone:
        messages.success(request, _("The correction is undone."))
    else:
        messages.error(request, _("Somebody has undone this correction already."))


def _log(found: TwoSides, action: str, user: Any, data: Mapping[str, Any]) -> None:
    for thing in found.things:
        log(instance=thing, action=action, user=user, data=dict(data))
