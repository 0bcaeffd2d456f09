"""The incident list as a reader uses it: narrowing, ordering, leafing, sharing."""

import re
from urllib.parse import quote

import pytest
from django.test import Client

from cases.choices import IncidentStatus
from cases.models import Incident
from tests import factories as make

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


def titles(html: bytes) -> list[str]:
    """Return the titles of the incidents listed."""
    return re.findall(
        r'class="result__title">\s*(?:<input[^>]*>\s*)?<a href="[^"]*">(.*?)</a>', html.decode()
    )


def total(html: bytes) -> str:
    """Return how many incidents the list says there are."""
    found = re.search(r'id="list-total"[^>]*>(?:<[^>]*>)*([^<]*)<', html.decode())
    assert found
    return found[1].strip()


def notices(html: bytes) -> list[str]:
    """Return what the list says it could not use."""
    return re.findall(r"message--warning.*?<span>(.*?)</span></li>", html.decode(), re.DOTALL)


def three_incidents() -> None:
    make.incident("Beta · 乙", began="2025-03", status=IncidentStatus.OPEN, severity=2)
    make.incident("Alpha · 丙", began="2026-01-07", status=IncidentStatus.CLOSED, severity=5)
    make.incident("Gamma · 甲", began="", status=IncidentStatus.OPEN, severity=None)


def test_the_list_starts_with_the_newest_and_ends_with_the_undated(reader_client: Client) -> None:
    three_incidents()
    assert titles(reader_client.get("/en/incidents/").content) == ["Alpha", "Beta", "Gamma"]


@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        ("newest", ["Alpha", "Beta", "Gamma"]),
        ("oldest", ["Beta", "Alpha", "Gamma"]),
        ("title", ["Alpha", "Beta", "Gamma"]),
        ("severity", ["Alpha", "Beta", "Gamma"]),
    ],
)
def test_the_list_can_be_ordered(reader_client: Client, sort: str, expected: list[str]) -> None:
    three_incidents()
    assert titles(reader_client.get(f"/en/incidents/?sort={sort}").content) == expected


def test_titles_are_ordered_by_pinyin_for_readers_of_chinese(reader_client: Client) -> None:
    three_incidents()  # 乙 yi, 丙 bing, 甲 jia
    for language in ("zh-hans", "zh-hant"):
        shown = titles(reader_client.get(f"/{language}/incidents/?sort=title").content)
        assert shown == ["丙", "甲", "乙"]


def test_choices_of_a_facet_are_joined_by_or_and_facets_by_and(reader_client: Client) -> None:
    three_incidents()

    def listed(query: str) -> list[str]:
        return titles(reader_client.get(f"/en/incidents/?{query}").content)

    assert listed("status=open") == ["Beta", "Gamma"]
    assert listed("status=open&status=closed") == ["Alpha", "Beta", "Gamma"]
    assert listed("status=open&severity=2") == ["Beta"]
    assert listed("status=open&severity=5") == []


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("from=2026-01-07&to=2026-01-07", ["Alpha"]),
        ("from=2026-01-08", []),
        ("to=2026-01-06", ["Beta"]),
        ("from=2025-03-15&to=2025-03-16", ["Beta"]),
        ("year=2025", ["Beta"]),
        ("year=2025&year=2026", ["Alpha", "Beta"]),
    ],
)
def test_a_period_is_about_all_days_an_incident_may_have_been_on(
    reader_client: Client, query: str, expected: list[str]
) -> None:
    three_incidents()
    assert titles(reader_client.get(f"/en/incidents/?{query}").content) == expected


def test_an_incident_that_went_on_is_found_in_both_years(reader_client: Client) -> None:
    make.incident("Long", began="2025-12-30", ended="2026-01-02")
    for year in (2025, 2026):
        assert titles(reader_client.get(f"/en/incidents/?year={year}").content) == ["Long"]
    assert titles(reader_client.get("/en/incidents/?year=2024").content) == []


