"""Where the terms of a glossary occur in a text, in either script and with English endings.

Nothing of the text changes: a finder gives places, and whoever shows the text puts links there.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

import rjieba

from kb.language import codes
from kb.language.codes import Language
from kb.language.conversion import VARIANTS, convert
from kb.language.detection import has_han
from kb.language.text_runs import TextRuns
from kb.search.analysis.pipeline import stem

_WORD = re.compile(r"[A-Za-zÀ-ɏ0-9]+(?:['’][A-Za-zÀ-ɏ]+)*")
# What may stand between the words of one term.
_GAP = re.compile(r"[ \u00a0\n\t-]+")
_POSSESSIVE = re.compile(r"['’]s?$")

# Where no hint belongs: other links, headings, code.
_CLOSED = {
    "a", "button", "code", "h1", "h2", "h3", "h4", "h5", "h6", "kbd", "math", "pre", "samp",
    "script", "style", "summary", "svg", "textarea", "var",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Hintable:
    """A term: a key, and all that it is called, Chinese in either script."""

    key: int
    spellings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Spot:
    """A place where a term stands: `start` inclusive, `end` exclusive, in characters."""

    start: int
    end: int
    key: int


class HintFinder:
    """The terms of one moment, found by what they begin with."""

    def __init__(self, terms: Iterable[Hintable]) -> None:
        # The forms of a first character by length; the words that may follow a first word.
        self._han: dict[str, dict[str, int]] = {}
        self._lengths: dict[str, list[int]] = {}
        self._latin: dict[str, list[tuple[tuple[str, ...], int]]] = {}
        for term in terms:
            for spelling in term.spellings:
                if has_han(spelling):
                    self._add_han(spelling, term.key)
                else:
                    self._add_latin(spelling, term.key)
        for first, forms in self._han.items():
            self._lengths[first] = sorted({len(form) for form in forms})
        firsts = "".join(map(re.escape, self._han))
        self._first = re.compile(f"[{firsts}]") if firsts else None

    def _add_han(self, spelling: str, key: int) -> None:
        if len(spelling) < 2:
            return
        for form in {spelling, *(convert(spelling, to) for to in VARIANTS)}:
            self._han.setdefault(form[0], {}).setdefault(form, key)

    def _add_latin(self, spelling: str, key: int) -> None:
        found = [_key_of(word[0]) for word in _WORD.finditer(spelling)]
        if found and len(spelling) > 1:
            self._latin.setdefault(found[0], []).append((tuple(found[1:]), key))

    def find(self, text: str) -> list[Spot]:
        """Return every place of every term, those that overlap too, from left to right."""
        spots = [*self._find_han(text), *self._find_latin(text)]
        return sorted(spots, key=lambda spot: (spot.start, -spot.end, spot.key))

    def _find_han(self, text: str) -> Iterator[Spot]:
        if self._first is None:
            return
        words: list[int] | None = None
        for match in self._first.finditer(text):
            start = match.start()
            forms = self._han[match[0]]
            for length in self._lengths[match[0]]:
                key = forms.get(text[start : start + length])
                if key is None or start + length > len(text):
                    continue
                if words is None:
                    words = _words(text)
                if not _cuts_a_word(words, start, start + length):
                    yield Spot(start, start + length, key)

    def _find_latin(self, text: str) -> Iterator[Spot]:
        if not self._latin:
            return
        words = list(_WORD.finditer(text))
        keys = [_keys_in_text(word[0]) for word in words]
        joined = [
            _GAP.fullmatch(text, before.end(), after.start()) and not _POSSESSIVE.search(before[0])
            for before, after in pairwise(words)
        ]
        for place, word in enumerate(words):
            for first in keys[place]:
                for rest, key in self._latin.get(first, ()):
                    last = place + len(rest)
                    if (
                        last < len(words)
                        and all(joined[place:last])
                        and all(one in of for one, of in zip(rest, keys[place + 1 :], strict=False))
                    ):
                        yield Spot(word.start(), words[last].end(), key)


def _key_of(word: str) -> str:
    """Return what a word of a term is found by: an abbreviation as it is, any other by its stem."""
    return f"={word}" if _is_abbreviation(word) else stem(word.lower())


def _keys_in_text(word: str) -> set[str]:
    """Return what a word of a text may be: an abbreviation, a word with an ending."""
    plain = _POSSESSIVE.sub("", word)
    lower = plain.lower()
    keys = {stem(lower), f"={plain}"}
    if plain.endswith("s"):
        keys.add(f"={plain[:-1]}")
    if lower.endswith("ses"):
        # Crises, analyses.
        keys.add(stem(f"{lower[:-2]}is"))
    return keys


def _is_abbreviation(word: str) -> bool:
    return any(letter.isupper() for letter in word[1:])


def _words(text: str) -> list[int]:
    """Return for each character of a text the number of the word it belongs to."""
    simplified = convert(text, "zh-hans")
    words = rjieba.cut(simplified if len(simplified) == len(text) else text, False)
    return [number for number, word in enumerate(words) for _ in word]


def _cuts_a_word(words: list[int], start: int, end: int) -> bool:
    """Return whether a place begins or ends within a word that reaches out of it on one side.

    公关 in 办公关系 is no term; in 公关部 it is one, though no word by itself.
    """
    if words[start] == words[end - 1]:
        return False
    begins_inside = start > 0 and words[start - 1] == words[start]
    return begins_inside or (end < len(words) and words[end] == words[end - 1])


# --- In HTML ------------------------------------------------------------------


def find_in_html(html: str, reader: Language, finder: HintFinder) -> tuple[Spot, ...]:
    """Return the places of terms in HTML where a link may stand, those that overlap too."""
    return tuple(
        Spot(start + spot.start, start + spot.end, spot.key)
        for start, stop in _Prose(html, reader).find()
        for spot in finder.find(html[start:stop])
    )


class _Prose(TextRuns):
    """Finds the text in which a term may be explained."""

    def __init__(self, html: str, reader: Language) -> None:
        super().__init__(html)
        self._reader = reader

    def admits(self, tag: str, attributes: dict[str, str | None], outside: bool) -> bool:
        """Leave out links, headings and code, what is kept as written, and other languages."""
        if not outside or tag in _CLOSED or "data-script" in attributes:
            return False
        if (attributes.get("translate") or "").lower() == "no":
            return False
        marked = attributes.get("lang")
        return not marked or codes.tag(marked) == self._reader.tag
