"""Incidents inside other pages."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from django.contrib.auth.models import AnonymousUser, User
from django.template import Context, Template
from django.test import Client, RequestFactory

from cases.choices import IncidentStatus
from cases.models import Incident
from cases.templatetags.incidents import figure, open_incidents
from tests import factories as make

pytestmark = pytest.mark.django_db


def context(user: User | AnonymousUser) -> Context:
    """Return a template's context for a reader."""
    request = RequestFactory().get("/en/")
    request.user = user
    return Context({"request": request})


def show(component: str, user: User | AnonymousUser, incident: Incident) -> str:
    """Return a component as it is shown to a reader."""
    made = context(user)
    made["incident"] = incident
    return Template(f'{{% include "cases/components/{component}.html" %}}').render(made)


def test_open_incidents_are_those_that_are_not_closed_newest_first(reader: User) -> None:
    make.incident("Old", status=IncidentStatus.CONTAINED, began="2025-01")
    make.incident("New", status=IncidentStatus.OPEN, began="2026-01")
    make.incident("Over", status=IncidentStatus.CLOSED)
    make.incident("Secret", groups=[make.legal_group()])
    assert [one.title.en for one in open_incidents(context(reader))] == ["New", "Old"]
    assert open_incidents(context(AnonymousUser())) == []


def test_timeline_and_outcomes_in_a_page_show_what_the_reader_may_check(
    persona: Callable[[str], User],
) -> None:
    secret = make.source("Secret", groups=[make.legal_group()])
    event = make.event("Canary event", sources=[secret])
    event.citations.add(make.citation())
    outcome = make.outcome("Canary outcome", sources=[secret])
    outcome.citations.add(make.citation())
    found = make.incident("One", make.event("Open event"), event, make.outcome("Open end"), outcome)
    make.common_source().citations.filter(event__what_en="Canary event").delete()
    make.common_source().citations.filter(outcome__what_en="Canary outcome").delete()
    for component, shown, hidden in (
        ("timeline", "Open event", "Canary event"),
        ("outcomes", "Open end", "Canary outcome"),
    ):
        html = show(component, persona("reader"), found)
        assert shown in html
        assert hidden not in html
        assert "Secret" not in html
        assert hidden in show(component, persona("legal"), found)


def test_two_timelines_of_one_incident_have_ids_of_their_own(reader: User) -> None:
    found = make.incident("One", make.event(), make.outcome())
    html = show("timeline", reader, found) + show("outcomes", reader, found)
    ids = [part.split('"')[0] for part in html.split(' id="')[1:]]
    assert len(ids) == len(set(ids))


def test_a_page_shows_the_incident_it_embeds_only_to_those_who_may_see_it(
    client_of: Callable[[str], Client],
) -> None:
    found = make.incident(
        "Canary incident", make.event("Canary event"), make.outcome("Canary end"),
        groups=[make.legal_group()],
    )  # fmt: skip
    blocks = ("incident_card", "timeline", "outcomes")
    body = make.stream(*((name, {"incident": found.pk}) for name in blocks))
    page = make.case_study("The study", what_happened=body)
    for name, shown in (("reader", False), ("legal", True)):
        answer = client_of(name).get(page.url)
        assert answer.status_code == 200
        words = ("Canary incident", "Canary event", "Canary end")
        assert [word in answer.content.decode() for word in words] == [shown] * 3, name


@pytest.mark.parametrize(
    ("value", "written"),
    [("1200", "1200"), ("950.5000", "950.5"), ("0.0000", "0"), ("-3.10", "-3.1")],
)
def test_figures_are_written_without_needless_zeros(value: str, written: str) -> None:
    assert figure(Decimal(value)) == written
