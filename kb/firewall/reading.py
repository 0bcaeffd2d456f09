"""A statement as the checker reads it: folded, in sentences, with other people's words set apart.

Everything keeps the offsets of the text as typed: folding replaces one character by one, and words
that are not the speaker's own are blanked, not cut.
"""

import re
from dataclasses import dataclass
from functools import cached_property

from kb.firewall.patterns import Expression, Passage, Words
from kb.language.folding import fold

WORDS = Words("reading")
# What stands for a character of somebody else's words.
BLANK = "\u25a1"
# A longer stretch without a full stop is read in pieces, so that time grows with length only.
LONGEST_SENTENCE = 600

_STOP = re.compile(
    r"(?<!\bmr)(?<!\bms)(?<!\bdr)(?<!\bmrs)(?<!\bno)(?<!\bst)[.](?=[\s\"”’)\]]|$)"
    r"|[!?。！？\n…]+|[;；]"
)
_QUOTED = re.compile(
    r"“[^”“\n]{1,400}”|「[^」「\n]{1,400}」|『[^』『\n]{1,400}』|\"[^\"\n]{1,400}\""
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence: where it starts in the text, its folded words, and those of the speaker alone."""

    start: int
    folded: str
    voice: Passage
    question: bool
    hypothetical: bool

    @property
    def end(self) -> int:
        """Where it ends in the text."""
        return self.start + len(self.folded)


class Reading:
    """A text, read once: what acts and exemptions look at."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.folded = fold(text)
        self.voice = _own_voice(self.folded)
        self._where: dict[Expression, list[Sentence]] = {}
        self._known = -1

    @cached_property
    def sentences(self) -> list[Sentence]:
        """The sentences with the mark that ends them."""
        found: list[Sentence] = []
        start = 0
        ends = [match.end() for match in _STOP.finditer(self.folded)]
        for end in [*ends, len(self.folded)]:
            while start < end:
                stop = min(end, start + LONGEST_SENTENCE)
                if self.folded[start:stop].strip(" \n"):
                    found.append(self._sentence(start, stop))
                start = stop
        return found

    def _sentence(self, start: int, stop: int) -> Sentence:
        folded = self.folded[start:stop]
        voice = Passage(self.voice[start:stop])
        return Sentence(
            start=start,
            folded=folded,
            voice=voice,
            question=folded.rstrip(' "”」\n')[-1:] in ("?", "？"),
            hypothetical=WORDS.hypothetical.matches(voice),
        )

    def where(self, wanted: Expression) -> list[Sentence]:
        """Return the sentences in which an expression may match."""
        if wanted.needs_nothing:
            return self.sentences
        if self._known != Passage.known():
            self._where.clear()
            self._known = Passage.known()
            for sentence in self.sentences:
                for expression in sentence.voice.worth_trying():
                    self._where.setdefault(expression, []).append(sentence)
        return self._where.get(wanted, [])

    def has(self, wanted: Expression) -> bool:
        """Return whether the speaker's own words hold a pattern."""
        return any(wanted.matches(sentence.voice) for sentence in self.where(wanted))


def _own_voice(folded: str) -> str:
    """Return a text with the words of others blanked: quotations, and what others are said to say.

    A quotation is the speaker's own when it is all there is, when one of our own people is quoted,
    or when it is a single word or two in marks that hold it at a distance.
    """
    pieces = list(folded)
    for match in _QUOTED.finditer(folded):
        inside = match[0][1:-1]
        if len(inside) > 0.8 * len(folded.strip()):
            continue
        around = folded[max(0, match.start() - 60) : match.start()] + folded[match.end() :][:60]
        if WORDS.own_voice.search(around) and WORDS.says.search(around):
            continue
        pieces[match.start() + 1 : match.end() - 1] = BLANK * len(inside)
    folded = "".join(pieces)
    for match in WORDS.reported.finditer(Passage(folded)):
        said = WORDS.reported_verb_end.search(match[0])
        begin = match.start() + (said.end() if said else 0)
        pieces[begin : match.end()] = BLANK * (match.end() - begin)
    return "".join(pieces)
