"""The plain lists: what is on them, in which order, and what they can be narrowed by."""

import html as entities
import re
from urllib.parse import quote

import pytest
from django.test import Client

from cases.choices import OrganisationKind, SourceKind, StatementKind, StatementState
from cases.models import Statement
from tests import factories as make

pytestmark = pytest.mark.django_db

KINDS = ("people", "organisations", "statements", "outcomes", "responses", "sources")


def listed(client: Client, address: str) -> list[str]:
    """Return what stands first in each row of a list."""
    answer = client.get(address)
    assert answer.status_code == 200, address
    rows = re.findall(
        r'class="result__title"><a[^>]*>(.*?)</a>|<th scope="row">(?:<a[^>]*>)?([^<]*)|'
        r'<li class="result result--compact">\s*<p class="result__text"><a[^>]*>([^<]*)',
        answer.content.decode(),
    )
    return [entities.unescape("".join(row).strip()) for row in rows]


def notices(client: Client, address: str) -> list[str]:
    """Return what a list says it could not use."""
    html = client.get(address).content.decode()
    return re.findall(r"message--warning.*?<span>(.*?)</span></li>", html, re.DOTALL)


def test_people_stand_by_letters_or_by_pinyin(reader_client: Client) -> None:
    for name in ("Zeng Li · 曾丽", "Xue Bai · 白雪", "Åse Berg · 奥瑟"):
        make.person(name)
    assert listed(reader_client, "/en/people/") == ["Åse Berg", "Xue Bai", "Zeng Li"]
    assert listed(reader_client, "/zh-hans/people/") == ["奥瑟", "白雪", "曾丽"]
    assert listed(reader_client, "/zh-hant/people/") == ["奧瑟", "白雪", "曾麗"]


@pytest.mark.parametrize("typed", ["雷軍", "雷军", "lei", "LEI JUN", "jun lei", "雷布斯"])
def test_a_name_is_found_in_either_script_by_part_and_by_alias(
    reader_client: Client, typed: str
) -> None:
    make.person("Lei Jun · 雷军", make.alias("雷布斯", "zh"))
    make.person("Wang Min · 王敏")
    assert listed(reader_client, f"/en/people/?q={quote(typed)}") == ["Lei Jun"]


def test_wildcards_in_a_name_stand_for_themselves(reader_client: Client) -> None:
    make.person("Wang Min")
    for typed in ("%", "_", "W%n", "\\", "'", '"'):
        assert listed(reader_client, f"/en/people/?q={quote(typed)}") == []


def test_people_show_their_roles_in_organisations(reader_client: Client) -> None:
    make.person("Wang Min", make.role(make.organisation("Lantern"), "Spokeswoman"))
    html = reader_client.get("/en/people/").content.decode()
    assert "Spokeswoman" in html
    assert "/en/organisations/lantern/" in html


def test_organisations_are_narrowed_by_kind(reader_client: Client) -> None:
    make.organisation("Lantern", kind=OrganisationKind.COMPANY)
    make.organisation("Daily", kind=OrganisationKind.OUTLET)
    assert listed(reader_client, "/en/organisations/") == ["Daily", "Lantern"]
    assert listed(reader_client, "/en/organisations/?kind=outlet") == ["Daily"]
    assert listed(reader_client, "/en/organisations/?kind=outlet&q=lan") == []


def test_statements_are_narrowed_by_kind_state_and_speaker(reader_client: Client) -> None:
    person = make.person("Wang Min")
    first = make.statement("First", actor=person, said="2026-01-02")
    make.statement("Second", kind=StatementKind.HOLDING, said="2026-01-03")
    Statement.objects.filter(pk=first.pk).update(state=StatementState.RELEASED)
    assert listed(reader_client, "/en/statements/") == ["Second", "First"]
    assert listed(reader_client, "/en/statements/?kind=holding") == ["Second"]
    assert listed(reader_client, "/en/statements/?state=released") == ["First"]
    assert listed(reader_client, f"/en/statements/?person={person.slug}") == ["First"]


