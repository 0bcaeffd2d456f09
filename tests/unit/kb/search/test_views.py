"""The search page."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests import factories as make
from tests.masking import masked
from tests.unit.kb.search.test_results import HOSTILE

pytestmark = pytest.mark.django_db


@pytest.fixture
def site(db: None) -> None:
    make.home()
    make.term("Apology · 道歉", definition="A regret · 认错的话")


def test_a_hit_has_kind_excerpt_and_address(site: None, reader_client: Client) -> None:
    response = reader_client.get("/en/search/", {"q": "regret"})
    page = response.content.decode()
    assert response.status_code == 200
    assert "1 result" in page
    assert 'href="/en/glossary/apology/"' in page
    assert "A <mark>regret</mark>" in page
    assert "glossary term" in page.lower()


def test_addresses_keep_the_readers_language(site: None, reader_client: Client) -> None:
    page = reader_client.get("/zh-hant/search/", {"q": "道歉"}).content.decode()
    assert 'href="/zh-hant/glossary/apology/"' in page
    assert "認錯的話" in page


def test_a_hit_by_translation_says_so(site: None, reader_client: Client) -> None:
    make.article("Affair", body=make.stream(("text", "<p>当晚道歉。</p>")))
    page = reader_client.get("/en/search/", {"q": "apology", "kind": "article"}).content.decode()
    assert "by translation" in page
    assert '<mark lang="zh' in page


def test_an_empty_box_explains_itself(site: None, reader_client: Client) -> None:
    response = reader_client.get("/en/search/")
    assert response.status_code == 200
    assert "What are you looking for?" in response.content.decode()


def test_nothing_found_says_what_to_do(site: None, reader_client: Client) -> None:
    page = reader_client.get("/en/search/", {"q": "nightingale", "kind": "term"}).content.decode()
    assert "Nothing found" in page
    assert "Search again without filters" in page
    assert 'href="?q=nightingale"' in page


def test_a_text_that_is_too_long_says_what_was_searched(site: None, reader_client: Client) -> None:
    note = "Only the beginning of this was searched"
    assert note in reader_client.get("/en/search/", {"q": "recall " * 65}).text
    assert note not in reader_client.get("/en/search/", {"q": "recall refund"}).text


def test_a_list_of_what_lacks_a_word_says_how_long_it_is(site: None, reader_client: Client) -> None:
    text = reader_client.get("/en/search/", {"q": "-nosuchword"}).text
    assert re.search(r"\d+ results?", text)
    assert "There is no word in that" not in text


def test_filters_stay_chosen(site: None, reader_client: Client) -> None:
    page = reader_client.get(
        "/en/search/", {"q": "regret", "kind": "term", "lang": "zh-Hant", "from": "2026-01"}
    ).content.decode()
    for value in ("term", "zh"):
        assert f'value="{value}" form="search-form" checked' in page
    assert 'value="2026-01-01"' in page


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: ascii(text[:20]))
def test_no_input_is_a_server_error(text: str, site: None, reader_client: Client) -> None:
    spoilt = text.encode("utf-8", "replace").decode()
    for name in ("q", "kind", "lang", "from", "to", "page"):
        values = {"q": "道歉", name: spoilt}
        assert reader_client.get("/en/search/", values).status_code == 200


def test_broken_bytes_are_no_server_error(site: None, reader_client: Client) -> None:
    for query in ("q=%00", "q=%ff%fe", "q=%ed%a0%80", "q=%", "q=a&q=b", "q[]=1", "page=-1"):
        assert reader_client.get(f"/en/search/?{query}").status_code == 200


def test_what_is_typed_is_shown_and_not_run(site: None, reader_client: Client) -> None:
    page = reader_client.get("/en/search/", {"q": '"><script>alert(1)</script>'}).content.decode()
    assert "<script>alert" not in page


@pytest.mark.usefixtures("kept_contexts")
def test_long_lists_have_pages(site: None, reader_client: Client) -> None:
    for number in range(24):
        make.term(f"Apology {number} · 道歉{number}")
    first = reader_client.get("/en/search/", {"q": "道歉"})
    second = reader_client.get("/en/search/", {"q": "道歉", "page": "2"})
    assert len(first.context["results"].hits) == 20
    assert len(second.context["results"].hits) == 5
    assert 'href="?q=%E9%81%93%E6%AD%89&amp;page=2"' in first.content.decode()


@pytest.mark.usefixtures("kept_contexts")
@pytest.mark.parametrize("number", ["3", "99999", "9" * 30, "0", "-2", "x", "１"])
def test_a_page_that_is_not_there_is_the_nearest(
    number: str, site: None, reader_client: Client
) -> None:
    response = reader_client.get("/en/search/", {"q": "道歉", "page": number})
    assert response.context["page_obj"].number == 1
    assert len(response.context["results"].hits) == 1


def test_nobody_searches_without_signing_in(site: None, client: Client) -> None:
    response = client.get("/en/search/", {"q": "道歉"})
    assert response.status_code == 302
    assert "/login/" in response["Location"]


def test_a_restricted_term_leaves_no_trace_on_the_page(
    site: None, reader_client: Client, legal_client: Client
) -> None:
    before = masked(reader_client.get("/en/search/", {"q": "nightingale"}).content)
    make.term("Nightingale · 夜莺", groups=[make.legal_group()])
    assert masked(reader_client.get("/en/search/", {"q": "nightingale"}).content) == before
    assert b"1 result" in legal_client.get("/en/search/", {"q": "nightingale"}).content


def test_the_number_of_queries_does_not_depend_on_the_number_of_records(
    site: None, reader_client: Client
) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert reader_client.get("/en/search/", {"q": "regret"}).status_code == 200
        return len(captured)

    make.incident("Incident", summary="regret")
    make.article("Article", body=make.stream(("text", "<p>regret</p>")))
    queries()  # what a process asks only once
    few = queries()
    for number in range(30):
        make.term(f"Term {number}", definition="regret")
        make.incident(f"Incident {number}", summary="regret")
        if number < 5:
            make.article(f"Article {number}", body=make.stream(("text", "<p>regret</p>")))
    assert queries() <= few
    assert few <= 24
