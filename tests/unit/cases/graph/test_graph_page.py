"""The graph and the ways between two records, as pages."""

import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from cases.graph.relations import RELATIONS
from cases.models import Source
from tests import factories as make
from tests.factories import legal_group

pytestmark = pytest.mark.django_db


def page(client: Client, query: str, at: str = "/en/graph/") -> str:
    answer = client.get(f"{at}?{query}")
    assert answer.status_code == 200
    return re.sub(r'name="csrf[^>]+', "", answer.content.decode())


def links(html: str) -> set[tuple[str, ...]]:
    """Return the links of the table, without times and sources."""
    found = set()
    for row in re.findall(r'<tr><th scope="row".*?</tr>', html):
        row = re.sub(r"<p.*?</p>", "", row)
        cells = re.sub(r" ×\d+", "", re.sub(r"(<[^>]+>)+", "|", row)).strip("|").split("|")
        found.add(tuple(cells[:3]))
    return found


def drawn(html: str) -> set[tuple[str, str, str]]:
    """Return the links of the picture, by the names of their ends."""
    found = re.search(r'<script id="graph-data"[^>]*>(.*?)</script>', html)
    data = json.loads(found[1]) if found else {"nodes": [], "edges": []}
    titles = {one["id"]: one["title"] for one in data["nodes"]}
    return {(titles[one["a"]], one["label"], titles[one["b"]]) for one in data["edges"]}


@pytest.fixture
def quarrel() -> None:
    house = make.organisation("Lantern · 灯笼")
    shop = make.organisation("Shop · 店", parent=house)
    person = make.person("Wang Min · 王敏", make.role(house, "Speaker"))
    paper = make.source("Paper · 报", outlet=shop)
    old = make.incident("Old quarrel · 旧争", make.involvement(person, "critic"))
    new = make.incident(
        "New quarrel · 新争",
        make.involvement(person, "spokesperson"),
        make.event(actors=[house], sources=[paper]),
        make.response("Sorry", actor=house, sources=[paper]),
        make.outcome("Praise · 好评", actor=house),
        make.link(old, "similar"),
    )
    make.statement("Words", actor=person, incident=new)


@pytest.mark.usefixtures("quarrel")
def test_every_kind_of_link_is_shown_alike_as_picture_and_table(reader_client: Client) -> None:
    html = page(reader_client, "from=incident:new-quarrel")
    found = links(html)
    assert found == drawn(html)
    assert found == {
        ("Wang Min", "Spokesperson", "New quarrel"),
        ("Wang Min", "Statement by", "New quarrel"),
        ("Wang Min", "Critic", "Old quarrel"),
        ("Wang Min", "Role in", "Lantern"),
        ("Lantern", "Took part in an event", "New quarrel"),
        ("Lantern", "Responded", "New quarrel"),
        ("Praise", "Outcome of", "New quarrel"),
        ("Praise", "Outcome for", "Lantern"),
        ("New quarrel", "Similar", "Old quarrel"),
        ("Paper", "Source of", "New quarrel"),
        ("The common source", "Source of", "New quarrel"),
        ("The common source", "Source of", "Old quarrel"),
        ("The common source", "Source of", "Praise"),
        ("The common source", "Source of", "Wang Min"),
        ("The common source", "Source of", "Lantern"),
    }
    assert "Source of ×2" in html
    assert "The same kind of quarrel" in html, "why two incidents are linked"


@pytest.mark.usefixtures("quarrel")
def test_filters_steps_expansions_and_the_readers_writing_say_what_is_shown(
    reader_client: Client,
) -> None:
    start = "from=organisation:shop"
    assert links(page(reader_client, start)) == {
        ("Shop", "Part of", "Lantern"), ("Paper", "Published by", "Shop"),
    }  # fmt: skip
    only = page(reader_client, f"{start}&relation=part_of&depth=2")
    assert links(only) == {("Shop", "Part of", "Lantern")}
    expanded = page(reader_client, f"{start}&expand=organisation:lantern:person")
    assert ("Wang Min", "Role in", "Lantern") in links(expanded)
    assert "New quarrel" not in expanded
    assert links(page(reader_client, f"{start}&until=2020-01-01")) == set()
    step = reader_client.get(f"/en/graph/?{start}&node=organisation:lantern&do=person")
    assert step["Location"] == f"/en/graph/?{start}&expand=organisation:lantern:person"

    sent = reader_client.get(f"/en/graph/?{start}&depth=1&view=table&since=&utm_source=mail")
    assert sent["Location"] == f"/en/graph/?{start}", "an address holds only what it uses"

    html = page(reader_client, "from=incident:new-quarrel", "/zh-hant/graph/")
    assert {"新爭", "王敏", "燈籠"} <= {one for row in drawn(html) for one in row}


