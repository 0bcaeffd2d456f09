"""Delays between honest times: as narrow as the times allow, never narrower."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.utils.translation import override

from cases.choices import Distance
from cases.timeline.delay_text import delay_text
from cases.timeline.delays import DAY, Delay, delay, distance
from cases.timeline.firsts import day_zero, first_of, first_statement
from kb.records.spans import Span, as_typed, parse_typed


def passed(since: str, until: str) -> Delay | None:
    """Return the delay between two times as editors type them."""
    return delay(parse_typed(since), parse_typed(until))


def instants(span: Span) -> tuple[datetime, datetime]:
    """Return the first and the last instant of a time."""
    assert span.start is not None
    assert span.end is not None
    return span.start, span.end - timedelta(microseconds=1)


def fact(kind: str, typed: str) -> Any:
    """Return something with a kind and an honest time."""
    return SimpleNamespace(kind=kind, when=parse_typed(typed))


@pytest.mark.parametrize(
    ("since", "until", "english", "simplified", "traditional"),
    [
        ("2026-01-07 21:30", "2026-01-07 22:15", "45 minutes", "45分钟", "45分鐘"),
        ("2026-01-07 21:30", "2026-01-07 23:30", "2 hours", "2小时", "2小時"),
        (
            "2026-01-07 21:30",
            "2026-01-08 22:15",
            "24 hours 45 minutes",
            "24小时45分钟",
            "24小時45分鐘",
        ),
        ("2026-01-07 21:30", "2026-01-10 23:30", "3 days 2 hours", "3天2小时", "3天2小時"),
        ("2026-01-07 21:30", "2026-01-07 21:30", "0 minutes", "0分钟", "0分鐘"),
        ("2026-01-07 22:15", "2026-01-07 21:30", "45 minutes before", "早45分钟", "早45分鐘"),
        ("2026-01-07 21h", "2026-01-07 23h", "1 to 3 hours", "1至3小时", "1至3小時"),
        ("2026-01-05", "2026-01-07", "1 to 3 days", "1至3天", "1至3天"),
        ("2026-01-05", "2026-01-06", "less than 2 days", "不到2天", "不到2天"),
        ("2026-01-07 evening", "2026-01-08", "less than 30 hours", "不到30小时", "不到30小時"),
        ("2026-01-07 21:30", "2026-01-09", "26 to 51 hours", "26至51小时", "26至51小時"),
        ("2026-01-07 21h", "2026-01-11", "3 to 5 days", "3至5天", "3至5天"),
        ("2026-01", "2026-03", "1 to 3 months", "1至3个月", "1至3個月"),
        ("2026-01-30", "2026-02..2026-04", "1 day to 3 months", "1天至3个月", "1天至3個月"),
        ("2026-01", "2026-04", "2 to 4 months", "2至4个月", "2至4個月"),
        ("2020", "2026", "5 to 7 years", "5至7年", "5至7年"),
        ("2026-01-07", "2026-01-05", "1 to 3 days before", "早1至3天", "早1至3天"),
        (
            "2026-01-07",
            "2026-01-07 evening",
            "between 6 hours before and 1 day after",
            "早6小时至晚1天之间",
            "早6小時至晚1天之間",
        ),
        ("", "2026-01-07", "not known", "不详", "不詳"),
        ("2026-01-07", "", "not known", "不详", "不詳"),
    ],
)
def test_a_delay_is_told_as_precisely_as_it_is_known(
    since: str, until: str, english: str, simplified: str, traditional: str
) -> None:
    found = passed(since, until)
    for code, words in (("en", english), ("zh-hans", simplified), ("zh-hant", traditional)):
        with override(code):
            assert delay_text(found) == words


@pytest.mark.parametrize("since", ["2026-01-07 21:30", "2026-01-07 evening", "2026-W02", "2026"])
@pytest.mark.parametrize("until", ["2026-01-07 22:00", "2026-01-08", "2026-02 early", "2027"])
def test_a_delay_holds_every_pair_of_instants_of_both_times(since: str, until: str) -> None:
    first, last = parse_typed(since), parse_typed(until)
    found = delay(first, last)
    assert found is not None
    for one in instants(first):
        for other in instants(last):
            between = other.astimezone(UTC) - one.astimezone(UTC)
            assert found.at_least < between < found.at_most


def test_a_night_in_which_clocks_change_has_its_real_length() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    night = [datetime(2026, 3, 29, hour, tzinfo=berlin) for hour in (1, 4)]
    found = delay(*(Span(one, one + timedelta(minutes=1), "minute") for one in night))
    assert found is not None
    assert found.middle == timedelta(hours=2)


@pytest.mark.parametrize(
    ("least", "most", "found"),
    [
        (0, 2, Distance.DAY),
        (-1, 1, Distance.DAY),
        (-3, 1, None),
        (-364, 2, None),
        (-364, 700, None),
        (2, 4, Distance.WEEK),
        (6, 8, Distance.WEEK),
        (14, 61, Distance.MONTH),
        (61, 400, Distance.YEAR),
        (1, 3, None),
        (0, 365, None),
        (-3, 0, None),
        (731, 800, None),
    ],
)
def test_a_distance_is_given_only_when_the_whole_range_lies_in_it(
    least: int, most: int, found: Distance | None
) -> None:
    assert distance(Delay(least * DAY, most * DAY)) == found


def test_an_unknown_delay_has_no_distance() -> None:
    assert distance(None) is None


@pytest.mark.parametrize("until", ["2026", "2026-Q1", "2026-01", "", "2026-01-01 morning"])
def test_what_may_lie_long_before_its_signal_is_never_a_day_after_it(until: str) -> None:
    assert distance(passed("2026-01-31", until)) is None


def test_day_zero_is_the_earliest_signal_and_no_statement() -> None:
    events = [
        fact("statement", "2026-01-01"),
        fact("media", "2026-01-07 evening"),
        fact("exposure", "2026-01-06"),
    ]
    zero = day_zero(events)
    assert as_typed(zero.when) == "2026-01-06"
    assert zero.candidates == (events[2],)


def test_day_zero_is_a_range_when_several_signals_may_be_the_first() -> None:
    month, day = fact("trigger", "2026-01"), fact("media", "2026-01-07")
    zero = day_zero([day, month])
    assert (zero.when.start, zero.when.end) == (month.when.start, day.when.end)
    assert as_typed(zero.when) == "2026-01-01..2026-01-07"
    assert zero.candidates == (month, day)


def test_a_range_within_days_is_told_in_hours() -> None:
    zero = first_of([fact("media", "2026-01-07 evening"), fact("media", "2026-01-07 21h")])
    assert as_typed(zero.when) == "2026-01-07 18h..2026-01-07 21h"


def test_signals_without_a_time_are_counted_and_no_signal_is_unknown() -> None:
    zero = day_zero([fact("media", ""), fact("exposure", "2026-01-06")])
    assert zero.undated == 1
    assert zero
    unknown = day_zero([fact("media", ""), fact("action", "2026-01-06")])
    assert not unknown
    assert unknown.undated == 1
    assert delay(unknown.when, parse_typed("2026")) is None


def test_the_first_statement_is_an_event_of_that_kind_or_a_response() -> None:
    response = fact("", "2026-01-08")
    first = first_statement(
        [fact("action", "2026-01-01"), fact("statement", "2026-01-09")], [response]
    )
    assert first.candidates == (response,)
