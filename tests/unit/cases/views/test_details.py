"""The pages of people, organisations, statements and sources."""

import re
from collections.abc import Callable

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from cases import portrait
from cases.choices import AliasKind, Stance, StatementState
from cases.models import Statement
from kb.records.actions import change_slug
from tests import factories as make

pytestmark = pytest.mark.django_db


def page(client: Client, path: str) -> str:
    """Return a page as text."""
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def section(html: str, name: str) -> str:
    """Return the part of a page with this id of its heading."""
    found = re.search(rf'<h2 id="{name}">.*?(?=<h2 id=|\Z)', html, re.DOTALL)
    assert found, name
    return found[0]


def test_a_person_shows_names_roles_milestones_and_incidents(reader_client: Client) -> None:
    house = make.organisation("Lantern · 灯笼")
    person = make.person(
        "Wang Min · 王敏",
        make.alias("Minnie", kind=AliasKind.NICKNAME),
        make.role(house, "Spokeswoman · 发言人", began="2024"),
        make.milestone("Joined · 加入", "2024-05"),
        romanised=True,
    )
    make.incident(
        "A quarrel",
        make.involvement(person, "spokesperson"),
        make.event(actors=[person]),
        make.response("She answered", actor=person),
        make.outcome("She was praised", actor=person),
    )
    make.statement("Her words", actor=person)
    html = page(reader_client, "/en/people/wang-min/")
    assert "Minnie" in html
    assert "our own romanisation" in html
    assert "Spokeswoman" in section(html, "roles")
    assert "from 2024" in section(html, "roles")
    assert "Joined" in section(html, "timeline")
    incidents = section(html, "incidents")
    assert "A quarrel" in incidents
    assert [way for way in ("Spokesperson", "Event", "Response", "Outcome") if way in incidents] == [
        "Spokesperson", "Event", "Response", "Outcome",
    ]  # fmt: skip
    assert "She answered" in section(html, "responses")
    assert "She was praised" in section(html, "outcomes")
    assert "Her words" in section(html, "statements")
    assert "The common source" in section(html, "sources")
    assert "A quarrel" in section(html, "what-links-here")
    for name in ("incidents", "responses", "outcomes", "statements"):
        assert "?person=wang-min" in section(html, name)


def test_a_person_is_named_in_the_readers_writing_with_the_other_beside(
    reader_client: Client,
) -> None:
    make.person("Zhang Li · 张丽")
    html = page(reader_client, "/zh-hant/people/zhang-li/")
    heading = re.search(r"<h1>(.*?)</h1>", html, re.DOTALL)
    assert heading
    assert heading[1].startswith("張麗")
    assert re.search(r'lang="en"[^>]*>Zhang Li<', heading[1])


def test_roles_on_which_sources_differ_are_told_both_ways(reader_client: Client) -> None:
    role = make.role(make.organisation("Lantern"), sources=[])
    role.citations.add(
        make.citation(make.source("A"), view="Writes founder"),
        make.citation(make.source("B"), view="Writes maker"),
    )
    make.person("Wang Min", role)
    html = page(reader_client, "/en/people/wang-min/")
    assert section(html, "conflicting-accounts").count('class="conflict__account"') == 2


def test_an_organisation_shows_its_place_its_people_and_what_it_published(
    reader_client: Client,
) -> None:
    group = make.organisation("Lantern Group")
    house = make.organisation("Lantern", make.milestone("Founded", "2010"), parent=group)
    make.organisation("Lantern Press", parent=house)
    make.person("Wang Min", make.role(house, "Spokeswoman"))
    make.source("A story", outlet=house)
    make.incident("A quarrel", make.involvement(house))
    html = page(reader_client, "/en/organisations/lantern/")
    assert "/en/organisations/lantern-group/" in html
    assert "/en/organisations/lantern-press/" in html
    assert "Wang Min" in section(html, "roles")
    assert "A story" in section(html, "published")
    assert "Founded" in section(html, "timeline")
    assert "A quarrel" in section(html, "incidents")
    assert "?organisation=lantern" in section(html, "incidents")


def test_somebody_in_many_incidents_is_shown_in_some_with_a_way_to_all(
    reader_client: Client,
) -> None:
    make.bulk_world(80, facts=1)
    html = page(reader_client, "/en/people/person-of-many-1/")
    assert section(html, "responses").count("<li") <= 26


