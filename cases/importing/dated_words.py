"""The words of a text that a date in it is said of: a sentence, or its clauses up to the next."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kb.importing.dates import FoundDate
from kb.language.folding import fold
from kb.language.side_by_side.sentences import spans

_CLAUSE = re.compile(r"[,;、](?!\d)|,(?=\d{0,2}\D)")
# Words that make a date a limit, a plan or the day of a report: no time at which it happened.
_BEFORE = re.compile(
    r"(?:截至|截止|自|从|不早于|不晚于|早于|晚于|原定|定于|拟于|将于|预计|计划|有效期|并非|不是|据[^,。;]{0,12}"
    r"|\b(?:by|before|after|since|until|till|from|as of|due|scheduled|planned|not|than|dated"
    r"|reported|report|deadline)(?: (?:on|for|in|of|the|evening|morning|night)){0,2})\s*$"
)
_AFTER = re.compile(
    r"\s*(?:\([^()\n]{1,8}\))?(?:前|之前|以前|后|之后|以后|起|以来|为止|截止|消息|讯|电|报道|快讯|发布的报道"
    r"|\s*(?:report|edition|issue|deadline)\b)"
)
_REACH = 24
# What was not done, or is still to come, is no time at which it happened either.
_NOT_DONE = re.compile(
    r"将于|原定|预定|拟于|预计|计划|没有|尚未|并未|未曾|从未|\b(?:not|never|will|would|due|scheduled"
    r"|planned|plans|expected|expects|if)\b|n't\b"
)


@dataclass(frozen=True, slots=True)
class DatedWords:
    """A date, and where the words stand (`start` to `end`) that it alone is said of."""

    date: FoundDate
    start: int
    end: int


def dated_words(text: str, dates: Sequence[FoundDate]) -> Iterator[DatedWords]:
    """Yield the dates of a text of which it is plain what happened then.

    Two dates in one clause, limits (截至, by), plans and the days of reports are left out.
    """
    folded = fold(text)
    for start, end in spans(text):
        inside = [one for one in dates if start <= one.start and one.end <= end]
        for begin, stop, own in _passages(folded, start, end, inside):
            if len(own) != 1 or _NOT_DONE.search(folded, begin, stop):
                continue
            if not _is_limit(folded, own[0], start, end):
                yield DatedWords(own[0], begin, stop)


def _is_limit(folded: str, date: FoundDate, start: int, end: int) -> bool:
    before = folded[max(start, date.start - _REACH) : date.start]
    return bool(_BEFORE.search(before) or _AFTER.match(folded, date.end, end))


def _passages(
    folded: str, start: int, end: int, dates: Sequence[FoundDate]
) -> Iterator[tuple[int, int, list[FoundDate]]]:
    """Yield the parts of a sentence with the dates in each: one, unless they share a clause.

    Clauses without a date belong to the date before them, the first ones to the first date.
    """
    if len(dates) < 2:
        yield start, end, list(dates)
        return
    cuts = [
        match.end()
        for match in _CLAUSE.finditer(folded, start, end)
        if not any(one.start < match.end() <= one.end for one in dates)
    ]
    begin, own = start, list[FoundDate]()
    for first, last in zip([start, *cuts], [*cuts, end], strict=True):
        here = [one for one in dates if first <= one.start < last]
        if here and own:
            yield begin, first, own
            begin, own = first, here
        else:
            own = own + here
    yield begin, end, own
