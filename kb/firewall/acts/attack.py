"""Attacking critics, media and rivals; sorting users into friends and foes."""

import re
from collections.abc import Iterator

from kb.firewall.patterns import Words
from kb.firewall.reading import Sentence
from kb.firewall.statement import Span, Statement, after, before, spans

WORDS = Words("attack")


def attack(statement: Statement) -> Iterator[Span]:
    """Insulting or motive-attacking words about critics, media, accounts or rivals."""
    if "personnel" in statement.stated and not statement.reading.has(WORDS.target):
        return  # hard words about one's own people are another act
    yield from spans(statement, WORDS.insult_en, _harmless)
    yield from spans(statement, WORDS.insult_zh, _harmless)
    yield from spans(statement, WORDS.slight, _no_slight)
    if not statement.reading.has(WORDS.fair):
        yield from spans(statement, WORDS.points_at, _harmless)


def _harmless(sentence: Sentence, match: re.Match[str]) -> bool:
    return bool(
        sentence.hypothetical
        or WORDS.thanks.search(sentence.voice)
        or WORDS.negated.search(before(sentence, match, 40))
        or WORDS.ourselves.search(before(sentence, match, 24))
        or WORDS.innocent_after.search(after(sentence, match, 12))
        or WORDS.legal.search(sentence.voice)
        or WORDS.of_our_own.search(sentence.voice)
    )


def _no_slight(sentence: Sentence, match: re.Match[str]) -> bool:
    near = sentence.voice[max(0, match.start() - 50) : match.end() + 30]
    return (
        (sentence.question and not re.search(r"[吗嘛]|装", near))
        or not WORDS.target.search(near)
        or WORDS.of_us.search(near) is not None
        or _harmless(sentence, match)
    )


def divide_users(statement: Statement) -> Iterator[Span]:
    """Users are sorted into true ones and others."""
    yield from spans(statement, WORDS.divide, _to_all)


def _to_all(sentence: Sentence, match: re.Match[str]) -> bool:
    return bool(
        sentence.question
        or WORDS.staff.search(sentence.voice)
        or WORDS.spoken_to_all.search(before(sentence, match, 40))
        or (
            WORDS.spoken_to_all.search(match[0])
            and not re.search(r"not our|n't our|不是(?:我们|自己|一家)", match[0])
        )
        or re.match(
            r"\W*(?:needs?|feedback|experiences?|data|stories|concerns?|problems?|voices?|的?(?:反馈|意见|需求|体验|声音|数据|故事|想法))",
            after(sentence, match, 12),
        )
    )
