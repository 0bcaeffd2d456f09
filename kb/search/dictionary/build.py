"""The dictionary both ways, packed once into a file."""

from collections.abc import Iterable, Iterator

from kb.language.conversion import fold_script
from kb.search.analysis.pipeline import stem
from kb.search.analysis.segment import is_han, words
from kb.search.analysis.stopwords import STOP_UNITS
from kb.search.dictionary.cedict import Gloss, entries, name_as_read, parts_of_name
from kb.search.dictionary.table import pack

# Longer glosses explain and do not translate.
_MOST_UNITS = 5
# Of one English word; those of early senses and with more than one character come first.
_MOST_WORDS = 24
# A word that no gloss is by itself may be told by short glosses it stands in.
_LONGEST_AROUND = 3
# A proper name in pinyin may be another of the same sound.
_BY_SOUND = 1
# 波兰语 is Polish and 波兰人 a Polish person: so is what 波兰 does.
_OF_COUNTRY = "人语文"
_PEOPLE = {"person", "peopl", "languag"}

Translations = dict[str, list[tuple[int, str, str]]]


def build() -> tuple[bytes, bytes]:
    """Return the packed tables Chinese to English and English to Chinese.

    A row from Chinese has lines `sense, units, gloss`, one from English (its key is units) lines
    `sense, word, form` (how a gloss of one word is written); sense 9 is a gloss around the word.
    """
    chinese, names = _chinese()
    english = _english(chinese, names)
    return (
        pack(
            {
                word: "\n".join(f"{sense}\t{units}\t{gloss}" for sense, units, gloss in rows)
                for word, rows in chinese.items()
            }
        ),
        pack(
            {
                units: "\n".join(f"{sense}\t{word}\t{form}" for sense, word, form in rows)
                for units, rows in english.items()
            }
        ),
    )


def gloss_units(text: str) -> tuple[str, ...]:
    """Return the units of a gloss that tell something."""
    found = (stem(word) for word in words(text.casefold()) if not is_han(word))
    return tuple(unit for unit in found if unit not in STOP_UNITS)


def _form(gloss: str) -> str:
    """Return the word of a gloss that has one only."""
    found = [word for word in words(gloss.casefold()) if stem(word) not in STOP_UNITS]
    return found[0] if len(found) == 1 else ""


def _chinese() -> tuple[Translations, list[tuple[str, str]]]:
    """Return the glosses of each word, and the words that are proper names, as they are read."""
    listed = list(entries())
    # One call for all words: each of its own would take longer than all the rest.
    folded = fold_script("\n".join(word for word, *_ in listed)).casefold().split("\n")
    found: Translations = {}
    names = []
    for word, (_word, pinyin, glosses) in zip(folded, listed, strict=True):
        if is_han(word):
            if name := name_as_read(pinyin):
                names.append((word, " ".join(gloss_units(name))))
            for part, of_part in [(word, glosses), *parts_of_name(word, glosses)]:
                for row in _rows(of_part):
                    of_word = found.setdefault(part, [])
                    if row[1:] not in (known[1:] for known in of_word):
                        of_word.append(row)
    return {word: sorted(rows, key=lambda row: row[0]) for word, rows in found.items()}, names


def _rows(glosses: Iterable[Gloss]) -> Iterator[tuple[int, str, str]]:
    for sense, text in glosses:
        units = gloss_units(text)
        if 0 < len(units) <= _MOST_UNITS:
            yield min(sense, 8), " ".join(units), text


def _english(
    chinese: Translations, names: Iterable[tuple[str, str]]
) -> dict[str, list[tuple[int, str, str]]]:
    forms: dict[tuple[str, str], str] = {}
    exact: dict[str, dict[str, int]] = {}
    around: dict[str, dict[str, int]] = {}
    for word, rows in chinese.items():
        for sense, units, gloss in rows:
            _least(exact.setdefault(units, {}), word, sense)
            single = units.split(" ")
            if len(single) == 1 and (form := _form(gloss)):
                forms.setdefault((units, word), form)
            if len(word) > 2 and word[-1] in _OF_COUNTRY and gloss[0].isupper():
                of_country = [unit for unit in single if unit not in _PEOPLE]
                if len(of_country) == 1 and word[:-1] in chinese:
                    _least(exact.setdefault(of_country[0], {}), word[:-1], sense)
            if 1 < len(single) <= _LONGEST_AROUND and 1 < len(word) <= 4:
                for unit in single:
                    _least(around.setdefault(unit, {}), word, len(single))
    for word, units in names:
        if units:
            _least(exact.setdefault(units, {}), word, _BY_SOUND)
    for unit, words_around in around.items():
        known = exact.setdefault(unit, {})
        if not any(len(word) > 1 for word in known):
            best = sorted(words_around, key=lambda word: (words_around[word], len(word), word))
            known.update((word, 9) for word in best[:_MOST_WORDS])
    return {
        units: [(sense, word, forms.get((units, word), "")) for sense, word in _first(found)]
        for units, found in exact.items()
    }


def _least(found: dict[str, int], word: str, sense: int) -> None:
    found[word] = min(sense, found.get(word, sense))


def _first(found: dict[str, int]) -> list[tuple[int, str]]:
    return sorted((sense, word) for word, sense in found.items())[:_MOST_WORDS]
