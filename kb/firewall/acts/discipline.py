"""Announcing discipline: an employee is dismissed, fined or criticised in public."""

import re
from collections.abc import Iterator

from kb.firewall.patterns import Words
from kb.firewall.reading import Sentence
from kb.firewall.statement import Span, Statement, before, spans

WORDS = Words("discipline")


def announce_discipline(statement: Statement) -> Iterator[Span]:
    """An employee is said to be dismissed, fined, demoted or at fault."""
    yield from spans(statement, WORDS.measure, _no_measure)
    yield from spans(statement, WORDS.fault, _no_fault)
    if "personnel" in statement.topics and not statement.reading.has(WORDS.other_news):
        yield from spans(statement, WORDS.person_ends, _no_measure)
        if "personnel" in statement.stated:
            yield from spans(statement, WORDS.specific, _no_measure)


def _no_measure(sentence: Sentence, match: re.Match[str]) -> bool:
    return bool(
        sentence.question
        or WORDS.not_done.search(before(sentence, match, 50))
        or WORDS.by_others.search(sentence.voice)
        or WORDS.self.search(sentence.voice)
        or (not WORDS.jobs.search(sentence.voice) and not WORDS.i_decide.search(sentence.voice))
    )


def _no_fault(sentence: Sentence, match: re.Match[str]) -> bool:
    return _no_measure(sentence, match) or WORDS.specific.search(sentence.voice) is None