def test_outcomes_are_narrowed_by_kind_incident_time_and_whom(reader_client: Client) -> None:
    person, house = make.person("Wang Min"), make.organisation("Lantern")
    legal, policy = make.outcome_kind("legal"), make.outcome_kind("policy")
    make.incident("One", make.outcome("Fined", "2026-01-20", kind=legal, actor=house))
    make.incident("Two", make.outcome("Moved", "2026-02-20", kind=policy, actor=person))
    path = "/en/outcomes/"
    assert listed(reader_client, path) == ["Moved", "Fined"]
    for query, expected in {
        "kind=legal": ["Fined"],
        "incident=two": ["Moved"],
        "person=wang-min": ["Moved"],
        "organisation=lantern": ["Fined"],
        "from=2026-02-01": ["Moved"],
        "to=2026-01-31": ["Fined"],
        "q=fin": ["Fined"],
        "kind=legal&incident=two": [],
    }.items():
        assert listed(reader_client, f"{path}?{query}") == expected, query


def test_responses_are_narrowed_by_who_channel_strategy_and_incident(
    reader_client: Client,
) -> None:
    person, house = make.person("Wang Min"), make.organisation("Lantern")
    press, post = make.channel("press"), make.channel("post")
    sorry, denial = make.strategy("scct:apology"), make.strategy("scct:denial")
    make.incident(
        "One", make.response("Sorry", actor=person, channel=press, strategies=[sorry, denial])
    )
    make.incident(
        "Two", make.response("No", "2026-02-01", actor=house, channel=post, strategies=[denial])
    )
    path = "/en/responses/"
    assert listed(reader_client, path) == ["No", "Sorry"]
    for query, expected in {
        "person=wang-min": ["Sorry"],
        "organisation=lantern": ["No"],
        "channel=post": ["No"],
        "strategy=scct:apology": ["Sorry"],
        "strategy=scct:denial": ["No", "Sorry"],
        "incident=one": ["Sorry"],
    }.items():
        assert listed(reader_client, f"{path}?{query}") == expected, query


def test_sources_are_narrowed_by_kind_outlet_date_and_reliability(reader_client: Client) -> None:
    outlet = make.organisation("Daily")
    make.source("Story", outlet=outlet, published="2026-01-02", reliability="B")
    make.source("Memo", kind=SourceKind.DOCUMENT, published="2025-05")
    path = "/en/sources/"
    assert listed(reader_client, path) == ["Story", "Memo"]
    for query, expected in {
        "outlet=daily": ["Story"],
        "kind=document": ["Memo"],
        "reliability=B": ["Story"],
        "from=2026-01-01": ["Story"],
        "to=2025-05-01": ["Memo"],
        "q=mem": ["Memo"],
    }.items():
        assert listed(reader_client, f"{path}?{query}") == expected, query


@pytest.mark.parametrize("kind", KINDS)
def test_lists_have_pages_of_twenty_five_and_show_nothing_twice(
    reader_client: Client, kind: str
) -> None:
    # A tenth as many people, organisations and sources.
    make.bulk_world(300 if kind in ("people", "organisations", "sources") else 30, facts=1)
    pages = [reader_client.get(f"/en/{kind}/?page={page}") for page in (1, 2)]
    row = {
        "outcomes": r'<tr id="([^"]+)"',
        "responses": r'href="/en/incidents/[^"#]+#([^"]+)"',
    }.get(kind, r'class="result__title"><a href="([^"]+)"')
    found = [re.findall(row, page.content.decode()) for page in pages]
    assert [len(rows) for rows in found] == [25, 5]
    assert len({*found[0], *found[1]}) == 30


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    "query",
    [
        "q=%00", "q=" + "x" * 5000, "kind=bogus", "kind=%00", "from=soon", "to=9999-12-31",
        "person=nobody", "page=zz", "incident=%00", "channel=%F0%9F%98%80", "strategy=::",
        "outlet=" + "9" * 9000, "reliability=Z", "state=1", "organisation=-1",
    ],
)  # fmt: skip
def test_nothing_in_an_address_stops_a_list(reader_client: Client, kind: str, query: str) -> None:
    address = f"/en/{kind}/?{query}"
    answer = reader_client.get(address)
    assert answer.status_code == 200
    assert b"\0" not in answer.content
    name = query.partition("=")[0]
    if f'name="{name}"' in answer.content.decode() or name == "page":
        assert len(notices(reader_client, address)) == 1


