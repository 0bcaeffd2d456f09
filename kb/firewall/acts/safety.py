"""Arguing that a product is safe or sound; ranking something above safety."""

import re
from collections.abc import Iterator

from kb.firewall.acts.attack import attack
from kb.firewall.acts.guarantee import guarantee_in_person
from kb.firewall.patterns import Words
from kb.firewall.reading import Sentence
from kb.firewall.statement import Span, Statement, after, before, spans

WORDS = Words("safety")

_ABOUT_PRODUCT = frozenset({"product_safety", "quality", "recall"})
_MAY_BE_ABOUT_PRODUCT = _ABOUT_PRODUCT | {
    "rumor",
    "product_launch",
    "privacy",
    "apology",
    "litigation",
}


def argue_safety(statement: Statement) -> Iterator[Span]:
    """The speaker claims that a product is safe, sound or without the fault, or disputes it."""
    if statement.stated and not statement.stated & _MAY_BE_ABOUT_PRODUCT:
        return
    yield from spans(statement, WORDS.claim_en, _no_claim_en)
    yield from spans(statement, WORDS.claim_zh, _no_claim_zh)
    if not statement.topics or statement.topics & _ABOUT_PRODUCT:
        yield from spans(statement, WORDS.dispute, _excused)
    if (
        statement.stated & _ABOUT_PRODUCT
        and not statement.reading.has(WORDS.other_moves)
        and not any(any(act(statement)) for act in (guarantee_in_person, attack, rank_above_safety))
    ):
        yield from spans(statement, WORDS.says, _excused)


def _excused(sentence: Sentence, match: re.Match[str]) -> bool:
    return bool(
        sentence.question
        or sentence.hypothetical
        or WORDS.defers.search(sentence.voice)
        or WORDS.general.search(sentence.voice)
        or WORDS.official.search(sentence.voice)
    )


def _no_claim_en(sentence: Sentence, match: re.Match[str]) -> bool:
    return _excused(sentence, match) or bool(
        WORDS.uncertain_en.search(before(sentence, match, 45))
        or re.search(
            r"\b(?:not|never|no|nobody|n't|i'm|i am|i was|i don't|we'll|they saw|to be)\W*$",
            before(sentence, match, 12),
        )
        or re.search(
            r"\b(?:i|we) (?:don't|do not|won't|can't|cannot|am not|are not|have no|never)\b",
            match[0],
        )
        or WORDS.mine.search(match[0])
    )


def _no_claim_zh(sentence: Sentence, match: re.Match[str]) -> bool:
    return _excused(sentence, match) or bool(
        WORDS.uncertain_zh.search(before(sentence, match, 12))
        or re.search(r"[不没未非]$", before(sentence, match, 1))
        or re.search(r"以后|今后|将来|永远|未来", before(sentence, match, 8) + match[0])
        or re.match(
            r"(?:的)?(?:问题|吗|隐患|标准|底线|意识|教育|知识|部门|责任)", after(sentence, match, 3)
        )
        or (WORDS.fault_stated.search(sentence.voice))
    )


def rank_above_safety(statement: Statement) -> Iterator[Span]:
    """Looks, sales or speed are put before safety."""
    yield from spans(statement, WORDS.above, _safety_wins)
    yield from spans(statement, WORDS.above_zh, _safety_wins)
    yield from spans(statement, WORDS.later, _safety_wins)
    if not statement.reading.has(WORDS.for_safety) and statement.reading.has(WORDS.safety_named):
        yield from spans(statement, WORDS.beauty_first)
    for first, second in zip(statement.sentences, statement.sentences[1:], strict=False):
        if WORDS.for_safety.search(first.voice) or not WORDS.looks_first.search(first.voice):
            continue
        if match := WORDS.safety_but.search(second.voice):
            yield Span(first.start, second.start + match.end())


def _safety_wins(sentence: Sentence, match: re.Match[str]) -> bool:
    return (
        sentence.question
        or WORDS.somebody_else.search(sentence.voice) is not None
        or (
            WORDS.for_safety.search(sentence.voice) is not None
            and not WORDS.nobody.search(match[0])
        )
    )
