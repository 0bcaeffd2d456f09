"""The address that answers while somebody types."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests import factories as make
from tests.unit.kb.search.test_results import HOSTILE

pytestmark = pytest.mark.django_db


@pytest.fixture
def site(db: None) -> None:
    make.home()
    make.term("Apology · 道歉")
    make.article("Apologies in public")


def test_suggestions_are_grouped_by_kind_and_lead_to_the_thing(
    site: None, reader_client: Client
) -> None:
    groups = reader_client.get("/zh-hant/search/suggest/", {"q": "apol"}).json()["groups"]
    assert groups == [
        {
            "label": "詞彙",
            "items": [
                {
                    "url": "/zh-hant/glossary/apology/",
                    "title": {"text": "道歉", "lang": "zh-Hant"},
                    "other": {"text": "Apology", "lang": "en"},
                }
            ],
        },
        {
            "label": "文章",
            "items": [
                {
                    "url": "/en/library/apologies-in-public/",
                    "title": {"text": "Apologies in public", "lang": "en"},
                }
            ],
        },
    ]


def test_each_suggestion_opens(site: None, reader_client: Client) -> None:
    groups = reader_client.get("/en/search/suggest/", {"q": "apol"}).json()["groups"]
    for item in (item for group in groups for item in group["items"]):
        assert reader_client.get(item["url"]).status_code == 200


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: ascii(text[:20]))
def test_no_input_is_an_error(text: str, site: None, reader_client: Client) -> None:
    spoilt = text.encode("utf-8", "replace").decode()
    assert reader_client.get("/en/search/suggest/", {"q": spoilt}).status_code == 200


def test_broken_bytes_are_no_error(site: None, reader_client: Client) -> None:
    for query in ("", "q=%00", "q=%ff%fe", "q=%ed%a0%80", "q=%", "q=a&q=b", "q[]=1", "q=\u0661"):
        assert reader_client.get(f"/en/search/suggest/?{query}").status_code == 200


def test_nobody_is_answered_without_signing_in(site: None, client: Client) -> None:
    assert client.get("/en/search/suggest/", {"q": "apol"}).status_code == 302


def test_nothing_between_keeps_an_answer(site: None, reader_client: Client) -> None:
    response = reader_client.get("/en/search/suggest/", {"q": "apol"})
    assert response["Cache-Control"] == "private, no-store"


def test_a_restricted_thing_leaves_no_trace(
    site: None, reader_client: Client, legal_client: Client
) -> None:
    before = reader_client.get("/en/search/suggest/", {"q": "a"}).content
    make.term("Apologia", groups=[make.legal_group()])
    assert reader_client.get("/en/search/suggest/", {"q": "a"}).content == before
    assert b"Apologia" in legal_client.get("/en/search/suggest/", {"q": "a"}).content


def test_the_number_of_queries_does_not_depend_on_the_number_of_things(
    site: None, reader_client: Client
) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            reader_client.get("/en/search/suggest/", {"q": "apol"})
        return len(captured)

    queries()
    few = queries()
    for number in range(40):
        make.term(f"Apology {number}")
    assert queries() <= few <= 8
