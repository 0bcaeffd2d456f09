"""The ledger: rows with what surrounds a response, counts that lead to what they count."""

import csv
import re
from html import unescape
from io import StringIO
from typing import Any

import pytest
from django.http import QueryDict
from django.test import Client

from cases.filters import ResponseFilterSet
from cases.models import Response
from cases.statistics.sheet import plain
from kb.permissions import User
from tests import factories as make

pytestmark = pytest.mark.django_db


def world() -> None:
    """Two incidents with responses of several strategies, one of them hardly recorded."""
    deny = make.strategy("scct:deny", order=1)
    denial = make.strategy("scct:denial", parent=deny)
    apology = make.strategy("scct:apology", order=2)
    mortification = make.strategy("benoit:mortification")
    cluster = make.crisis_type("victim")
    make.incident(
        "One",
        make.event("Signal", "2026-01-05 10:00", kind="trigger"),
        make.response(
            "=Denied",
            "2026-01-05 12:30",
            actor=make.person("Wang Min · 王敏"),
            channel=make.channel("press"),
            strategies=[denial],
        ),
        make.response("Said sorry", "2026-01-08", strategies=[apology, mortification]),
        make.outcome(
            "Fewer orders", "2026-01-06", metric="Orders", before=12, after=9, distance="day"
        ),
        make.outcome("A fine", "2026-02-10", kind=make.outcome_kind("legal")),
        crisis_type=make.crisis_type("rumour", parent=cluster),
        severity=3,
    )
    make.incident("Two", make.response("Both", "", actor=None, strategies=[denial, apology]))


def text(html: str) -> str:
    """Return the words of a page in one line."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def row_of(client: Client, words: str, address: str = "/en/ledger/") -> str:
    html = client.get(address).content.decode()
    rows = re.findall(r"<tr>(.*?)</tr>", html, re.DOTALL)
    return text(next(row for row in rows if words in row))


def test_a_row_has_the_delay_and_the_outcomes_at_their_distances(reader_client: Client) -> None:
    world()
    row = row_of(reader_client, "Denied")
    assert "Wang Min" in row
    assert "2 hours 30 minutes" in row
    assert re.search(r"Orders 12 → 9 - A fine -$", row), row


def test_what_is_not_known_is_a_dash_and_never_a_number(reader_client: Client) -> None:
    world()
    assert row_of(reader_client, "Both").endswith("time unknown - - - - -")


def test_the_list_the_ledger_and_the_counts_are_the_same_responses(reader_client: Client) -> None:
    world()
    query = "severity=3&strategy=scct%3Aapology"
    page = reader_client.get(f"/en/ledger/?{query}").content.decode()
    assert "1 response" in text(page)
    shared = "severity=3&amp;strategy=scct:apology"
    for name in ("responses/", "ledger/counts/", "ledger/rows.csv"):
        address = "strategy=scct:apology&amp;severity=3"
        assert f'href="/en/{name}?{address}"' in page or f'href="/en/{name}?{shared}"' in page


@pytest.mark.parametrize("query", ["strategy=scct:denial", "outcome=legal&scheme=scct&type=rumour"])
def test_every_number_leads_to_the_rows_it_counts(
    reader_client: Client, reader: User, query: str
) -> None:
    world()
    html = reader_client.get(f"/en/ledger/counts/?{query}").content.decode()
    drawn = re.findall(r'class="chart__link" href="([^"]+)">\s*<title>[^<]*: (\d+) resp', html)
    told = re.findall(r'<td class="table__number"><a href="([^"]+)">\d+</a>', html)
    assert {link for link, _number in drawn} == set(told)
    for link, number in drawn:
        asked = QueryDict(unescape(link).partition("?")[2])
        filters = ResponseFilterSet(asked, Response.objects.shown_to(reader), reader)
        assert filters.qs.count() == int(number), link
        assert filters.ignored == []


def test_counts_say_n_and_that_they_are_too_few(reader_client: Client) -> None:
    world()
    words = text(reader_client.get("/en/ledger/counts/").content.decode())
    assert "3 responses in 2 incidents" in words
    assert "Too few to compare: 2 incidents." in words
    assert "%" not in words


def test_shares_are_told_where_there_are_enough(reader_client: Client) -> None:
    denial = make.strategy("scct:denial")
    kind = make.outcome_kind("legal")
    for number in range(10):
        ends = [make.outcome("Fined", kind=kind)] if number < 4 else []
        make.incident(f"Number {number}", make.response(strategies=[denial]), *ends)
    words = text(reader_client.get("/en/ledger/counts/").content.decode())
    assert "4 (40%)" in words
    assert "Too few" not in words


def cells(client: Client, address: str) -> list[dict[str, str]]:
    answer: Any = client.get(address)
    sent = b"".join(answer.streaming_content).decode()
    return list(csv.DictReader(StringIO(sent.removeprefix("\ufeff"))))


def test_the_spreadsheet_has_the_filtered_rows_and_no_formula(reader_client: Client) -> None:
    world()
    rows = cells(reader_client, "/en/ledger/rows.csv?channel=press")
    assert [row["What was said or done"] for row in rows] == ["'=Denied"]
    assert rows[0]["At least, hours"].startswith("2.4")
    assert rows[0]["+1 day"] == "Orders: 12 → 9"
    assert rows[0]["+1 year"] == ""


def test_the_spreadsheet_is_in_the_writing_of_its_reader(reader_client: Client) -> None:
    world()
    rows = cells(reader_client, "/zh-hans/ledger/rows.csv?channel=press")
    assert "王敏" in rows[0].values()


def test_the_spreadsheet_refuses_what_it_could_not_say_it_left_out(reader_client: Client) -> None:
    answer = reader_client.get("/en/ledger/rows.csv?channel=nowhere")
    assert answer.status_code == 400
    assert "nowhere" in answer.content.decode()


@pytest.mark.parametrize("start", ["=", "+", "-", "@", " =", "\t"])
def test_a_text_like_a_formula_gets_an_apostrophe(start: str) -> None:
    assert plain(f"{start}1") == f"'{start}1"
    assert plain("1 = 1") == "1 = 1"


@pytest.mark.usefixtures("kept_contexts")
def test_somebody_the_reader_may_not_know_of_is_not_named(
    reader_client: Client, administrator_client: Client
) -> None:
    hidden = make.person("Zyx Hidden", groups=[make.legal_group()])
    make.incident("One", make.response("Answer", actor=hidden))
    for client, kind in ((reader_client, "unstated"), (administrator_client, "person")):
        found = client.get(f"/en/ledger/?speaker={kind}").context["page_obj"].paginator.count
        assert found == 1
    assert "Zyx" not in reader_client.get("/en/ledger/").content.decode()
