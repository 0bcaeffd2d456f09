"""A finished inquiry whose evidence can be found excuses a denial."""

from kb.firewall.patterns import Words
from kb.firewall.statement import Span, Statement

WORDS = Words("inquiry")


def names_finished_inquiry(statement: Statement, span: Span) -> bool:
    """Whether a completed inquiry is named whose evidence is attached or can be found."""
    reading = statement.reading
    return (
        reading.has(WORDS.inquiry) and reading.has(WORDS.finished) and reading.has(WORDS.evidence)
    )
