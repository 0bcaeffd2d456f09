"""Denying absolutely: something alleged did not happen, could not be, or was something else."""

import re
from collections.abc import Iterator

from kb.firewall.patterns import Words
from kb.firewall.reading import Sentence
from kb.firewall.statement import Span, Statement, before, spans

WORDS = Words("denial")


def deny_absolutely(statement: Statement) -> Iterator[Span]:
    """Something alleged is said, without qualification, not to have happened or be possible."""
    if statement.stated == {"other_line"}:
        return
    # A founder who says what a product cannot do argues; it denies where something is alleged.
    argues = statement.speaker == "founder" and bool(statement.topics & _PRODUCT_TOPICS)
    alleged = not argues or statement.reading.has(WORDS.alleged)
    for span in spans(statement, WORDS.denial, _qualified):
        words = statement.reading.voice[span.start : span.end]
        if alleged or not WORDS.cannot.search(words):
            yield span
    if not argues and statement.stated & _ALLEGED_TOPICS:
        yield from spans(statement, WORDS.flatly_not, _qualified)
    if statement.reading.has(WORDS.alleged):
        yield from spans(statement, WORDS.faultless, _qualified)


_ALLEGED_TOPICS = frozenset(
    {"rumor", "litigation", "partnership", "personnel", "privacy", "finance", "product_safety"}
)
_PRODUCT_TOPICS = frozenset({"product_safety", "quality", "recall"})


def _qualified(sentence: Sentence, match: re.Match[str]) -> bool:
    voice = sentence.voice
    if sentence.question or sentence.hypothetical or WORDS.promise_both.search(voice):
        return True
    around = voice[max(0, match.start() - 60) : match.end() + 60]
    if WORDS.about_critics.search(around) or WORDS.open.search(around):
        return True
    if re.search(
        r"\b(?:not|n't|never|nobody)\b[^,.;]{0,25}\b(?:say(?:ing)?|claim(?:ing)?|think|mean|calling|call)\b[^,.;]{0,20}$",
        before(sentence, match, 50),
    ):
        return True
    if re.search(
        r"(?:不是说|没说|并非说|不敢说|不会说|不能说|没有说|不认为|并不是)[^,。]{0,10}$",
        before(sentence, match, 16),
    ):
        return True
    near = voice[max(0, match.start() - 30) : match.end() + 12]
    return WORDS.future.search(near) is not None and not WORDS.implies_past.search(match[0])
