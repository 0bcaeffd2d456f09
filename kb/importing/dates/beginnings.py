"""Whether any date can begin at a place: one look instead of the forty that reading it takes."""

import re
from collections.abc import Iterable

from kb.importing.dates import chinese_patterns, english_patterns, numeric

_NAMED = re.compile(r"\(\?P<(\w+)>")
_NAMED_AGAIN = re.compile(r"\(\?P=(\w+)\)")


def _one_of(patterns: Iterable[re.Pattern[str]]) -> re.Pattern[str]:
    """Return a pattern that matches where one of several does; their groups get other names."""
    written = []
    for number, pattern in enumerate(patterns):
        again = set(_NAMED_AGAIN.findall(pattern.pattern))

        def renamed(match: re.Match[str], n: int = number, kept: set[str] = again) -> str:
            return f"(?P<{match[1]}_{n}>" if match[1] in kept else "(?:"

        text = _NAMED.sub(renamed, pattern.pattern)
        text = _NAMED_AGAIN.sub(rf"(?P=\1_{number})", text)
        written.append(f"(?i:{text})" if pattern.flags & re.IGNORECASE else f"(?:{text})")
    return re.compile("|".join(written))


# Whatever a reading begins with; what is only looked for behind a beginning is not among them.
_BEGINNINGS = _one_of(
    (
        *numeric.BEGINNINGS,
        *chinese_patterns.BEGINNINGS,
        *english_patterns.BEGINNINGS,
    )
)

_ENGLISH_DAYS = _one_of(english_patterns.DAYS)


def english_day_may_begin(text: str, place: int) -> bool:
    """Return whether an English day, or a longer time but a year alone, can begin at a place."""
    return _ENGLISH_DAYS.match(text, place) is not None


def may_begin(text: str, place: int) -> bool:
    """Return whether a date, or something that is recognised as none, can begin at a place."""
    if _BEGINNINGS.match(text, place) is not None:
        return True
    return chinese_patterns.LUNAR.search(text[max(0, place - 12) : place]) is not None
