"""Selling inside an incident."""

import re
from collections.abc import Iterator

from kb.firewall.patterns import Words
from kb.firewall.reading import Sentence
from kb.firewall.statement import Span, Statement, after, before, spans

WORDS = Words("selling")


_TOPICS = frozenset({"apology", "recall"})


def sell_in_incident(statement: Statement) -> Iterator[Span]:
    """A product or offer is sold or praised in a text about an accident, a defect, an apology."""
    if not (statement.reading.has(WORDS.incident) or statement.topics & _TOPICS):
        return
    yield from spans(statement, WORDS.sales, _no_sale)
    if statement.speaker != "founder":  # a founder who praises argues
        yield from spans(statement, WORDS.praise, _no_sale)


def _no_sale(sentence: Sentence, match: re.Match[str]) -> bool:
    return bool(
        WORDS.undone.search(before(sentence, match, 45))
        or WORDS.undone_after.search(after(sentence, match, 45))
        or WORDS.bought.search(sentence.voice)
        or WORDS.not_worth.search(sentence.voice)
        or (sentence.hypothetical and not re.search(r"\b(?:order|buy)\b", match[0]))
    )
