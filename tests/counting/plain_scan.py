"""What a person would count: the texts that hold every word asked for, by looking into each.

Written once more from the libraries, without the index and without the code of search: folding
(NFKC, OpenCC, case), runs of Han characters, Snowball stems, and names that mean the same.
"""

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby

import snowballstemmer
from opencc import OpenCC

Words = tuple[str, ...]

_SIMPLIFIED = OpenCC("tw2sp")
_STEMMER = snowballstemmer.stemmer("english")
_APOSTROPHES = "'’"
# No sense in asking for these beside other words; written down apart from the code of search.
_ASKING = """
a an and are as at be but by can could did do does for from had has have he her his how if in into
is it its of on or our she should so than that the their them then there these they this those to
was we were what when where which who whom whose why will with would you your
什么 怎么 怎样 怎么样 如何 为何 为什么 哪 哪个 哪些 哪里 哪儿 谁 是谁 是否 何时 多少 几
"""


def folded(text: str) -> str:
    """Return a text as it is compared: without script, width, case and invisible characters."""
    kept = []
    for character in text:
        category = unicodedata.category(character)
        if category in ("Cc", "Zl", "Zp") or character == "\u200b":
            kept.append(" ")
        elif category not in ("Cf", "Cs"):
            kept.append(character)
    return _SIMPLIFIED.convert(unicodedata.normalize("NFKC", "".join(kept))).casefold()


@cache
def is_han(character: str) -> bool:
    """Return whether a character is Chinese."""
    return character in "々〇" or unicodedata.name(character, "").startswith(
        ("CJK UNIFIED IDEOGRAPH", "CJK COMPATIBILITY IDEOGRAPH")
    )


def words(text: str) -> Words:
    """Return the runs of Han characters and the stems of other words of a text."""
    whole, found = folded(text), []
    for kind, group in groupby(enumerate(whole), key=lambda place: _kind(whole, place[0])):
        word = "".join(character for _place, character in group)
        if kind == "han":
            found.append(word)
        elif kind == "other":
            found.append(_stem(word))
    return tuple(found)


def _kind(text: str, place: int) -> str:
    character = text[place]
    if is_han(character):
        return "han"
    if character in _APOSTROPHES and 0 < place < len(text) - 1:
        around = text[place - 1], text[place + 1]
        return "other" if all(one.isalnum() and not is_han(one) for one in around) else ""
    return "other" if character.isalnum() or unicodedata.category(character) == "No" else ""


@cache
def _stem(word: str) -> str:
    plain = word.replace("’", "'")
    return (_STEMMER.stemWord(plain) if plain.isascii() else plain).replace("'", "")


_ASKING_STEMS = frozenset(map(_stem, _ASKING.split()))


@dataclass(frozen=True)
class ScannedText:
    """The words of a title and of a text: what is asked for stands in either of them."""

    title: Words
    body: Words

    def holds(self, wanted: Words) -> bool:
        """Return whether words stand next to each other; Han ones inside longer runs."""
        return any(_stands(wanted, among) for among in (self.title, self.body))

    def holds_each(self, wanted: Iterable[str]) -> bool:
        """Return whether each of some words stands anywhere."""
        return all(self.holds((word,)) for word in wanted)


def scanned(title: Iterable[str], body: Iterable[str]) -> ScannedText:
    """Return the words of the pieces of a title and of a text."""
    return ScannedText(
        tuple(word for piece in title for word in words(piece)),
        tuple(word for piece in body for word in words(piece)),
    )


def _stands(wanted: Words, among: Words) -> bool:
    first, *rest = wanted
    for place, word in enumerate(among):
        if not rest:
            if word == first or (is_han(first[0]) and first in word):
                return True
        elif (word == first or (is_han(first[0]) and word.endswith(first))) and _follows(
            rest, among[place + 1 :]
        ):
            return True
    return False


def _follows(rest: Sequence[str], among: Words) -> bool:
    *middle, last = rest
    if len(among) < len(rest) or list(among[: len(middle)]) != middle:
        return False
    word = among[len(middle)]
    return word == last or (is_han(last[0]) and word.startswith(last))


Names = Mapping[Words, frozenset[Words]]


def names_of(things: Iterable[Iterable[str]]) -> Names:
    """Return, for each spelling of some things, all spellings of the things it stands for."""
    found: dict[Words, set[Words]] = {}
    for spellings in things:
        same = {key for spelling in spellings if (key := words(spelling))}
        for key in same:
            found.setdefault(key, set()).update(same)
    return {key: frozenset(same) for key, same in found.items()}


def asked(text: str, names: Names) -> list[Words]:
    """Return what a query asks for: names as long as they are known, else single words."""
    typed, terms, start = words(text), [], 0
    while start < len(typed):
        end = len(typed)
        while end > start + 1 and typed[start:end] not in names:
            end -= 1
        terms.append(typed[start:end])
        start = end
    telling = [term for term in terms if term in names or term[0] not in _ASKING_STEMS]
    return telling or terms


def holds_all(text: ScannedText, terms: Iterable[Words], names: Names) -> bool:
    """Return whether a text holds each term: its words, or a name that means the same."""
    return all(
        text.holds_each(term) or any(text.holds(same) for same in names.get(term, ()))
        for term in terms
    )
