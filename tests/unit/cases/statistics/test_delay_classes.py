"""Classes of delays: each range in one of them, in Python as in SQL."""

from datetime import timedelta

import pytest

from cases.models import Response
from cases.querysets.facets import count_choices, keys_of
from cases.statistics.delays import DELAY, DelayClass, delay_class
from cases.timeline.delays import Delay, delay
from kb.permissions import User
from kb.records.spans import parse_typed
from tests import factories as make

ZERO = "2026-01-05"
EXPECTED = {
    "2026-01-03": DelayClass.BEFORE,
    "2026-01-05": DelayClass.DAY,
    "2026-01-06": DelayClass.DAY,
    "2026-01-07": DelayClass.ABOUT_2_DAYS,
    "2026-01-08": DelayClass.WEEK,
    "2026-01-19": DelayClass.ABOUT_2_WEEKS,
    "2026-02": DelayClass.MONTH,
    "2026-03-07": DelayClass.ABOUT_2_MONTHS,
    "2026-07": DelayClass.YEAR,
    "2028-01": DelayClass.ABOUT_2_YEARS,
    "2029": DelayClass.LATER,
    "2026": DelayClass.WIDE,
    "": DelayClass.UNKNOWN,
}


@pytest.mark.parametrize(("when", "expected"), EXPECTED.items())
def test_a_delay_is_in_the_class_that_holds_all_of_its_range(
    when: str, expected: DelayClass
) -> None:
    assert delay_class(delay(parse_typed(ZERO), parse_typed(when))) == expected


def test_a_range_that_may_lie_long_before_the_signal_is_never_right_after_it() -> None:
    assert delay_class(Delay(timedelta(days=-30), timedelta(days=1))) == DelayClass.WIDE


@pytest.mark.django_db
def test_the_database_puts_every_response_into_the_class_that_python_does(reader: User) -> None:
    make.incident(
        "All",
        make.event("Signal", ZERO, kind="trigger"),
        make.event("Later signal", "2026-03", kind="media"),
        make.event("No signal", "2020", kind="action"),
        *(make.response(when or "unknown", when) for when in EXPECTED),
    )
    visible = Response.objects.shown_to(reader)
    for one in DelayClass:
        found = visible.filter(DELAY.rows_under([one], reader))
        expected = {when or "unknown" for when, each in EXPECTED.items() if each == one}
        assert {response.summary_en for response in found} == expected, one
    keys = keys_of(visible)
    counted = count_choices(DELAY, reader, keys, keys, visible.db)
    assert sum(row.count for row in counted) == len(EXPECTED)


@pytest.mark.django_db
def test_a_signal_that_the_reader_may_not_check_is_no_day_zero(reader: User, legal: User) -> None:

    closed = make.source("Closed", groups=[make.legal_group()])
    hidden = make.event("Hidden", "2026-01-05", kind="trigger", sources=[make.source("Open")])
    make.incident("All", hidden, make.response("Answer", "2026-01-06"))
    hidden.refresh_from_db()
    hidden.citations.update(source=closed)
    visible = Response.objects.all()
    unknown, day = (DELAY.rows_under([one], reader) for one in ("unknown", "day"))
    assert visible.filter(unknown).count() == 1
    assert visible.filter(day).count() == 0
    assert visible.filter(DELAY.rows_under(["day"], legal)).count() == 1
