"""Finds known names from left to right, the longest first, in time linear in the text's length.

All spellings are looked for at once (Aho-Corasick) in a text folded one character to one, so that
places hold in the text as typed; what is found must then stand where a word may begin and end.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator

import ahocorasick_rs
from django.utils.translation import gettext_lazy as _

from kb.importing.mentions.borders import stands_alone
from kb.importing.mentions.names import Mention, Name
from kb.importing.mentions.short_forms import find_short_forms
from kb.language.folding import fold

BY_NAME = _("A name of the record.")
# One character means too much to be looked for.
_SHORTEST = 2


class NameFinder:
    """The names of one moment, ready to be found in many texts."""

    def __init__(self, names: Iterable[Name]) -> None:
        owners: dict[str, dict[Name, str]] = defaultdict(dict)
        self._people: dict[str, Name] = {}
        for name in names:
            if name.kind == "person":
                self._people[name.record] = name
            for spelling in name.spellings:
                folded = _folded(spelling.strip())
                if len(folded) >= _SHORTEST:
                    owners[folded].setdefault(name, spelling.strip())
        self._spellings = list(owners)
        self._owners = [tuple(owners[spelling].items()) for spelling in self._spellings]
        self._automaton = ahocorasick_rs.AhoCorasick(self._spellings) if owners else None

    def find(self, text: str) -> list[Mention]:
        """Return the mentions of a text in their order; namesakes stand at the same place."""
        if self._automaton is None:
            return []
        folded = _folded(text)
        found = [
            Mention(start, end, text[start:end], name.kind, name.record, BY_NAME)
            for start, end, which in self._places(folded, text)
            for name, _spelling in self._owners[which]
        ]
        people = {
            mention.record: self._people[mention.record]
            for mention in found
            if mention.kind == "person"
        }
        short = find_short_forms(text, folded, found, people)
        return sorted([*found, *short], key=lambda one: (one.start, one.record))

    def _places(self, folded: str, text: str) -> Iterator[tuple[int, int, int]]:
        """Yield where spellings stand that do not overlap: start, end, number of the spelling."""
        assert self._automaton is not None
        matches = [
            (start, -end, which)
            for which, start, end in self._automaton.find_matches_as_indexes(
                folded, overlapping=True
            )
        ]
        matches.sort()
        taken = 0
        for start, minus_end, which in matches:
            end = -minus_end
            if start < taken:
                continue
            spelling = self._owners[which][0][1]
            person = self._owners[which][0][0].kind == "person"
            if stands_alone(folded, text, start, end, spelling, person=person):
                taken = end
                yield start, end, which


def find_mentions(text: str, names: Iterable[Name]) -> list[Mention]:
    """Return where the names stand in a text; for many texts keep a `NameFinder`."""
    return NameFinder(names).find(text)


def _folded(text: str) -> str:
    return fold(text).replace("\n", " ")
