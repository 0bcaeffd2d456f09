"""Answers that editors promote for certain words."""

import pytest
from django.test import Client
from wagtail.contrib.search_promotions.models import Query, QueryDailyHits, SearchPromotion

from kb.language.codes import language
from kb.search.promotions import promoted
from tests import factories as make
from tests.cast import persona

pytestmark = pytest.mark.django_db


@pytest.fixture
def site(db: None) -> None:
    make.home()


def promote(words: str, **target: object) -> SearchPromotion:
    return SearchPromotion.objects.create(query=Query.get(words), **target)


def shown(words: str, who: str = "reader", reader: str = "en") -> list[tuple[str, str]]:
    return [(one.title.text, one.url) for one in promoted(words, persona(who), language(reader))]


def test_a_page_is_shown_for_its_words_in_any_script(site: None) -> None:
    article = make.article("How we apologise")
    promote("雷軍 道歉", page=article)
    for words in ("雷军 道歉", "雷軍　道歉", "雷军，道歉"):
        assert shown(words) == [("How we apologise", "/en/library/how-we-apologise/")]
    assert shown("雷军") == []
    assert shown("") == []


def test_a_page_is_shown_in_the_readers_language_when_it_has_it(site: None) -> None:
    article = make.article("How we apologise")
    chinese = make.translated(article, "如何道歉")
    promote("sorry", page=article)
    assert shown("sorry", reader="zh-hans") == [("如何道歉", chinese.get_url())]


def test_an_address_of_this_site_is_the_record_at_it(site: None) -> None:
    make.incident("A quarrel · 一场争吵", slug="a-quarrel")
    promote("row", external_link_url="http://localhost:8000/en/incidents/a-quarrel/")
    assert shown("row") == [("A quarrel", "/en/incidents/a-quarrel/")]


def test_another_site_is_shown_as_the_editor_wrote_it(site: None) -> None:
    promote("law", external_link_url="https://law.example/", external_link_text="The law")
    assert shown("law") == [("The law", "https://law.example/")]


def test_nobody_is_shown_what_they_may_not_see(site: None) -> None:
    group = make.legal_group()
    article = make.article("Closed")
    make.restrict(article, group)
    make.incident("Secret", slug="secret", groups=[group])
    promote("night", page=article)
    promote("night", external_link_url="http://localhost:8000/en/incidents/secret/")
    promote("night", external_link_url="http://localhost:8000/en/incidents/none/")
    assert shown("night") == []
    assert {title for title, _url in shown("night", "legal")} == {"Closed", "Secret"}


def test_it_stands_above_the_results_and_looking_writes_nothing(
    site: None, reader_client: Client
) -> None:
    promote("sorry", page=make.article("How we apologise"), description="Read this first")
    page = reader_client.get("/en/search/", {"q": "Sorry"}).content.decode()
    assert "Recommended by the editors" in page
    assert "Read this first" in page
    assert not QueryDailyHits.objects.exists()
    reader_client.get("/en/search/", {"q": "something else"})
    assert Query.objects.count() == 1


def test_the_desk_lists_only_what_its_reader_may_see(
    site: None, editor_client: Client, administrator_client: Client
) -> None:
    article = make.article("Closed")
    make.restrict(article, make.legal_group())
    hidden = promote("night", page=article)
    open_one = promote("day", page=make.article("Open"))
    listed = editor_client.get("/admin/searchpicks/").content.decode()
    assert "Open" in listed
    assert "night" not in listed
    assert "Closed" not in listed
    assert editor_client.get(f"/admin/searchpicks/{hidden.query_id}/").status_code == 404
    assert editor_client.get(f"/admin/searchpicks/{hidden.query_id}/delete/").status_code == 404
    assert editor_client.get(f"/admin/searchpicks/{open_one.query_id}/").status_code == 200
    assert "Closed" in administrator_client.get("/admin/searchpicks/").content.decode()


def test_editors_promote_and_readers_may_not(
    site: None, editor_client: Client, reader_client: Client
) -> None:
    article = make.article("How we apologise")
    form = {
        "query_string": "sorry",
        "editors_picks-TOTAL_FORMS": "1",
        "editors_picks-INITIAL_FORMS": "0",
        "editors_picks-MIN_NUM_FORMS": "0",
        "editors_picks-MAX_NUM_FORMS": "1000",
        "editors_picks-0-page": str(article.pk),
        "editors_picks-0-ORDER": "1",
    }
    reader_client.post("/admin/searchpicks/add/", form)
    assert shown("sorry") == []
    assert editor_client.post("/admin/searchpicks/add/", form).status_code == 302
    assert shown("sorry") == [("How we apologise", "/en/library/how-we-apologise/")]
