"""Blaming users: the fault is put on a user, an owner or a victim."""

import re
from collections.abc import Iterator

from kb.firewall.patterns import Words
from kb.firewall.reading import Sentence
from kb.firewall.statement import Span, Statement, before, spans

WORDS = Words("blame")


def blame_user(statement: Statement) -> Iterator[Span]:
    """A user, owner or victim is said to be at fault."""
    reading = statement.reading
    if statement.stated and statement.stated <= {"founder_private", "apology", "personnel"}:
        return
    if not (reading.has(WORDS.users) or statement.topics & _HARM):
        return
    if "personnel" in statement.topics and not reading.has(WORDS.users):
        return
    yield from spans(statement, WORDS.blame, _no_blame)


def _no_blame(sentence: Sentence, match: re.Match[str]) -> bool:
    return bool(
        sentence.question
        or WORDS.no_blame.search(before(sentence, match, 60))
        or WORDS.no_blame_inside.search(match[0])
        or WORDS.advice.search(sentence.voice)
        or _OURS.search(sentence.voice[max(0, match.start() - 12) : match.end()])
    )


_HARM = frozenset({"product_safety", "quality", "recall", "privacy"})
_OURS = WORDS.duty_of_ours


def found_by_authority(statement: Statement, span: Span) -> bool:
    """Whether the sentence of a finding, or the one before, names an authority that found so."""
    for previous, sentence in zip([None, *statement.sentences], statement.sentences, strict=False):
        if sentence.start <= span.start < sentence.end:
            words = (previous.voice if previous else "") + sentence.voice
            return WORDS.found.search(words) is not None and not WORDS.preliminary.search(words)
    return False
