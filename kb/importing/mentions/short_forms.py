"""The short forms of people named in full before in the same text: Doe, 王总, Ms Doe."""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator

import ahocorasick_rs
from django.utils.translation import gettext_lazy as _

from kb.importing.mentions.borders import stands_alone
from kb.importing.mentions.names import Mention, Name
from kb.language.detection import has_han
from kb.language.folding import fold
from kb.language.names import looks_personal, split_surname
from kb.language.romanise import romanise

NAMED_BEFORE = _("Short for somebody named in full before.")
_TITLES = ("总", "先生", "女士", "小姐", "博士", "教授", "老师", "董")
_CAPITALISED_BEFORE = re.compile(r"([A-Z][\w’'-]*\.?) \Z")
_FORMS_OF_ADDRESS = {
    "mr",
    "ms",
    "mrs",
    "miss",
    "dr",
    "prof",
    "professor",
    "sir",
    "madam",
    "president",
}
_ANOTHER_AFTER = re.compile(r" [A-Z][a-z]")


def short_forms(name: Name) -> Iterator[str]:
    """Yield what a person may be called once the full name is known."""
    surnames = set()
    for spelling in name.spellings:
        if has_han(spelling) and looks_personal(spelling):
            surname, _given = split_surname(spelling)
            surnames.add(romanise(surname).casefold())
            yield from (surname + title for title in _TITLES)
    for spelling in name.spellings:
        words = spelling.split()
        if len(words) in (2, 3) and not has_han(spelling) and all(w[:1].isupper() for w in words):
            yield words[0] if words[0].casefold() in surnames else words[-1]


def find_short_forms(
    text: str, folded: str, found: list[Mention], people: dict[str, Name]
) -> list[Mention]:
    """Return the short forms in a text of those named in it before, where nothing else stands."""
    first_end: dict[str, int] = {}
    for mention in found:
        if mention.record in people and mention.kind == "person":
            first_end.setdefault(mention.record, mention.end)
    owners: dict[str, set[str]] = defaultdict(set)
    for record in first_end:
        for form in set(short_forms(people[record])):
            owners[form].add(record)
    forms = [(form, *records) for form, records in owners.items() if len(records) == 1]
    if not forms:
        return []
    taken = sorted((mention.start, mention.end) for mention in found)
    automaton = ahocorasick_rs.AhoCorasick([fold(form) for form, _record in forms])
    more = []
    for which, start, end in automaton.find_matches_as_indexes(folded, overlapping=True):
        form, record = forms[which]
        if start < first_end[record] or _overlaps(taken, start, end):
            continue
        if _is_meant(text, folded, start, end, form):
            more.append(Mention(start, end, text[start:end], "person", record, NAMED_BEFORE))
    return more


def _overlaps(taken: list[tuple[int, int]], start: int, end: int) -> bool:
    """Return whether a place overlaps one of those taken, which are sorted and do not overlap."""
    place = bisect_left(taken, (end, 0))
    return place > 0 and taken[place - 1][1] > start


def _is_meant(text: str, folded: str, start: int, end: int, form: str) -> bool:
    if not stands_alone(folded, text, start, end, form):
        return False
    if not form.isascii():
        return True
    if text[start:end] != form:
        return False
    if _ANOTHER_AFTER.match(text, end):
        return False
    before = _CAPITALISED_BEFORE.search(text[max(0, start - 24) : start])
    return before is None or before[1].rstrip(".").lower() in _FORMS_OF_ADDRESS
