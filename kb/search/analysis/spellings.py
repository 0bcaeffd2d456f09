"""British and American spellings of one word, which Snowball's stems keep apart."""

import re
from collections.abc import Iterator
from functools import lru_cache

from kb.search.analysis.pipeline import stem

_OUR = """
arb arm behavi cand clam col demean endeav fav ferv flav glam harb hon hum lab neighb od parl ranc
rig rum sav savi splend succ tum val vap vig
"""
_RE = """
calib cent fib goit kilomet lit lust meag met millimet centimet ocher sab scept somb spect theat
"""
_SE = "defen offen licen preten"
_LOGUE = "ana cata dia epi mono pro"
_WHOLE = """
gray grey plow plough sulfur sulphur mold mould tire tyre skeptic sceptic jewelry jewellery
airplane aeroplane aluminum aluminium mustache moustache archeology archaeology medieval mediaeval
encyclopedia encyclopaedia ax axe maneuver manoeuvre leukemia leukaemia pediatric paediatric
check cheque program programme judgment judgement curb kerb
"""


def _rules() -> Iterator[tuple[re.Pattern[str], str]]:
    """Yield what stands on one side, and what on the other: each rule both ways."""
    for starts, here, there in (
        (_OUR, "or", "our"),
        (_OUR, "our", "or"),
        (_RE, "er", "re"),
        (_RE, "re", "er"),
        (_SE, "se", "ce"),
        (_SE, "ce", "se"),
        (_LOGUE, "log(?!ue)", "logue"),
        (_LOGUE, "logue", "log"),
    ):
        any_start = "|".join(starts.split())
        yield re.compile(rf"^((?:dis|mis|un|en|re)?(?:{any_start})){here}"), rf"\1{there}"
    for here, there in (("iz", "is"), ("is", "iz")):
        yield re.compile(rf"([a-z]{{3}}){here}(e[drs]?|ers|ing|ations?)$"), rf"\1{there}\2"
    for here, there in (("lyz", "lys"), ("lys", "lyz")):
        yield re.compile(rf"{here}(e[drs]?|ers|ing)$"), rf"{there}\1"


_RULES = tuple(_rules())
_SINGLE = _WHOLE.split()
_OTHER = dict(zip(_SINGLE[::2], _SINGLE[1::2], strict=True))
_OTHER |= {there: here for here, there in _OTHER.items()}


@lru_cache(maxsize=16_384)
def other_stems(word: str) -> tuple[str, ...]:
    """Return the stems of how a folded word is spelt on the other side of the Atlantic.

    Each is another than the word's own. What is no word is found in no text.
    """
    own = stem(word)
    return tuple(dict.fromkeys(one for found in _others(word) if (one := stem(found)) != own))


def _others(word: str) -> Iterator[str]:
    for whole in (word, word.removesuffix("s")):
        if whole in _OTHER:
            yield _OTHER[whole]
    for pattern, there in _RULES:
        if pattern.search(word):
            yield pattern.sub(there, word)
