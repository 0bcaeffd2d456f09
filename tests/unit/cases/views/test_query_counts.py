"""How many queries a page of records takes, at ten records and at five hundred."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cases.models import Incident
from kb.search.backends import remembered
from tests import factories as make

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("terms_known_once")]


@pytest.fixture(autouse=True)
def nothing_is_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ask everything anew: what is remembered of long lists takes no queries the second time."""
    monkeypatch.setattr(remembered, "LONG", 10**9)
    monkeypatch.setattr(remembered, "memory", remembered._Memory())


FACETS = {
    "incidents": 11,
    "people": 5,
    "organisations": 6,
    "statements": 8,
    "outcomes": 8,
    "responses": 14,
    "ledger": 14,
    "sources": 6,
    "precedents": 14,
    # And one for each kind of moment that a page happens to show.
    "timeline": 4 + 8,
}
LISTS = (
    "incidents/",
    "incidents/?status=open&person=person-of-many-1&sort=title",
    "incidents/?page=2&sort=severity",
    "people/",
    "people/?q=person&incidents=with&organisation=organisation-of-many-1",
    "organisations/?type=victim&year=2020",
    "statements/?person=person-of-many-1&topic=pay&sort=title",
    "outcomes/?metric=without&type=victim",
    "responses/?channel=press&strategy=scct:denial",
    "sources/?incident=incident-of-many-1",
    "ledger/?scheme=scct&delay=day",
    "ledger/counts/?channel=press",
    "precedents/?words=incident&type=victim&channel=press&topic=pay&severity=3",
    "timeline/?month=all",
    "timeline/?lane=statement&month=2026&type=victim",
)


def queries(client: Client, address: str) -> int:
    """Return how many queries an address takes when it is asked for the second time."""
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        response = client.get(address)
    assert response.status_code == 200, address
    return len(captured)


@pytest.mark.slow
def test_lists_take_as_many_queries_at_ten_records_as_at_five_hundred(
    reader_client: Client,
) -> None:
    make.bulk_world(10)
    at_ten = {path: queries(reader_client, f"/en/{path}") for path in LISTS}
    make.bulk_world(490)
    at_five_hundred = {path: queries(reader_client, f"/en/{path}") for path in LISTS}
    allowed = {path: 12 + FACETS[path.partition("/")[0]] for path in LISTS}
    for found in (at_ten, at_five_hundred):
        assert {path: n for path, n in found.items() if n > allowed[path]} == {}
    of_one_kind = [path for path in LISTS if not path.startswith("timeline/")]
    assert [at_five_hundred[path] for path in of_one_kind] == [at_ten[path] for path in of_one_kind]


@pytest.mark.slow
def test_details_take_as_many_queries_with_few_facts_as_with_many(reader_client: Client) -> None:
    def addresses(number: int) -> dict[str, str]:
        return {
            "incident": f"/en/incidents/incident-of-many-{number}/",
            "person": f"/en/people/person-of-many-{number}/",
            "organisation": f"/en/organisations/organisation-of-many-{number}/",
            "statement": f"/en/statements/statement-of-many-{number}/",
            "source": f"/en/sources/source-of-many-{number}/",
        }

    make.bulk_world(4, facts=1)
    few = {name: queries(reader_client, one) for name, one in addresses(2).items()}
    world = make.bulk_world(20, facts=40)
    assert world.incidents[0].slug == "incident-of-many-5"
    many = {name: queries(reader_client, one) for name, one in addresses(4).items()}
    many["incident"] = queries(reader_client, "/en/incidents/incident-of-many-6/")
    assert {name: n for name, n in many.items() if n > few[name]} == {}
    assert max(many.values()) <= 32


@pytest.mark.parametrize("language", ["en", "zh-hant"])
def test_an_incident_with_everything_takes_no_more_than_thirty_four(
    client_of: Callable[[str], Client], language: str
) -> None:
    outlet = make.organisation("Daily · 日报")
    source = make.source("A report · 报道", outlet=outlet)
    speaker = make.person("Wang Min · 王敏")
    house = make.organisation("Lantern · 灯笼")
    page = make.guidance("Some guidance")
    playbook = make.playbook("A plan")
    measure = playbook.phases.first().measures.first()
    statement = make.statement(actor=speaker)
    found = make.incident(
        "One · 一件事",
        make.event(actors=[speaker, house], sources=[source], channel=make.channel()),
        make.response(
            actor=speaker,
            strategies=[make.strategy()],
            statements=[statement],
            sources=[source],
            channel=make.channel(),
        ),
        make.outcome(actor=house, sources=[source]),
        make.involvement(house, sources=[source]),
        make.lesson(rule=make.rule()),
        make.lesson(page_key=page.translation_key),
        make.lesson(measure_key=measure.translation_key),
        make.link(make.incident("Another · 另一件事")),
        sources=[source],
        topics=[make.topic()],
        crisis_type=make.crisis_type("misdeed", parent=make.crisis_type("preventable")),
    )
    make.statement("About it", incident=found)
    for number in range(5):
        study = make.case_study(
            f"Study {number}",
            background=make.stream(("timeline", {"incident": found.pk})),
        )
        make.write_up(study, found)
    for name in ("reader", "legal", "editor", "administrator"):
        client = client_of(name)
        assert queries(client, f"/{language}/incidents/{found.slug}/") <= 34, name


def test_a_refined_list_asks_no_more_than_a_whole_one(reader_client: Client) -> None:
    make.bulk_world(10)
    reader_client.get("/en/incidents/?status=open")
    with CaptureQueriesContext(connection) as whole:
        reader_client.get("/en/incidents/?status=open")
    with CaptureQueriesContext(connection) as part:
        reader_client.get("/en/incidents/?status=open", headers={"HX-Request": "true"})
    assert len(part) <= len(whole)
    assert Incident.objects.count() == 10
