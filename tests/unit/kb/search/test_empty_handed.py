"""Somebody's search finds nothing: what they are told, and what editors learn of it."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from kb.search.missed import KEPT_DAYS, LONGEST, MissedSearch, forget_old
from tests import factories as make
from tests.masking import masked

pytestmark = pytest.mark.django_db


@pytest.fixture
def site(db: None) -> None:
    make.home()
    make.term("Apology · 道歉")
    make.incident("Recall of cars · 汽车召回", summary="cars")


def page(client: Client, words: str, language: str = "en", **more: str) -> str:
    return client.get(f"/{language}/search/", {"q": words, **more}).content.decode()


def test_each_word_says_how_it_was_read_and_what_it_finds(
    site: None, reader_client: Client
) -> None:
    shown = page(reader_client, "how apology nightingale")
    assert 'href="/en/search/?q=apology"' in shown
    assert "= 道歉" in shown
    assert "<strong>nightingale</strong>" in shown
    assert "only connect or ask: how" in " ".join(shown.split())


def test_what_less_would_find_is_one_press_away(site: None, reader_client: Client) -> None:
    shown = page(reader_client, "apology nightingale", kind="incident")
    assert "Without “nightingale”" in shown
    assert "Without “apology”" not in shown
    shown = page(reader_client, "apology", kind="incident")
    assert "Without filters" in shown


def test_near_names_and_much_linked_cases_are_offered(site: None, reader_client: Client) -> None:
    incident = make.incident("Recall of phones")
    make.statement("Words", words="We recall", incident=incident)
    shown = page(reader_client, "apolitical")
    assert 'href="/en/glossary/apology/"' in shown
    shown = page(reader_client, "aplogy")  # begins like nothing that is there
    assert 'href="/en/glossary/apology/"' in shown
    assert "Incidents most linked to" in shown
    assert f'href="{incident.get_absolute_url()}"' in shown


def test_another_spelling_is_offered_with_its_number_and_never_applied(
    site: None, reader_client: Client
) -> None:
    shown = page(reader_client, "道謙", "zh-hant")
    assert "您是不是要找" in shown
    assert ">道歉</a>" in shown
    assert "沒有找到" in shown or "沒有" in shown


def test_help_is_that_of_a_world_without_what_is_hidden(site: None, reader_client: Client) -> None:
    queries = ("nightingal", "nightingale recall", "夜鹰 汽车", "yeying", "recals")
    before = [masked(page(reader_client, words).encode()) for words in queries]
    hidden = make.incident("Nightingale · 夜莺", summary="recals", groups=[make.legal_group()])
    make.term("Nightingale recall", groups=[make.legal_group()])
    make.statement("Secret", words="words", incident=hidden, groups=[make.legal_group()])
    after = [masked(page(reader_client, words).encode()) for words in queries]
    assert after == before


def test_looking_at_an_empty_page_writes_nothing(site: None, reader_client: Client) -> None:
    page(reader_client, "nightingale")
    assert not MissedSearch.objects.exists()


def test_a_search_that_found_nothing_is_counted_without_its_author(
    site: None, reader_client: Client, editor_client: Client
) -> None:
    for client in (reader_client, editor_client):
        for words in ("Nightingale", "nightingales"):
            assert client.post("/en/search/missed/", {"q": words}).status_code == 204
    (row,) = MissedSearch.objects.all()
    assert (row.text, row.number, row.asked) == ("Nightingale", 4, 0)
    assert row.last_day == timezone.localdate()
    fields = {field.name for field in MissedSearch._meta.get_fields()}
    assert fields == {"id", "key", "text", "number", "asked", "last_day"}


def test_somebody_may_ask_the_editors_for_it(site: None, reader_client: Client) -> None:
    response = reader_client.post(
        "/en/search/missed/", {"q": "nightingale", "asked": "1"}, follow=True
    )
    assert "The editors will see these words." in response.content.decode()
    assert MissedSearch.objects.get().asked == 1


@pytest.mark.parametrize(
    "words",
    [
        "",
        "?",
        "apology",
        "x" * (LONGEST + 1),
        "call a@example.org",
        "13800138000",
        "who made the recall happen",
        "+86 138-0013-8000",
    ],
)
def test_what_finds_something_or_is_private_is_not_kept(
    words: str, site: None, reader_client: Client
) -> None:
    assert reader_client.post("/en/search/missed/", {"q": words}).status_code == 204
    assert not MissedSearch.objects.exists()


def test_a_get_is_refused_and_a_post_needs_its_token(site: None) -> None:
    from tests.cast import persona

    strict = Client(enforce_csrf_checks=True)
    strict.force_login(persona("reader"))
    assert strict.get("/en/search/missed/").status_code == 405
    assert strict.post("/en/search/missed/", {"q": "nightingale"}).status_code == 403


def test_what_nobody_repeats_is_forgotten() -> None:
    today = date(2026, 6, 1)
    for age in (KEPT_DAYS, KEPT_DAYS + 1):
        MissedSearch.objects.create(
            key=str(age), text=str(age), last_day=today - timedelta(days=age)
        )
    assert forget_old(today) == 1
    assert MissedSearch.objects.get().text == str(KEPT_DAYS)


REPORT = "/admin/reports/missed-searches/"


def test_editors_read_the_report_and_act_on_it(site: None, editor_client: Client) -> None:
    editor_client.post("/en/search/missed/", {"q": "夜莺"})
    shown = editor_client.get(REPORT).content.decode()
    assert "夜莺" in shown
    for address, field in (
        ("/admin/snippets/kb/glossaryterm/add/?term_zh=%E5%A4%9C%E8%8E%BA", "term_zh"),
        ("/admin/searchpicks/add/?query_string=%E5%A4%9C%E8%8E%BA", "query_string"),
    ):
        assert address in shown
        form = editor_client.get(address).content.decode()
        assert 'value="夜莺"' in form.partition(f'name="{field}"')[2][:200]
    row = MissedSearch.objects.get()
    editor_client.post(f"{REPORT}{row.pk}/done/")
    assert not MissedSearch.objects.exists()


def test_readers_have_no_report(site: None, reader_client: Client) -> None:
    reader_client.post("/en/search/missed/", {"q": "夜莺"})
    row = MissedSearch.objects.get()
    assert reader_client.get(REPORT).status_code in (302, 403, 404)
    assert reader_client.post(f"{REPORT}{row.pk}/done/").status_code in (302, 403, 404)
    assert MissedSearch.objects.exists()


def test_a_new_synonym_is_found_at_once(site: None, reader_client: Client) -> None:
    assert "Nothing found" in page(reader_client, "sorrow")
    term = make.term("Regret · 遗憾")
    term.aliases.create(text="sorrow", language="en")
    make.publish(term)
    assert "1 result" in page(reader_client, "sorrow")
