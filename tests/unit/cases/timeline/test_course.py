"""The course of an incident: in order, in lanes, on an axis that shows how well a time is known."""

from types import SimpleNamespace
from typing import Any

import pytest
from django.utils.translation import override

from cases.choices import EventKind
from cases.timeline.axis import CalendarAxis, DistanceAxis
from cases.timeline.chart import extent
from cases.timeline.course import Course, course
from cases.timeline.lanes import Lane
from kb.records.spans import parse_typed


def event(kind: str, typed: str) -> Any:
    """Return something like an event of an incident."""
    return SimpleNamespace(
        _meta=SimpleNamespace(model_name="event", verbose_name="event"),
        kind=kind,
        get_kind_display=lambda: EventKind(kind).label,
        what=typed,
        when=parse_typed(typed),
        key=f"{kind}-{typed}",
    )


def other(name: str, typed: str) -> Any:
    """Return something like a response or an outcome."""
    return SimpleNamespace(
        _meta=SimpleNamespace(model_name=name, verbose_name=name),
        kind=None,
        what=typed,
        when=parse_typed(typed),
        key=f"{name}-{typed}",
    )


def made(*events: Any, responses: Any = (), outcomes: Any = ()) -> Course:
    """Return the course of these facts."""
    return course(list(events), list(responses), list(outcomes))


def test_everything_stands_in_order_of_time_and_what_has_none_is_not_dropped() -> None:
    found = made(
        event("ruling", ""),
        event("exposure", "2026-01-05"),
        responses=[other("response", "2026-01-06")],
        outcomes=[other("outcome", "2026-01")],
    )
    assert [(entry.lane, entry.text) for entry in found.entries] == [
        (Lane.OUTCOME, "2026-01"),
        (Lane.SIGNAL, "2026-01-05"),
        (Lane.STATEMENT, "2026-01-06"),
        (Lane.ACTION, ""),
    ]
    assert found.chart is not None
    assert found.chart.undated == 1
    assert sum(len(row.marks) for row in found.chart.rows) == 3


def test_a_week_is_a_band_and_a_minute_a_point() -> None:
    found = made(event("exposure", "2026-W02"), event("statement", "2026-01-20 21:30"))
    assert found.chart is not None
    signal, statement = (row.marks[0] for row in found.chart.rows[:2])
    assert not signal.is_point
    assert signal.width > 40
    assert statement.is_point


def test_a_week_stays_a_band_on_a_long_axis_where_a_day_is_a_point() -> None:
    found = made(
        event("exposure", "2010"), event("media", "2012-W02"), event("statement", "2012-02-01")
    )
    assert found.chart is not None
    rows = {row.key: row.marks for row in found.chart.rows}
    assert not rows["media"][0].is_point
    assert rows["statement"][0].is_point


def test_a_long_incident_is_drawn_by_its_distance_from_day_zero() -> None:
    found = made(event("exposure", "2026-01-05"), outcomes=[other("outcome", "2027-01")])
    assert found.by_distance
    assert found.chart is not None
    with override("en"):
        labels = [tick["label"] for tick in found.chart.ticks]
    assert labels == ["day 0", "+1 day", "+1 week", "+1 month", "+1 year"]
    # Without a signal there is no day zero to count from.
    assert not made(event("action", "2026-01-05"), event("action", "2028")).by_distance


def test_marks_that_would_cover_each_other_stand_below_each_other() -> None:
    found = made(*(event("media", "2026-01-05") for _ in range(3)), event("trigger", "2026-01-01"))
    assert found.chart is not None
    media = next(row for row in found.chart.rows if row.key == "media")
    assert len({mark.y for mark in media.marks}) == 3
    assert all(0 < mark.y < media.height for mark in media.marks)


def test_one_fact_alone_is_not_drawn() -> None:
    assert made(event("media", "2026-01-05"), event("media", "")).chart is None


@pytest.mark.parametrize(
    ("first", "last", "english", "traditional"),
    [
        ("2026-01-05", "2026-01-05", "5 January 2026", "2026年1月5日"),
        ("2026-01-05", "2026-01-20", "5 January 2026", "2026年1月5日"),
        ("2026-01", "2026-07", "Jan 2026", "2026年1月"),
        ("2001", "2026", "2005", "2005年"),
    ],
)
def test_an_axis_of_any_length_has_a_few_round_ticks(
    first: str, last: str, english: str, traditional: str
) -> None:
    ends = extent([parse_typed(first), parse_typed(last)])
    assert ends is not None
    for code, label in (("en", english), ("zh-hant", traditional)):
        with override(code):
            ticks = CalendarAxis(*ends).ticks
        assert ticks[0].label == label
        assert 2 <= len(ticks) <= 8
        places = [tick.place for tick in ticks]
        assert places == sorted(places)
        assert 0 <= places[0] <= places[-1] <= 100


def test_the_axis_from_day_zero_keeps_the_order_of_time() -> None:
    moments = [
        parse_typed(typed).start
        for typed in ("2025-06-01", "2026-01-04", "2026-01-05", "2026-01-06", "2027-01-05", "2036")
    ]
    first, _before, zero, *_rest, last = (one for one in moments if one is not None)
    axis = DistanceAxis(zero, first - zero, last - zero)
    places = [axis.place(one) for one in moments if one is not None]
    assert places == sorted(places)
    assert places[0] >= 0
    assert places[-1] <= 100


@pytest.mark.parametrize(
    ("events", "reason"),
    [
        ([("action", "2026")], "No public signal has been recorded"),
        ([("media", ""), ("statement", "2026")], "No public signal has a time."),
        ([("media", "2026")], "No statement or response has been recorded."),
        ([("media", "2026-01-05 21:30"), ("statement", "2026-01-05 22:00")], "to the minute"),
        ([("media", "2026-01-05"), ("statement", "2026-01-05")], "Which came first is not known."),
        (
            [("media", "2026-W02"), ("statement", "2026-02-05 22:00")],
            "the signal is known to within 7 days, the statement to within 1 minute.",
        ),
        (
            [("media", "2026"), ("exposure", ""), ("statement", "2028")],
            "1 more signal has no time and may have come earlier.",
        ),
    ],
)
def test_the_time_to_the_first_statement_has_its_reason(
    events: list[tuple[str, str]], reason: str
) -> None:
    with override("en"):
        answer = made(*(event(*one) for one in events)).answer
        assert reason in " ".join(answer.reasons)
