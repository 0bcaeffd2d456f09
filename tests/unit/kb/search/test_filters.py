"""Filters from an address."""

from datetime import date

import pytest

from kb.permissions import anybody_signed_in
from kb.search.days import span_of_days, typed_days
from kb.search.filters import Filters, read_filters
from tests import factories as make


def read(**values: str | list[str]) -> Filters:
    given = {name: [value] if isinstance(value, str) else value for name, value in values.items()}
    period = {"from": given.pop("start", []), "to": given.pop("end", [])}
    return read_filters(lambda name: (given | period).get(name, []), anybody_signed_in())


def test_all_filters_are_read() -> None:
    assert read(
        kind=["incident", "term"], lang="zh-Hant", year="2026", start="2026", end="2026-02"
    ) == Filters(
        {"kind": ("incident", "term"), "language": ("zh",), "year": ("2026",)},
        date(2026, 1, 1),
        date(2026, 2, 28),
    )


@pytest.mark.django_db
def test_people_stand_in_addresses_by_their_slug() -> None:
    person = make.person("Lei Jun · 雷军")
    assert read(person="lei-jun").chosen == {"person": (str(person.pk),)}
    assert not read(person="nobody")


@pytest.mark.django_db
def test_somebody_hidden_is_no_filter() -> None:
    make.person("Lei Jun · 雷军", groups=[make.legal_group()])
    assert not read(person="lei-jun")


@pytest.mark.django_db
@pytest.mark.parametrize(
    "text", ["", "x", "2026-13", "2026-02-30", "0000", "99999", "2026-1-1-1", "\x00", "\ud800"]
)
def test_what_makes_no_sense_is_left_out(text: str) -> None:
    names = ("kind", "lang", "year", "person", "organisation", "outcome", "strategy")
    assert not read(**dict.fromkeys((*names, "start", "end"), text))


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2025", date(2025, 1, 1), date(2025, 12, 31)),
        ("2025-11", date(2025, 11, 1), date(2025, 11, 30)),
        ("2025/11/5", date(2025, 11, 5), date(2025, 11, 5)),
        ("２０２５年１２月", date(2025, 12, 1), date(2025, 12, 31)),
        ("2024年2月", date(2024, 2, 1), date(2024, 2, 29)),
        ("2025年12月31日", date(2025, 12, 31), date(2025, 12, 31)),
    ],
)
def test_days_are_read_as_people_write_them(text: str, first: date, last: date) -> None:
    assert typed_days(text) == (first, last)


def test_days_are_shown_as_coarsely_as_they_are_whole() -> None:
    def precision(first: date, last: date) -> str:
        span = span_of_days(first, last)
        assert span is not None
        return str(span.precision)

    assert precision(date(2026, 1, 1), date(2026, 12, 31)) == "year"
    assert precision(date(2026, 1, 1), date(2026, 1, 31)) == "month"
    assert precision(date(2026, 1, 5), date(2026, 1, 7)) == "day"
    assert span_of_days(None, None) is None
