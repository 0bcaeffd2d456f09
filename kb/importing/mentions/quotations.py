"""Words in quotation marks, and which of the people and organisations named said them."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kb.importing.mentions.names import Mention
from kb.language.folding import fold

SAID_BEFORE = _("Named with a word of saying before the quotation.")
SAID_AFTER = _("Named with a word of saying after the quotation.")

# Shorter ones are titles, nicknames and words held at a distance.
_SHORTEST = 8
_QUOTED = re.compile(
    r"“(?P<a>[^“”\n]{1,600})”|「(?P<b>[^「」\n]{1,600})」|『(?P<c>[^『』\n]{1,600})』"
    r"|(?<![\w])\"(?P<d>[^\"\n]{1,600})\"(?!\w)"
)
_SAYS = re.compile(
    "表示|称|说|指出|认为|透露|强调|告诉|坦言|直言|解释|写道|发文|喊话"
    r"|:\s*$|\b(?:said|says|told|wrote|added|replied|posted|denied|insisted|called|asked)\b"
)
# How far from the quotation its speaker may be named.
_REACH = 60
_OWNS = re.compile("的|'s")
_SENTENCE_END = re.compile(r"[。!?;\n]|\.(?=\s)")


@dataclass(frozen=True, slots=True)
class Quotation:
    """Quoted words without their marks, and the mention of who said them, if the text tells."""

    start: int
    end: int
    text: str
    speaker: Mention | None
    reason: str | Promise = ""


def find_quotations(text: str, mentions: Iterable[Mention]) -> list[Quotation]:
    """Return the quotations of a text, with the nearest actor named beside a word of saying."""
    folded = fold(text)
    actors = [one for one in mentions if one.kind in ("person", "organisation")]
    actors.sort(key=lambda one: one.start)
    starts = [one.start for one in actors]
    found = []
    for match in _QUOTED.finditer(text):
        group = match.lastgroup or "a"
        start, end = match.span(group)
        if end - start < _SHORTEST:
            continue
        # Only who is named near may be meant: a text may have thousands of both.
        near = slice(
            bisect_left(starts, match.start() - _REACH), bisect_right(starts, match.end() + _REACH)
        )
        speaker, reason = _speaker(folded, actors[near], match.start(), match.end())
        found.append(Quotation(start, end, text[start:end], speaker, reason))
    return found


def _speaker(
    folded: str, actors: list[Mention], start: int, end: int
) -> tuple[Mention | None, str | Promise]:
    first = max(0, start - _REACH)
    for stop in _SENTENCE_END.finditer(folded, first, start):
        first = stop.end()
    if said := list(_SAYS.finditer(folded, first, start)):
        before = [one for one in actors if first <= one.start and one.end <= said[-1].start()]
        people = [one for one in before if one.kind == "person"]
        if before:
            speaker = (people or before)[-1]
            # What stands in somebody's comments is not what that person says.
            owns = _OWNS.match(folded, speaker.end)
            return (None, "") if owns else (speaker, SAID_BEFORE)
    ends = _SENTENCE_END.search(folded, end, min(len(folded), end + _REACH))
    last = ends.start() if ends else min(len(folded), end + _REACH)
    after = [one for one in actors if end <= one.start and one.end <= last]
    if after and _SAYS.search(folded, end, min(len(folded), after[0].end + 12)):
        return after[0], SAID_AFTER
    return None, ""