@pytest.mark.parametrize("kind", KINDS)
def test_empty_fields_of_a_sent_form_leave_the_address(reader_client: Client, kind: str) -> None:
    answer = reader_client.get(f"/en/{kind}/?q=&kind=&page=1")
    assert answer.status_code == 302
    assert answer["Location"] == f"/en/{kind}/?page=1"


@pytest.mark.parametrize("kind", KINDS)
def test_a_list_of_nothing_says_so(reader_client: Client, kind: str) -> None:
    assert b"Nothing has been recorded yet." in reader_client.get(f"/en/{kind}/").content


def test_only_what_occurs_in_a_list_is_offered_as_a_filter(reader_client: Client) -> None:
    make.person("Nobody here")
    make.channel("unused")
    make.incident(
        "One", make.response(actor=make.person("Wang Min"), channel=make.channel("press"))
    )
    html = reader_client.get("/en/responses/").content.decode()
    choices = re.findall(r'type="checkbox" name="(\w+)" value="([^"]+)"', html)
    assert choices == [
        ("scheme", "unstated"),
        ("channel", "press"),
        ("delay", "unknown"),
        ("speaker", "person"),
        ("person", "wang-min"),
        ("type", "unstated"),
        ("outcome", "unstated"),
        ("incident", "one"),
        ("certainty", "reported"),
        ("year", "2026"),
    ]


def empty_answer(client: Client, address: str) -> list[tuple[str, str, str]]:
    """Return what an empty list offers: the address, its words, and how many it says are there."""
    html = client.get(address).content.decode()
    found = re.findall(r'<li><a href="([^"]*)">(Without .*?)</a> <span[^>]*>(.*?)</span>', html)
    return [(entities.unescape(url), entities.unescape(words), n) for url, words, n in found]


def test_an_empty_list_says_which_filter_to_drop_and_what_that_leaves(
    reader_client: Client,
) -> None:
    for name in ("Lantern", "Lamp"):
        make.organisation(name, kind=OrganisationKind.COMPANY)
    make.organisation("Daily", kind=OrganisationKind.OUTLET)
    assert empty_answer(reader_client, "/en/organisations/?q=la&kind=outlet&sort=added") == [
        ("/en/organisations/?q=la&sort=added", "Without Kind “Outlet”", "2 are left"),
        ("/en/organisations/?kind=outlet&sort=added", "Without Find by name “la”", "1 is left"),
    ]
    for url, _words, left in empty_answer(reader_client, "/en/organisations/?q=la&kind=outlet"):
        assert f"{len(listed(reader_client, url))} " in left
    assert empty_answer(reader_client, "/en/organisations/?q=la") == []


def test_an_empty_list_counts_only_what_its_reader_may_see(
    reader_client: Client, legal_client: Client
) -> None:
    make.organisation("Lantern", kind=OrganisationKind.COMPANY)
    make.organisation("Lamp", groups=[make.legal_group()])
    make.organisation("Daily", kind=OrganisationKind.OUTLET)
    address = "/en/organisations/?q=la&kind=outlet"
    assert [way[2] for way in empty_answer(reader_client, address)] == ["1 is left"] * 2
    assert [way[2] for way in empty_answer(legal_client, address)] == ["2 are left", "1 is left"]


def test_an_empty_list_says_when_dropping_one_filter_is_not_enough(reader_client: Client) -> None:
    make.person("Wang Min")
    make.organisation("Lantern")
    html = reader_client.get("/en/people/?q=zzz&organisation=lantern").content.decode()
    assert "Dropping one of them is not enough." in html


@pytest.mark.parametrize("kind", KINDS)
def test_every_list_answers_htmx_with_what_changes(reader_client: Client, kind: str) -> None:
    make.bulk_world(3, facts=1)
    answer = reader_client.get(f"/en/{kind}/?q=&sort=newest", headers={"HX-Request": "true"})
    html = answer.content.decode()
    assert "<html" not in html
    assert 'id="list-results"' in html
    assert html.count('hx-swap-oob="true"') == 2
    assert answer["HX-Push-Url"] == f"/en/{kind}/"
