"""The dictionary both ways, packed once into a file."""

from collections.abc import Iterable, Iterator

from kb.language.conversion import fold_script
from kb.search.analysis.pipeline import stem
from kb.search.analysis.segment import is_han, words
from kb.search.analysis.stopwords import STOP_UNITS
from kb.search.dictionary.cedict import Gloss, entries
from kb.search.dictionary.table import pack

# Longer glosses explain and do not translate.
_MOST_UNITS = 5
# Of one English word; those of early senses and with more than one character come first.
_MOST_WORDS = 24
# A word that no gloss is by itself may be told by short glosses it stands in.
_LONGEST_AROUND = 3

Translations = dict[str, list[tuple[int, str, str]]]


def build() -> tuple[bytes, bytes]:
    """Return the packed tables Chinese to English and English to Chinese.

    A row from Chinese has lines `sense, units, gloss`, one from English (its key is units) lines
    `sense, word`; sense 9 is a gloss around the word.
    """
    chinese = _chinese()
    english = _english(chinese)
    return (
        pack(
            {
                word: "\n".join(f"{sense}\t{units}\t{gloss}" for sense, units, gloss in rows)
                for word, rows in chinese.items()
            }
        ),
        pack(
            {
                units: "\n".join(f"{sense}\t{word}" for sense, word in rows)
                for units, rows in english.items()
            }
        ),
    )


def gloss_units(text: str) -> tuple[str, ...]:
    """Return the units of a gloss that tell something."""
    found = (stem(word) for word in words(text.casefold()) if not is_han(word))
    return tuple(unit for unit in found if unit not in STOP_UNITS)


def _chinese() -> Translations:
    listed = list(entries())
    # One call for all words: each of its own would take longer than all the rest.
    folded = fold_script("\n".join(word for word, _glosses in listed)).casefold().split("\n")
    found: Translations = {}
    for word, (_word, glosses) in zip(folded, listed, strict=True):
        if is_han(word):
            for row in _rows(glosses):
                of_word = found.setdefault(word, [])
                if row[1:] not in (known[1:] for known in of_word):
                    of_word.append(row)
    return {word: sorted(rows, key=lambda row: row[0]) for word, rows in found.items()}


def _rows(glosses: Iterable[Gloss]) -> Iterator[tuple[int, str, str]]:
    for sense, text in glosses:
        units = gloss_units(text)
        if 0 < len(units) <= _MOST_UNITS:
            yield min(sense, 8), " ".join(units), text


def _english(chinese: Translations) -> dict[str, list[tuple[int, str]]]:
    exact: dict[str, dict[str, int]] = {}
    around: dict[str, dict[str, int]] = {}
    for word, rows in chinese.items():
        for sense, units, _gloss in rows:
            _least(exact.setdefault(units, {}), word, sense)
            single = units.split(" ")
            if 1 < len(single) <= _LONGEST_AROUND and 1 < len(word) <= 4:
                for unit in single:
                    _least(around.setdefault(unit, {}), word, len(single))
    for unit, words_around in around.items():
        known = exact.setdefault(unit, {})
        if not any(len(word) > 1 for word in known):
            best = sorted(words_around, key=lambda word: (words_around[word], len(word), word))
            known.update((word, 9) for word in best[:_MOST_WORDS])
    return {units: _first(found) for units, found in exact.items()}


def _least(found: dict[str, int], word: str, sense: int) -> None:
    found[word] = min(sense, found.get(word, sense))


def _first(found: dict[str, int]) -> list[tuple[int, str]]:
    return sorted((sense, word) for word, sense in found.items())[:_MOST_WORDS]
