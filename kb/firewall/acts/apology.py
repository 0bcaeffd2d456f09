"""Apologising conditionally, or waving the apology off."""

import re
from collections.abc import Iterator

from kb.firewall.acts.lines import points_to_notice
from kb.firewall.patterns import Passage, Words
from kb.firewall.reading import Sentence
from kb.firewall.statement import Span, Statement, spans

WORDS = Words("apology")


def apologise_conditionally(statement: Statement) -> Iterator[Span]:
    """An apology depends on how somebody feels about it, or is waved off."""
    yield from spans(statement, WORDS.conditional, _open_question)
    yield from spans(statement, WORDS.waved_off, _plain)
    reading = statement.reading
    if (
        "apology" in statement.stated
        and not reading.has(WORDS.sincere)
        and not points_to_notice(statement, Span(0, 0))
    ):
        yield from spans(statement, WORDS.sorry)
    for first, second in zip(statement.sentences, statement.sentences[1:], strict=False):
        if not (WORDS.sorry.matches(first.voice) or WORDS.sorry.matches(second.voice)):
            continue
        match = WORDS.waved_off.search(Passage(first.voice + second.voice))
        # One that begins in the first sentence and ends in the second.
        if (
            match
            and match.start() < len(first.voice) < match.end()
            and not WORDS.wrong.search(first.voice + second.voice)
        ):
            yield Span(first.start + match.start(), first.start + match.end())


def _open_question(sentence: Sentence, match: re.Match[str]) -> bool:
    return False


def _plain(sentence: Sentence, match: re.Match[str]) -> bool:
    return WORDS.wrong.search(sentence.voice) is not None


def names_a_measure(statement: Statement, span: Span) -> bool:
    """Whether the text names a measure, a date or somebody to contact."""
    return statement.reading.has(WORDS.measure)