def test_an_organisation_of_many_people_shows_some_with_a_way_to_all(
    reader_client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(portrait, "MOST_ROLES", 2)
    house = make.organisation("Lantern")
    for number in range(3):
        source = make.source(f"Report {number}")
        make.person(f"Person {number}", make.role(house, sources=[source]))
    roles = section(page(reader_client, house.get_absolute_url()), "roles")
    assert 'People in it<span class="section__count">3<' in roles
    assert roles.count('class="result__text"') == 2
    assert f"/en/timeline/?organisation={house.slug}&amp;lane=role" in roles


def test_a_statement_shows_both_writings_side_by_side(reader_client: Client) -> None:
    make.statement("Sorry · 道歉", words="We are sorry · 我们很抱歉")
    html = page(reader_client, "/zh-hant/statements/sorry/")
    words = section(html, "words")
    assert '<div class="prose" lang="en"><p>We are sorry</p></div>' in words
    assert re.search(r'lang="zh-Hant"><p>我們很抱歉</p>', words)


def test_a_statement_shows_speaker_state_and_where_it_was_used(
    reader_client: Client, reviewer: User
) -> None:
    person = make.person("Wang Min")
    said = make.statement("Sorry", actor=person, channel=make.channel("press"), speaks_as="company")
    Statement.objects.filter(pk=said.pk).update(
        state=StatementState.RELEASED, state_by=reviewer, state_at=timezone.now()
    )
    make.incident("A quarrel", make.response("We said sorry", statements=[said]))
    html = page(reader_client, "/en/statements/sorry/")
    assert "Released" in html
    assert reviewer.get_full_name() in html
    assert "/en/people/wang-min/" in html
    assert "Company" in html
    assert "We said sorry" in section(html, "used")
    assert "A quarrel" in section(html, "what-links-here")


def test_a_source_shows_everything_it_says_record_by_record(reader_client: Client) -> None:
    source = make.source(
        "The report",
        address="https://example.org/report",
        reliability="B",
        credibility=2,
        text="他们说：对不起。",
        outlet=make.organisation("Daily"),
    )
    other = make.source("Other")
    event = make.event("It happened", sources=[source])
    event.citations.add(make.contradiction(other))
    make.incident(
        "A quarrel",
        event,
        make.outcome("It ended", sources=[source]),
        make.event("Not here", sources=[other]),
        sources=[source],
    )
    make.person("Wang Min", make.milestone("Joined", sources=[source]))
    html = page(reader_client, "/en/sources/the-report/")
    says = section(html, "says")
    assert [words for words in ("It happened", "It ended", "Joined") if words not in says] == []
    assert "Not here" not in says
    assert says.count("as it says") == 4
    assert "B: usually reliable" in html
    assert "2: probably true" in html
    assert 'href="https://example.org/report"' in html
    assert re.search(r'class="prose archived" lang="zh-Hans">\s*<p>他们说', html)
    assert "Daily" in html
    assert str(Stance.CONTRADICTS.label) in page(reader_client, "/en/sources/other/")
    assert "A quarrel" in section(html, "what-links-here")


def test_a_source_that_is_not_judged_says_so(reader_client: Client) -> None:
    make.source("The report")
    assert page(reader_client, "/en/sources/the-report/").count("not judged yet") == 2


def test_what_a_source_says_comes_in_pages(reader_client: Client) -> None:
    world = make.bulk_world(40, facts=2)
    assert len(world.sources) == 4
    html = page(reader_client, "/en/sources/source-of-many-1/")
    assert section(html, "says").count('class="said__item"') == 25
    assert "?page=2" in html


@pytest.mark.parametrize(
    ("kind", "made"),
    [
        ("people", make.person),
        ("organisations", make.organisation),
        ("sources", make.source),
        ("statements", make.statement),
    ],
)
def test_an_old_address_leads_to_the_new_one(
    reader_client: Client,
    persona: Callable[[str], User],
    kind: str,
    made: Callable[..., object],
) -> None:
    record = made("Old name")
    change_slug(record, persona("administrator"), "new-name")  # type: ignore[arg-type]
    answer = reader_client.get(f"/en/{kind}/old-name/")
    assert (answer.status_code, answer["Location"]) == (301, f"/en/{kind}/new-name/")


def test_each_page_offers_editing_only_to_those_who_may(
    client_of: Callable[[str], Client],
) -> None:
    for record in (make.person(), make.organisation(), make.source(), make.statement()):
        path = record.get_absolute_url()
        edit = f"/admin/snippets/cases/{record._meta.model_name}/edit/{record.pk}/"
        assert edit not in page(client_of("reader"), path)
        assert edit in page(client_of("editor"), path)