def test_pages_are_of_twenty_five_and_leave_nothing_out_nor_show_it_twice(
    reader_client: Client,
) -> None:
    make.bulk_world(60, facts=0)
    Incident.objects.update(severity=3)
    for sort in ("newest", "title", "severity"):
        shown: list[str] = []
        for page in (1, 2, 3):
            html = reader_client.get(f"/en/incidents/?sort={sort}&page={page}").content
            shown += titles(html)
        assert len(shown) == 60
        assert len(set(shown)) == 60


def test_steps_through_the_pages_keep_filters_and_order(reader_client: Client) -> None:
    make.bulk_world(60, facts=0)
    Incident.objects.update(status="open")
    html = reader_client.get("/en/incidents/?status=open&sort=title").content.decode()
    assert "?status=open&amp;sort=title&amp;page=2" in html


BAD = [
    ("year", "abc"),
    ("year", "0000"),
    ("year", "99999999999999999999999"),
    ("from", "yesterday"),
    ("from", "0001-01-01"),
    ("to", "9999-12-31"),
    ("to", "2026-02-31"),
    ("severity", "9" * 5000),
    ("severity", "-1"),
    ("status", "\0"),
    ("status", "' OR 1=1 --"),
    ("type", "\0preventable"),
    ("person", "nobody-of-that-name"),
    ("person", "\ud83d\ude00".encode("utf-16", "surrogatepass").decode("utf-16")),
    ("organisation", "x" * 300),
    ("strategy", ":"),
    ("outcome", "%00"),
    ("channel", "<script>alert(1)</script>"),
    ("topic", "\ufffd\u202e"),
    ("certainty", "CONFIRMED"),
]
LABELS = {
    "year": "Year",
    "from": "From",
    "to": "To",
    "severity": "Severity",
    "status": "Status",
    "type": "Cluster and type",
    "person": "Person",
    "organisation": "Organisation",
    "strategy": "Response strategy",
    "outcome": "Outcome",
    "channel": "Channel",
    "topic": "Topic",
    "certainty": "Certainty",
}


@pytest.mark.parametrize(("name", "value"), BAD)
def test_a_value_that_cannot_be_used_is_left_out_and_its_filter_named(
    reader_client: Client, name: str, value: str
) -> None:
    three_incidents()
    answer = reader_client.get(f"/en/incidents/?{name}={quote(value)}")
    assert answer.status_code == 200
    assert total(answer.content) == "3 incidents"
    (notice,) = notices(answer.content)
    assert f"“{LABELS[name]}”" in notice
    assert "<script>" not in notice
    assert b"\0" not in answer.content


def test_a_good_choice_counts_beside_a_bad_one(reader_client: Client) -> None:
    three_incidents()
    answer = reader_client.get("/en/incidents/?status=open&status=bogus&severity=2")
    assert titles(answer.content) == ["Beta"]
    assert len(notices(answer.content)) == 1


def test_a_period_that_ends_before_it_begins_loses_its_end(reader_client: Client) -> None:
    three_incidents()
    answer = reader_client.get("/en/incidents/?from=2026-01-01&to=2025-01-01")
    assert titles(answer.content) == ["Alpha"]
    assert "“To”" in notices(answer.content)[0]


@pytest.mark.parametrize(
    "query",
    [
        "page=abc", "page=-1", "page=0", "page=" + "9" * 5000, "page=%00", "page=١",
        "sort=bogus", "sort=%00", "sort=" + "x" * 9000,
    ],
)  # fmt: skip
def test_a_page_or_order_that_there_is_not_is_the_first_and_said_so(
    reader_client: Client, query: str
) -> None:
    three_incidents()
    answer = reader_client.get(f"/en/incidents/?{query}")
    assert answer.status_code == 200
    assert titles(answer.content) == ["Alpha", "Beta", "Gamma"]
    assert len(notices(answer.content)) == 1


