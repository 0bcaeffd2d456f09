"""Incidents side by side: differences first, days counted from each one's own day zero."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext

from cases.comparison import column, day_text, days_after, rows
from cases.dossier import dossiers
from cases.models import Incident
from kb.records.spans import Span, parse_typed
from tests import factories as make
from tests.cast import client_of, persona

ADDRESS = "/en/compare/"


@pytest.mark.parametrize(
    ("zero", "when", "days", "text"),
    [
        ("2026-01-05", "2026-01-08", (3, 3), "day +3"),
        ("2026-01-05", "2026-01-05 evening", (0, 0), "day 0"),
        ("2026-01-05", "2026-01-03", (-2, -2), "day −2"),
        ("2026-01", "2026-02-01", (1, 31), "day +1 to +31"),
        ("2026-01-05", "", None, "day not known"),
        ("", "2026-01-05", None, "day not known"),
    ],
)
def test_days_after_day_zero_are_as_wide_as_what_is_known(
    zero: str, when: str, days: tuple[int, int] | None, text: str
) -> None:
    found = days_after(_span(zero), _span(when))
    assert found == days
    assert day_text(found) == text


def _span(typed: str) -> Span:
    return parse_typed(typed) if typed else Span()


def _two(**second: Any) -> tuple[Incident, Incident]:
    first = make.incident(
        "A quarrel · 一场争吵",
        make.event("It began · 开始", "2026-01-05", kind="trigger"),
        make.response("They apologised · 道歉", "2026-01-08", **_coded("scct:apology")),
        make.outcome("It ended · 结束", "2026-02-07"),
        make.lesson("Answer sooner · 尽早回应"),
        severity=3,
    )
    other = make.incident(
        "A later quarrel · 后来的争吵",
        make.event("It came back · 再来", "2026-03-01", kind="exposure"),
        make.response("They denied it · 否认", "2026-03-02", **_coded("scct:denial")),
        **({"severity": 3} | second),
    )
    return first, other


def _coded(code: str) -> dict[str, Any]:
    return {"strategies": [make.strategy(code)]}


def _address(*incidents: Incident) -> str:
    return ADDRESS + "?" + "&".join(f"incident={one.slug}" for one in incidents)


@pytest.mark.django_db
def test_what_differs_comes_first_and_what_agrees_apart() -> None:
    request = RequestFactory().get("/")
    request.user = persona("reader")
    differing, same = rows([column(one) for one in dossiers(_two(), request)])
    assert {"strategies", "zero", "endings"} <= {row.shown for row in differing}
    assert {"severity", "status"} <= {row.shown for row in same}


@pytest.mark.django_db
def test_the_page_tells_each_incident_by_its_days_with_sources() -> None:
    html = client_of("reader").get(_address(*_two())).content.decode()
    assert "day +3" in html
    assert "day +1" in html
    assert "They apologised" in html
    assert 'id="source-1"' in html


@pytest.mark.django_db
def test_four_incidents_take_as_many_queries_as_two() -> None:
    four = [*_two(), *_two()]
    request = RequestFactory().get("/")
    request.user = persona("reader")
    dossiers(four[:2], request)  # what is kept for the request is there
    counts = []
    for several in (four[:2], four):
        with CaptureQueriesContext(connection) as queries:
            dossiers(several, request)
        counts.append(len(queries))
    assert counts[0] == counts[1]


@pytest.mark.django_db
def test_a_hidden_incident_and_one_that_never_was_are_told_alike() -> None:
    first, _other = _two()
    hidden = make.incident("Hidden", groups=[make.legal_group()])
    client = client_of("reader")
    answers = [
        client.get(f"{_address(first)}&incident={slug}").content.decode()
        for slug in (hidden.slug, "never-was")
    ]
    assert all("Not everything in this address was found" in one for one in answers)
    assert "Hidden" not in answers[0]


@pytest.mark.django_db
def test_a_fifth_is_named_as_left_out() -> None:
    five = [*_two(), *_two(), make.incident("The fifth")]
    html = client_of("reader").get(_address(*five)).content.decode()
    assert "At most four incidents are compared at once. Left out: The fifth" in html


@pytest.mark.django_db
def test_with_one_the_page_offers_others_to_add(reader_client: Client) -> None:
    first, other = _two()
    html = reader_client.get(_address(first)).content.decode()
    assert f"incident={first.slug}&amp;incident={other.slug}" in html
