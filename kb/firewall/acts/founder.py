"""Borrowing the founder's persona; the founder's private life."""

import re
from collections.abc import Iterator

from kb.firewall.patterns import Words
from kb.firewall.reading import Sentence
from kb.firewall.statement import Span, Statement, spans

WORDS = Words("founder")


def borrow_persona(statement: Statement) -> Iterator[Span]:
    """The founder's person is used as an argument, a selling point or a defence."""
    sentences = statement.sentences
    yield from spans(statement, WORDS.his_touch)
    for place, sentence in enumerate(sentences):
        found = WORDS.named.search(sentence.voice)
        if found is None or sentence.voice[found.end() :].startswith("'s foundation"):
            continue
        if "founder_private" in statement.topics or (
            WORDS.private.search(sentence.voice)
            and not (_PERSUADES | _ON_SALE) & statement.topics
            and not WORDS.sales_cue.search(sentence.voice)
        ):
            continue
        if WORDS.distance.search(sentence.voice):
            continue
        argues = WORDS.argues.search(sentence.voice)
        neutral = WORDS.neutral.search(sentence.voice)
        if argues and not (neutral and not WORDS.strong.search(sentence.voice)):
            yield _span(sentence, found, argues)
        elif neutral is None and _PERSUADES & statement.topics:
            yield Span(sentence.start + found.start(), sentence.start + found.end())
        elif neutral is None and place + 1 < len(sentences):
            following = sentences[place + 1]
            if match := WORDS.carried_on.search(following.voice):
                yield Span(sentence.start + found.start(), following.start + match.end())


# Where something is sold, or a doubt is answered, the founder is not named by chance.
_PERSUADES = frozenset(
    {
        "quality",
        "product_safety",
        "rumor",
        "finance",
        "privacy",
        "recall",
        "pricing",
        "product_launch",
    }
)


def _span(sentence: Sentence, one: re.Match[str], other: re.Match[str]) -> Span:
    start, end = min(one.start(), other.start()), max(one.end(), other.end())
    return Span(sentence.start + start, sentence.start + end)


_ON_SALE = frozenset({"product_launch", "quality", "product_safety", "pricing"})


def private_life(statement: Statement) -> Iterator[Span]:
    """The founder's family, health, mood, home or wealth is talked about."""
    about = "founder_private" in statement.topics
    if statement.reading.has(WORDS.no_comment) or (not about and statement.topics & _ON_SALE):
        return
    for sentence in statement.sentences:
        found = WORDS.private.search(sentence.voice)
        if found is None and about:
            found = WORDS.named.search(sentence.voice)
        if found is None:
            continue
        founder = WORDS.named.search(sentence.voice)
        if not about and (founder is None or WORDS.theirs.search(sentence.voice)):
            continue
        if not about and (
            WORDS.other_subject.search(sentence.voice) or WORDS.argues_home.search(sentence.voice)
        ):
            continue
        yield _span(sentence, founder or found, found)
