"""Which words of one side answer words of the other: names, numbers, Latin words, a dictionary.

Every word that could have an answer speaks for a pair when the answer is there and against it when
it is not, the more the rarer the answer is in the whole text: the logarithm of how likely that is
in a translation, over how likely it is by chance.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import log
from typing import Protocol

from kb.language.romanise import romanise
from kb.language.side_by_side import numbers
from kb.search.analysis.normalise import fold
from kb.search.analysis.pipeline import stem
from kb.search.analysis.segment import is_han, words
from kb.search.analysis.stopwords import NOT_LOOKED_UP, STOP_UNITS

# How often a word of a translation is answered.
_ANSWERED_WORD = 0.45
_ANSWERED_NAME = 0.85
_ANSWERED_SOUND = 0.5  # a foreign name is seldom written by its sound alone
# By chance, before anything is known of the text, and how many passages that belief is worth.
_BY_CHANCE = 0.05
_BELIEF = 5.0
WEIGHT_OF_WORD = 1.0  # words of a passage do not speak independently
_LONGEST_WORD = 5
_LONGEST_SOUND = 3
# Jieyun, and Mei-hua as Taiwan writes it.
_CAPITALISED = re.compile(r"\b[A-Z][a-z’']+(?:-[a-z]+)?\b")
_UNHEARD = str.maketrans("", "", "’'-")
_RELATED = 9


class Meaning(Protocol):
    """One meaning of a word (`kb.search.dictionary.lookup.Translation`)."""

    @property
    def sense(self) -> int: ...
    @property
    def units(self) -> tuple[str, ...]: ...


class Lexicon(Protocol):
    """A dictionary both ways (`kb.search.dictionary.lookup.Dictionary`)."""

    def of_chinese(self, word: str) -> Sequence[Meaning]: ...
    def of_english(self, units: tuple[str, ...]) -> Sequence[Meaning]: ...
    def cut(self, run: str) -> list[str]: ...


@dataclass(frozen=True, slots=True)
class SharedName:
    """What one person, organisation or term is called in each language."""

    english: tuple[str, ...]
    chinese: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Words:
    """What the words of two sides say about every possible pair.

    `unanswered_english[i]` is what it costs when no word of passage i is answered; and
    `english[i][j]` gives what each word gains that passage j answers. `chinese` is the same from
    the other side.
    """

    unanswered_english: Sequence[float]
    unanswered_chinese: Sequence[float]
    english: Sequence[Mapping[int, Mapping[str, float]]]
    chinese: Sequence[Mapping[int, Mapping[str, float]]]


def weigh(
    english: Sequence[str],
    chinese: Sequence[str],
    lexicon: Lexicon | None = None,
    names: Iterable[SharedName] = (),
) -> Words:
    """Return what the words of some English and some Chinese passages say about their pairs."""
    of_english, of_chinese = _English(english), _Chinese(chinese, lexicon)
    forwards: list[dict[str, _Sought]] = [{} for _ in english]
    backwards: list[dict[str, _Sought]] = [{} for _ in chinese]
    _seek_same(of_english, of_chinese, forwards, backwards)
    _seek_names(of_english, of_chinese, names, forwards, backwards)
    _seek_sounds(of_english, chinese, forwards)
    if lexicon is not None:
        _seek_meanings(of_english, of_chinese, lexicon, forwards, backwards)
    costs_english, gains_english = _gains(forwards, len(chinese))
    costs_chinese, gains_chinese = _gains(backwards, len(english))
    return Words(costs_english, costs_chinese, gains_english, gains_chinese)


@dataclass(frozen=True, slots=True)
class _Sought:
    """In which passages of the other side a word is answered, and how often such words are."""

    found: frozenset[int]
    answered: float
    weight: float = 1.0


class _English:
    def __init__(self, passages: Sequence[str]) -> None:
        self.passages = passages
        self.folded = [fold(passage) for passage in passages]
        self.latin = [
            frozenset(word for word in words(text) if not is_han(word)) for text in self.folded
        ]
        self.stems = [
            frozenset(unit for word in found if (unit := stem(word)) not in STOP_UNITS)
            for found in self.latin
        ]
        self.where = _index(self.stems)


class _Chinese:
    def __init__(self, passages: Sequence[str], lexicon: Lexicon | None) -> None:
        self.passages = passages
        self.folded = [fold(passage) for passage in passages]
        self.latin = []
        self.words: list[frozenset[str]] = []
        self.pieces = []
        for text in self.folded:
            cut = words(text)
            runs = [word for word in cut if is_han(word)]
            self.latin.append(frozenset(word for word in cut if not is_han(word)))
            self.words.append(
                frozenset(word for run in runs for word in lexicon.cut(run))
                if lexicon
                else frozenset()
            )
            self.pieces.append(
                frozenset(
                    run[start : start + size]
                    for run in runs
                    for size in range(1, _LONGEST_WORD + 1)
                    for start in range(len(run) - size + 1)
                )
            )
        self.where = _index([a | b for a, b in zip(self.words, self.pieces, strict=True)])


def _index(passages: Sequence[Iterable[str]]) -> dict[str, set[int]]:
    where: dict[str, set[int]] = {}
    for place, found in enumerate(passages):
        for word in found:
            where.setdefault(word, set()).add(place)
    return where


def _seek_same(
    english: _English,
    chinese: _Chinese,
    forwards: list[dict[str, _Sought]],
    backwards: list[dict[str, _Sought]],
) -> None:
    """Seek figures, and Latin words that stand in the Chinese as well."""
    read = [
        [frozenset(f"#{number}" for number in numbers.of_english(text)) for text in english.folded],
        [frozenset(f"#{number}" for number in numbers.of_chinese(text)) for text in chinese.folded],
    ]
    # A month is a number only with its capital letter.
    read[0] = [
        found | {f"#{number}" for number in numbers.of_english(text)}
        for found, text in zip(read[0], english.passages, strict=True)
    ]
    latin = frozenset().union(*chinese.latin) if chinese.latin else frozenset()
    there = [found | own for found, own in zip(read[1], chinese.latin, strict=True)]
    here = [
        found | frozenset(word for word in own & latin if not word.isdigit())
        for found, own in zip(read[0], english.latin, strict=True)
    ]
    there = [frozenset(word for word in found if not word.isdigit()) for found in there]
    for own, other, sought in ((here, there, forwards), (there, here, backwards)):
        where = _index(other)
        for place, found in enumerate(own):
            for word in found:
                sought[place][word] = _Sought(
                    frozenset(where.get(word, ())),
                    _ANSWERED_NAME if word in where else _ANSWERED_WORD,
                )


def _seek_names(
    english: _English,
    chinese: _Chinese,
    names: Iterable[SharedName],
    forwards: list[dict[str, _Sought]],
    backwards: list[dict[str, _Sought]],
) -> None:
    for number, name in enumerate(names):
        spelled = [f" {' '.join(words(fold(form)))} " for form in name.english if form]
        written = [fold(form) for form in name.chinese if form]
        here = {
            place
            for place, text in enumerate(english.folded)
            if any(form in f" {' '.join(words(text))} " for form in spelled)
        }
        there = {
            place
            for place, text in enumerate(chinese.folded)
            if any(form in text for form in written)
        }
        for own, other, sought in ((here, there, forwards), (there, here, backwards)):
            for place in own:
                sought[place][f"={number}"] = _Sought(frozenset(other), _ANSWERED_NAME)


def _seek_sounds(
    english: _English, chinese: Sequence[str], forwards: list[dict[str, _Sought]]
) -> None:
    """Seek Chinese names written in pinyin: Jieyun stands where 洁云 does."""
    sounds: dict[str, set[int]] = {}
    wanted = {_sound(word) for text in english.passages for word in _CAPITALISED.findall(text)}
    for place, text in enumerate(chinese):
        read = romanise(text).split()
        for size in range(1, _LONGEST_SOUND + 1):
            for start in range(len(read) - size + 1):
                if (sound := "".join(read[start : start + size])) in wanted:
                    sounds.setdefault(sound, set()).add(place)
    for place, text in enumerate(english.passages):
        for word in _CAPITALISED.findall(text):
            sound = _sound(word)
            if sound in sounds:
                forwards[place][f"~{sound}"] = _Sought(frozenset(sounds[sound]), _ANSWERED_SOUND)


def _sound(word: str) -> str:
    return word.lower().translate(_UNHEARD)


def _seek_meanings(
    english: _English,
    chinese: _Chinese,
    lexicon: Lexicon,
    forwards: list[dict[str, _Sought]],
    backwards: list[dict[str, _Sought]],
) -> None:
    glossed: dict[str, set[int]] = {}
    for word in frozenset().union(*chinese.words) if chinese.words else ():
        if word in NOT_LOOKED_UP or not is_han(word):
            continue
        glosses = {tuple(one.units) for one in lexicon.of_chinese(word)}
        if not glosses:
            continue
        answered: set[int] = set()
        for gloss in glosses:
            if len(gloss) <= 3:
                stands = [english.where.get(unit, set()) for unit in gloss]
                answered |= set.intersection(*stands)
            if len(gloss) <= 2:
                for unit in gloss:
                    glossed.setdefault(unit, set()).update(chinese.where[word])
        sought = _Sought(frozenset(answered), _ANSWERED_WORD, WEIGHT_OF_WORD)
        for place in chinese.where[word]:
            if word in chinese.words[place]:
                backwards[place][word] = sought
    for unit, places in english.where.items():
        meanings = [one for one in lexicon.of_english((unit,)) if one.sense < _RELATED]
        answered = set(glossed.get(unit, ()))
        for meaning in meanings:
            answered |= chinese.where.get(meaning.units[0], set())
        if meanings or answered:
            sought = _Sought(frozenset(answered), _ANSWERED_WORD, WEIGHT_OF_WORD)
            for place in places:
                forwards[place].setdefault(unit, sought)


def _gains(
    passages: Sequence[Mapping[str, _Sought]], others: int
) -> tuple[list[float], list[dict[int, dict[str, float]]]]:
    costs, gains = [], []
    for sought in passages:
        cost = 0.0
        gain: dict[int, dict[str, float]] = {}
        for word, one in sought.items():
            chance = (len(one.found) + _BELIEF * _BY_CHANCE) / (others + _BELIEF)
            chance = min(chance, 0.95)
            answered = max(one.answered, chance)
            missed = log((1 - answered) / (1 - chance))
            cost += one.weight * missed
            hit = one.weight * (log(answered / chance) - missed)
            for other in one.found:
                gain.setdefault(other, {})[word] = hit
        costs.append(cost)
        gains.append(gain)
    return costs, gains
