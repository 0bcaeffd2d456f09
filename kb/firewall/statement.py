"""What is checked: a statement; and what acts and exemptions give back: spans of its text."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from kb.firewall.patterns import Expression
from kb.firewall.reading import Reading, Sentence


@dataclass(frozen=True, slots=True)
class Statement:
    """A text to check, by whom, where and about what; None and empty mean: nobody says.

    `topics` are those stated and those the text is plainly about, `stated` the former alone.
    """

    reading: Reading
    speaker: str | None = None
    channel: str | None = None
    topics: frozenset[str] = frozenset()
    stated: frozenset[str] = frozenset()

    @property
    def sentences(self) -> list[Sentence]:
        """Its sentences."""
        return self.reading.sentences


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Words of the text as typed, from `start` up to `end`."""

    start: int
    end: int


Finder = Callable[[Statement], Iterator[Span]]


@dataclass(frozen=True, slots=True)
class Act:
    """Something words do: its key, how it is found, and a sentence that does it per language."""

    key: str
    find: Finder
    example_en: str = ""
    example_zh: str = ""
    innocent_en: str = field(default="")
    innocent_zh: str = field(default="")


Skip = Callable[[Sentence, re.Match[str]], bool]


def spans(statement: Statement, wanted: Expression, skip: Skip | None = None) -> Iterator[Span]:
    """Yield where the speaker's own words match, sentence by sentence, but for what is skipped."""
    for sentence in statement.reading.where(wanted):
        for match in wanted.finditer(sentence.voice):
            if skip is None or not skip(sentence, match):
                yield _trimmed(sentence, match.start(), match.end())


def _trimmed(sentence: Sentence, start: int, end: int) -> Span:
    while start < end and sentence.folded[start] in " ,;:\n":
        start += 1
    while end > start and sentence.folded[end - 1] in " ,;:\n":
        end -= 1
    return Span(sentence.start + start, sentence.start + end)


def before(sentence: Sentence, match: re.Match[str], length: int) -> str:
    """Return the speaker's words just before a match, in its sentence."""
    return sentence.voice[max(0, match.start() - length) : match.start()]


def after(sentence: Sentence, match: re.Match[str], length: int) -> str:
    """Return the speaker's words just after a match, in its sentence."""
    return sentence.voice[match.end() : match.end() + length]
