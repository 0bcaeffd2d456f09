"""Guaranteeing in person: a name or a word stands where evidence belongs."""

import re
from collections.abc import Iterator

from kb.firewall.patterns import Words
from kb.firewall.reading import Sentence
from kb.firewall.statement import Span, Statement, after, before, spans

WORDS = Words("guarantee")


def guarantee_in_person(statement: Statement) -> Iterator[Span]:
    """The speaker's own name, word or honour vouches for something."""
    yield from spans(statement, WORDS.pledge, _no_pledge)


def _no_pledge(sentence: Sentence, match: re.Match[str]) -> bool:
    return bool(
        WORDS.disclaimed.search(before(sentence, match, 40))
        or WORDS.disclaimed_inside.search(match[0])
        or WORDS.disclaims_after.search(after(sentence, match, 40))
        or WORDS.will_do.search(after(sentence, match, 70))
    )
