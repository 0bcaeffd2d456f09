"""The second tier of a query: its parts one by one, with what they may mean in the other language.

Names and glossary terms are sure, and count like the word itself; the dictionary is a guess, and
counts less, the less the later the sense and the more words there are to choose from.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby, takewhile
from math import log

from kb.search.analysis.pipeline import loose_parts
from kb.search.analysis.segment import is_han, words
from kb.search.analysis.spellings import other_stems
from kb.search.analysis.stopwords import CONNECTING, NOT_LOOKED_UP, STOP_UNITS
from kb.search.dictionary.lookup import RELATED, Dictionary, Translation
from kb.search.engine import Concept
from kb.search.expressions import Stretch, word
from kb.search.query import Equivalent, Names, Query, Term

_MOST_MEANINGS = 14  # of one word

# What a translation counts for, a word as typed being 1; measured (`docs/search.md`).
_LATER_SENSE = 0.3
_OF_MANY = 0.2
_ONLY_RELATED = 0.3
_INTO_CHINESE, _INTO_ONE_CHARACTER = 1.4, 0.8
_INTO_ENGLISH, _OF_ONE_CHARACTER = 1.4, 0.6
_PART_OF_GLOSS = 0.4
_OF_UNKNOWN_NAME = 0.6
_WORD_OF_EXPRESSION = 0.5
_WITH_CONNECTING = 0.5
_OF_ANOTHER_FORM = 0.5  # important and import have one stem
_SPELT_OTHERWISE = 0.9  # colour and color have two

# How much it counts that a Chinese text has many of the English words; a typed run is asked for by
# pairs, most of which no English text has.
COORDINATION = {"en": 0.0, "zh": 0.4}

_INFLECTION = re.compile(r"(?:s|es|d|ed|ing|e|y|ies|ied|['’]s)?")


@dataclass(frozen=True, slots=True)
class Meaning:
    """One word or expression of a query, and how a text may say it.

    `own` are the ways it was typed, `same` its exact equivalents, `other` translations of the
    dictionary: each with what it counts for. `beside` translations its own counts so much less.
    """

    text: str
    language: str
    own: tuple[tuple[Stretch, float], ...] = ()
    same: tuple[Equivalent, ...] = ()
    other: tuple[tuple[Stretch, float, str], ...] = ()
    beside: float = 1.0

    @property
    def sure(self) -> Concept:
        """The word itself and its exact equivalents."""
        return Concept((*self.own, *((Stretch(one.units), 1.0) for one in self.same)))

    @property
    def concept(self) -> Concept:
        """The same, or what the dictionary says."""
        own = ((way, weight * self.beside) for way, weight in self.sure.ways)
        return Concept((*own, *((way, weight) for way, weight, _text in self.other)))


def meanings(query: Query, dictionary: Dictionary) -> list[Meaning]:
    """Return the parts of a query, the Chinese ones as pairs of characters and as words."""
    found: list[Meaning] = []
    # What is quoted need not stand as it is below the line: its words count like others.
    quoted = [
        Term((unit,), unit)
        for stretch in query.exact
        for unit in stretch.units
        if unit not in STOP_UNITS
    ]
    for kind, group in groupby([*query.terms, *quoted], key=_kind):
        terms = list(group)
        if kind == "plain":
            found += _english(terms, dictionary)
        elif kind == "run":
            for term in terms:
                found += _chinese(term, query.names, dictionary)
        else:
            found += (part for term in terms for part in _named(term, dictionary))
    return found


def _kind(term: Term) -> str:
    if term.equivalents or len(term.units) > 1:
        return "named"
    return "run" if is_han(term.units[0]) else "plain"


def _named(term: Term, dictionary: Dictionary) -> Iterator[Meaning]:
    """Yield a name or glossary term: all of it, and less the pieces it is made of."""
    other = _into_english(term.units[0], dictionary) if len(term.units) == 1 else ()
    yield Meaning(
        term.text, term.language, ((Stretch(term.units), 1.0),), term.equivalents, tuple(other)
    )
    parts = loose_parts(term.units)
    if len(parts) > 1:
        for part in parts:
            yield Meaning(part, term.language, ((word(part), _WORD_OF_EXPRESSION),))


# --- English ------------------------------------------------------------------


def _english(terms: Sequence[Term], dictionary: Dictionary) -> Iterator[Meaning]:
    at = 0
    for expression in dictionary.cut_english(tuple(term.units[0] for term in terms)):
        texts = [term.text for term in terms[at : at + len(expression)]]
        text = " ".join(texts)
        if len(expression) > 1:
            yield Meaning(text, "en", other=tuple(_into_chinese(expression, 1.0, dictionary)))
        share = _WORD_OF_EXPRESSION if len(expression) > 1 else 1.0
        for one, typed in zip(expression, texts, strict=True):
            # What a known expression is made of is not told by glosses around it.
            other = _into_chinese((one,), share, dictionary, typed, related=len(expression) == 1)
            yield Meaning(typed, "en", _spelt(one, typed), other=tuple(other), beside=share)
        at += len(expression)


def _spelt(unit: str, typed: str) -> tuple[tuple[Stretch, float], ...]:
    """Return a word as it was typed, and as it is written on the other side of the Atlantic."""
    others = ((word(one), _SPELT_OTHERWISE) for one in other_stems(typed))
    return ((word(unit), 1.0), *others)


def _into_chinese(
    units: tuple[str, ...],
    share: float,
    dictionary: Dictionary,
    typed: str = "",
    *,
    related: bool = True,
) -> list[tuple[Stretch, float, str]]:
    found = [one for one in dictionary.of_english(units) if related or one.sense != RELATED]
    share *= _INTO_CHINESE / (1 + _OF_MANY * log(max(len(found), 1)))
    of_the_form = {one.text for one in found if _is_form(typed, one.form)}

    def weight(one: Translation) -> float:
        of_another = of_the_form and one.form and one.text not in of_the_form
        return (
            share
            * _by_sense(one)
            * (_INTO_ONE_CHARACTER if len(one.text) == 1 else 1.0)
            * (_OF_ANOTHER_FORM if of_another else 1.0)
        )

    return _best([(word(one.text), weight(one), one.text) for one in found])


def _is_form(typed: str, listed: str) -> bool:
    """Return whether two words of one stem differ in nothing but their inflection."""
    same = sum(
        1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(typed, listed, strict=False))
    )
    return same > 1 and all(_INFLECTION.fullmatch(one[same:]) for one in (typed, listed))


# --- Chinese ------------------------------------------------------------------


def _chinese(term: Term, names: Names, dictionary: Dictionary) -> Iterator[Meaning]:
    run = term.units[0]
    pairs = loose_parts([run])
    for part in [part for part in pairs if part not in STOP_UNITS] or pairs:
        weight = _WITH_CONNECTING if CONNECTING.search(part) else 1.0
        yield Meaning(part, "zh", ((word(part), weight),))
    for piece, same in cut_at_names(run, names):
        if same:
            yield Meaning(piece, "zh", same=tuple(same))
        else:
            known = [one for one in dictionary.cut(piece) if one not in NOT_LOOKED_UP]
            for one, share in _shares(known).items():
                if other := _into_english(one, dictionary, share):
                    yield Meaning(one, "zh", other=tuple(other))


def _shares(words: Sequence[str]) -> dict[str, float]:
    """Return words, each once, and what they tell: the characters of an unknown name tell less."""
    shares: dict[str, float] = {}
    if len(words) > 1 and all(len(one) == 1 for one in words):
        return shares  # nothing but a name: what its characters mean is no sign of it
    for before, one, after in zip(["", *words], words, [*words[1:], ""], strict=False):
        alone = len(one) == 1 and 1 in (len(before), len(after))
        shares.setdefault(one, _OF_UNKNOWN_NAME if alone else 1.0)
    return shares


def cut_at_names(run: str, names: Names) -> Iterator[tuple[str, Sequence[Equivalent]]]:
    """Yield a run in pieces: names that are known, the longest first, and what is between them."""
    known = sorted((name for name in names if name in run), key=len, reverse=True)
    start = between = 0
    while start < len(run):
        name = next((name for name in known if run.startswith(name, start)), "")
        if name:
            if between < start:
                yield run[between:start], ()
            yield name, [one for one in names[name] if one.units != (name,)]
            start = between = start + len(name)
        else:
            start += 1
    if between < start:
        yield run[between:start], ()


def _into_english(
    run: str, dictionary: Dictionary, share: float = 1.0
) -> list[tuple[Stretch, float, str]]:
    share *= _INTO_ENGLISH * (_OF_ONE_CHARACTER if len(run) == 1 else 1.0)
    weighed: dict[Stretch, tuple[float, str]] = {}

    def weigh(way: Stretch, weight: float, text: str) -> None:
        weighed[way] = max(weighed.get(way, (0.0, "")), (weight, text))

    for one in dictionary.of_chinese(run):
        weight = share * _by_sense(one)
        weigh(Stretch(one.units), weight, one.text)
        part = weight if len(one.units) == 1 else weight * _PART_OF_GLOSS
        for unit in one.units:
            weigh(word(unit), part, one.text)
        for other in _as_british(one.text):
            weigh(word(other), part * _SPELT_OTHERWISE, one.text)
    return _best([(way, weight, text) for way, (weight, text) in weighed.items()])


@lru_cache(maxsize=4_096)
def _as_british(gloss: str) -> tuple[str, ...]:
    """Return the stems of words of a gloss as British texts have them: it is American."""
    typed = words(gloss.casefold())
    return tuple(other for one in typed for other in other_stems(one))


def _by_sense(translation: Translation) -> float:
    if translation.sense == RELATED:
        return _ONLY_RELATED
    return 1 / (1 + _LATER_SENSE * translation.sense)


def _best(weighed: list[tuple[Stretch, float, str]]) -> list[tuple[Stretch, float, str]]:
    return sorted(weighed, key=lambda one: -one[1])[:_MOST_MEANINGS]
