"""Filters from an address."""

from datetime import date

import pytest

from kb.search.days import span_of_days
from kb.search.filters import Filters, read_filters


def test_all_filters_are_read() -> None:
    assert read_filters(
        {"kind": "incident", "lang": "zh-Hant", "from": "2026", "to": "2026-02"}
    ) == Filters("incident", "zh", date(2026, 1, 1), date(2026, 2, 28))


@pytest.mark.parametrize("text", ["", "x", "2026-13", "2026-02-30", "0000", "99999", "2026-1-1-1"])
def test_what_makes_no_sense_is_left_out(text: str) -> None:
    assert not read_filters({"kind": text, "lang": text, "from": text, "to": text})


def test_days_are_shown_as_coarsely_as_they_are_whole() -> None:
    def precision(first: date, last: date) -> str:
        span = span_of_days(first, last)
        assert span is not None
        return str(span.precision)

    assert precision(date(2026, 1, 1), date(2026, 12, 31)) == "year"
    assert precision(date(2026, 1, 1), date(2026, 1, 31)) == "month"
    assert precision(date(2026, 1, 5), date(2026, 1, 7)) == "day"
    assert span_of_days(None, None) is None
