"""`QuerySet.search()` and `.autocomplete()`, as the admin uses them."""

from collections.abc import Iterable

import pytest
from django.test import Client
from modelsearch.backends.base import FilterFieldError, SearchFieldError
from modelsearch.query import MATCH_ALL, MATCH_NONE, And, Boost, Not, Or, Phrase, PlainText
from wagtail.models import Page
from wagtail.search.backends import get_search_backend

from cases.models import Person
from kb.models import ArticlePage
from kb.search.backends import SearchBackend
from tests import factories as make
from tests.unit.kb.search.test_results import HOSTILE

pytestmark = pytest.mark.django_db


@pytest.fixture
def pages(db: None) -> dict[str, int]:
    texts = {
        "Sorry at night": "The company apologised. 当晚道歉。",
        "Silence": "Nobody spoke at night.",
        "雷军道歉": "创始人在直播中回应。",
    }
    return {
        title: make.article(title, body=make.stream(("text", f"<p>{text}</p>"))).pk
        for title, text in texts.items()
    }


def titles(results: Iterable[Page]) -> list[str]:
    return [page.title for page in results]


def test_the_site_searches_with_its_own_backend() -> None:
    assert type(get_search_backend()) is SearchBackend


def test_pages_are_found_through_the_base_and_their_own_class(pages: dict[str, int]) -> None:
    assert set(titles(Page.objects.search("道歉"))) == {"Sorry at night", "雷军道歉"}
    assert titles(ArticlePage.objects.search("apologises")) == ["Sorry at night"]
    assert titles(Page.objects.search("雷軍")) == ["雷军道歉"]


def test_the_best_come_first_and_slices_fit(pages: dict[str, int]) -> None:
    results = Page.objects.search("道歉")
    assert titles(results)[0] == "雷军道歉"
    assert titles(results[1:]) == ["Sorry at night"]
    assert (results.count(), results[1:].count(), len(results[:1])) == (2, 1, 1)


def test_another_order_is_kept(pages: dict[str, int]) -> None:
    results = Page.objects.search("night", order_by="title")
    assert titles(results) == ["Silence", "Sorry at night"]
    assert titles(Page.objects.search("night", order_by="-title")) == titles(results)[::-1]


def test_any_filter_of_a_queryset_holds(pages: dict[str, int]) -> None:
    found = Page.objects.filter(first_published_at__isnull=False, title__contains="雷").search(
        "道歉"
    )
    assert titles(found) == ["雷军道歉"]
    assert found.count() == 1
    assert titles(Page.objects.none().search("道歉")) == []


def test_the_operator_decides_between_all_and_any(pages: dict[str, int]) -> None:
    assert titles(Page.objects.search("silence company")) == []
    either = Page.objects.search("silence company", operator="or")
    assert set(titles(either)) == {"Silence", "Sorry at night"}


def test_queries_may_be_combined(pages: dict[str, int]) -> None:
    night, sorry = PlainText("night"), Phrase("company apologised")
    assert titles(Page.objects.search(And([night, Not(sorry)]))) == ["Silence"]
    assert titles(Page.objects.search(Boost(sorry, 2))) == ["Sorry at night"]
    assert len(Page.objects.search(Or([night, PlainText("创始人")]))) == 3
    assert titles(Page.objects.search(Phrase("apologised company"))) == []
    articles = ArticlePage.objects.all()
    assert len(articles.search(MATCH_ALL)) == 3
    assert len(articles.search(MATCH_NONE)) == 0
    assert articles.search(Not(PlainText("night"))).count() == 1


def test_only_titles_are_searched_on_request(pages: dict[str, int]) -> None:
    assert titles(Page.objects.search("道歉", fields=["title"])) == ["雷军道歉"]
    with pytest.raises(SearchFieldError):
        Page.objects.search("道歉", fields=["nightingale"])


def test_scores_and_facets(pages: dict[str, int]) -> None:
    scored = list(Page.objects.search("道歉").annotate_score("score"))
    assert scored[0].score > scored[1].score
    facet = Page.objects.search("道歉").facet("content_type_id")
    assert list(facet.values()) == [2]
    with pytest.raises(FilterFieldError):
        Page.objects.search("道歉").facet("nightingale")


def test_beginnings_of_words_are_completed(pages: dict[str, int]) -> None:
    for start in ("sor", "nig sor", "Sorry AT nig"):
        assert titles(Page.objects.autocomplete(start)) == ["Sorry at night"], start
    for start in ("军道", "雷", "道歉", "雷軍"):
        assert titles(Page.objects.autocomplete(start)) == ["雷军道歉"], start
    assert titles(Page.objects.autocomplete("spoke")) == []
    assert Page.objects.autocomplete("道").count() == 1


def test_records_are_found_by_every_name(db: None) -> None:
    person = make.person("Lei Jun · 雷军", make.alias("雷布斯", "zh"))
    for text in ("雷布斯", "lei jun", "雷軍"):
        assert list(get_search_backend().search(text, Person)) == [person]
    assert list(get_search_backend().autocomplete("布斯", Person)) == [person]


def test_drafts_are_found_in_the_admin(db: None) -> None:
    person = make.person("Nightingale", live=False)
    assert list(get_search_backend().search("nightingale", Person)) == [person]


def test_what_is_deleted_is_found_no_more(pages: dict[str, int]) -> None:
    Page.objects.get(pk=pages["雷军道歉"]).delete()
    assert titles(Page.objects.search("道歉")) == ["Sorry at night"]


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: ascii(text[:20]))
def test_no_input_is_an_error(text: str, pages: dict[str, int]) -> None:
    for results in (Page.objects.search(text), Page.objects.autocomplete(text)):
        assert results.count() == len(list(results))


@pytest.mark.parametrize(
    "address", ["/admin/pages/search/", "/admin/choose-page/search/", "/admin/images/"]
)
def test_the_admins_own_searches_answer(
    address: str, pages: dict[str, int], administrator_client: Client
) -> None:
    response = administrator_client.get(address, {"q": "雷軍"})
    assert response.status_code == 200
    if "pages" in address or "page" in address:
        assert "雷军道歉" in response.content.decode()