def test_a_page_beyond_the_end_is_the_last(reader_client: Client) -> None:
    three_incidents()
    assert total(reader_client.get("/en/incidents/?page=7").content) == "3 incidents"


def test_unknown_names_in_an_address_are_of_no_account(reader_client: Client) -> None:
    three_incidents()
    answer = reader_client.get("/en/incidents/?utm_source=mail&__class__=x")
    assert notices(answer.content) == []
    assert total(answer.content) == "3 incidents"


def test_a_form_sent_without_scripts_leads_to_an_address_worth_sharing(
    reader_client: Client,
) -> None:
    three_incidents()
    answer = reader_client.get("/en/incidents/?from=&to=&status=open&sort=")
    assert answer.status_code == 302
    assert answer["Location"] == "/en/incidents/?status=open"
    assert reader_client.get("/en/incidents/?from=&to=")["Location"] == "/en/incidents/"


def test_htmx_gets_what_changes_and_the_address_for_it(reader_client: Client) -> None:
    three_incidents()
    answer = reader_client.get("/en/incidents/?to=&status=open&from=&sort=title", headers=HTMX)
    html = answer.content.decode()
    assert answer["HX-Push-Url"] == "/en/incidents/?status=open&sort=title"
    assert "HX-Request" in answer["Vary"]
    assert "<html" not in html
    assert titles(answer.content) == ["Beta", "Gamma"]
    assert html.count('hx-swap-oob="true"') == 2
    assert 'id="list-facets"' in html
    assert 'href="/zh-hant/incidents/?status=open&amp;sort=title"' in html


def test_the_same_choices_have_the_same_address_in_whatever_order(reader_client: Client) -> None:
    three_incidents()
    addresses = {
        reader_client.get(f"/en/incidents/?{query}", headers=HTMX)["HX-Push-Url"]
        for query in (
            "severity=5&status=open&status=closed&page=1",
            "status=closed&severity=5&status=open&status=open",
        )
    }
    assert addresses == {"/en/incidents/?severity=5&status=closed&status=open"}


def test_going_back_in_the_browser_gets_the_whole_page(reader_client: Client) -> None:
    headers = HTMX | {"HX-History-Restore-Request": "true"}
    assert b"<html" in reader_client.get("/en/incidents/?status=open", headers=headers).content


def test_what_is_chosen_can_be_taken_back_one_by_one(reader_client: Client) -> None:
    three_incidents()
    html = reader_client.get("/en/incidents/?status=open&status=closed&severity=2").content.decode()
    links = re.findall(r'class="chosen__link" href="([^"]*)"', html)
    assert links == [
        "/en/incidents/?status=closed&amp;status=open",
        "/en/incidents/?severity=2&amp;status=closed",
        "/en/incidents/?severity=2&amp;status=open",
    ]


def test_each_choice_shows_its_count_and_whether_it_is_chosen(reader_client: Client) -> None:
    three_incidents()
    html = reader_client.get("/en/incidents/?status=open").content.decode()
    found = re.findall(
        r'name="status" value="(\w+)"( checked)?>\s*<span>[^<]*</span>\s*'
        r'<span class="facet__count">(\d+)</span>',
        html,
    )
    assert found == [("open", " checked", "2"), ("closed", "", "1")]


def test_an_empty_list_says_so(reader_client: Client) -> None:
    assert b"Nothing has been recorded yet." in reader_client.get("/en/incidents/").content
    three_incidents()
    answer = reader_client.get("/en/incidents/?status=open&severity=5")
    assert b"Nothing matches all of these filters." in answer.content


def test_nobody_lists_incidents_without_signing_in(client: Client) -> None:
    three_incidents()
    for headers in ({}, HTMX):
        answer = client.get("/en/incidents/", headers=headers)
        assert answer.status_code == 302
        assert answer["Location"].startswith("/accounts/login/")
