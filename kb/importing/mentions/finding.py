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
_ACTORS = ("person", "organisation")


class NameFinder:
    """The names of one moment, ready to be found in many texts.

    People and organisations do not hide behind channels and terms, nor these behind them: the name
    of a person counts within a longer term.
    """

    def __init__(self, names: Iterable[Name]) -> None:
        everybody = list(names)
        self._people = {name.record: name for name in everybody if name.kind == "person"}
        actors = [name for name in everybody if name.kind in _ACTORS]
        things = [name for name in everybody if name.kind not in _ACTORS]
        self._layers = [_Spellings(layer) for layer in (actors, things) if layer]

    def find(self, text: str) -> list[Mention]:
        """Return the mentions of a text in their order; namesakes stand at the same place."""
        folded = _folded(text)
        found = [mention for layer in self._layers for mention in layer.find(text, folded)]
        people = {
            mention.record: self._people[mention.record]
            for mention in found
            if mention.kind == "person"
        }
        actors = [mention for mention in found if mention.kind in _ACTORS]
        found += find_short_forms(text, folded, actors, people)
        return sorted(found, key=lambda one: (one.start, one.end, one.kind, one.record))


class _Spellings:
    """The spellings of some names, the longest of which wins where several begin."""

    def __init__(self, names: Iterable[Name]) -> None:
        owners: dict[str, dict[Name, str]] = defaultdict(dict)
        for name in names:
            for spelling in map(str.strip, name.spellings):
                folded = _folded(spelling)
                if len(folded) >= _SHORTEST:
                    owners[folded].setdefault(name, spelling)
        self._owners = [tuple(whose.items()) for whose in owners.values()]
        self._automaton = ahocorasick_rs.AhoCorasick(list(owners))

    def find(self, text: str, folded: str) -> Iterator[Mention]:
        """Yield the mentions of a text, given as typed and folded."""
        matches = [
            (start, -end, which)
            for which, start, end in self._automaton.find_matches_as_indexes(
                folded, overlapping=True
            )
        ]
        matches.sort()
        taken = 0
        for start, minus_end, which in matches:
            end, owners = -minus_end, self._owners[which]
            if start < taken:
                continue
            first, spelling = owners[0]
            is_person = first.kind == "person"
            if stands_alone(folded, text, start, end, spelling, person=is_person):
                taken = end
                for name, _spelling in owners:
                    yield Mention(start, end, text[start:end], name.kind, name.record, BY_NAME)


def find_mentions(text: str, names: Iterable[Name]) -> list[Mention]:
    """Return where the names stand in a text; for many texts keep a `NameFinder`."""
    return NameFinder(names).find(text)


# The dots between the parts of foreign names, and lines broken within a name.
_ALIKE = str.maketrans("•‧・∙\n", "···· ")


def _folded(text: str) -> str:
    return fold(text).translate(_ALIKE)