def test_a_fact_whose_citations_may_not_be_opened_is_no_link(
    client_of: Callable[[str], Client], legal: User
) -> None:
    secret = make.source("Memo")
    person = make.person("Wang Min · 王敏", make.role(make.organisation(), sources=[secret]))
    make.incident(
        "A quarrel", make.event(actors=[person], sources=[secret]),
        make.outcome("A fine", actor=person, sources=[secret]),
    )  # fmt: skip
    # Restricted after the publication, which asks for sources that all readers may open.
    secret.audience_groups.add(legal_group())
    Source.objects.filter(pk=secret.pk).update(audience="groups")
    seen = {
        name: links(page(client_of(name), "from=person:wang-min")) for name in ("reader", "legal")
    }
    assert seen["reader"] == set()
    assert {one[1] for one in seen["legal"]} >= {"Took part in an event", "Outcome for", "Role in"}
    way = "a=person:wang-min&b=incident:a-quarrel"
    assert "No connection" in page(client_of("reader"), way, "/en/graph/paths/")
    assert "Connected in 1 step" in page(client_of("legal"), way, "/en/graph/paths/")


def test_what_may_not_be_seen_is_answered_like_what_does_not_exist(
    client_of: Callable[[str], Client], legal: User
) -> None:
    make.incident("Secret", groups=[legal_group()])
    client = client_of("reader")
    for at, end in (("/en/graph/", "from"), ("/en/graph/paths/", "a")):
        hidden, nothing = (
            page(client, f"{end}=incident:{slug}", at) for slug in ("secret", "other")
        )
        assert hidden.replace("secret", "other") == nothing
        assert "does not exist" in hidden


@pytest.mark.usefixtures("quarrel")
def test_the_shortest_way_is_told_step_by_step_with_its_sources(
    reader_client: Client, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(20):
        html = page(reader_client, "a=source:paper&b=person:wang-min", "/en/graph/paths/")
    with django_assert_max_num_queries(20):
        page(reader_client, "from=incident:new-quarrel&depth=2")
    text = " ".join(re.sub(r"<[^>]+>", "", html).split())
    assert "Connected in 2 steps" in text
    assert "Paper is cited for New quarrel." in text
    assert "Wang Min speaks for a party in New quarrel." in text
    assert 'href="/en/incidents/new-quarrel/"' in html
    assert "Both are the same" in page(
        reader_client, "a=source:paper&b=source:paper", "/en/graph/paths/"
    )
    sent = reader_client.get("/en/graph/paths/?a=source:paper&q_b=wang&depth=2&from=person:x")
    assert sent["Location"] == "/en/graph/paths/?a=source:paper&q_b=wang"
    found = page(reader_client, "a=source:paper&q_b=wang", "/en/graph/paths/")
    assert "a=source:paper&amp;b=person:wang-min" in found
    groups = reader_client.get("/zh-hant/graph/suggest/?q=wang").json()["groups"]
    taken = [(item["takes"], item["title"]["text"]) for one in groups for item in one["items"]]
    assert taken == [("person:wang-min", "王敏")], "what a box of the graph can take, and no more"


def test_more_than_can_be_read_is_refused_with_ways_that_leave_less(
    reader_client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cases.graph.neighbourhood.MOST_NODES", 4)
    person = make.person("Wang Min · 王敏")
    for year in range(2020, 2024):
        role = "critic" if year % 2 else "subject"
        make.incident(f"Quarrel {year}", make.involvement(person, role), began=str(year))
    html = page(reader_client, "from=person:wang-min")
    assert "5 records are too many to read" in html
    assert "Incidents</a> <span" not in html, "it would leave as many"
    ways = dict(re.findall(r'<li><a href="\?([^"]+)">[^<]+</a> <span class="muted">(\d+)', html))
    assert len(ways) == 5
    for query, leaves in ways.items():
        narrowed = page(reader_client, query.replace("&amp;", "&"))
        assert f"{leaves} records" in narrowed
        assert "too many" not in narrowed


def test_every_relation_has_a_sentence_with_both_ends() -> None:
    for relation in RELATIONS.values():
        assert str(relation.sentence) % {"a": "A", "b": "B"} != str(relation.sentence)
