"""The doubtful spots of a page or record: listed, judged once, remembered, taken back."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import ModelLogEntry, Page, PageLogEntry

from kb.archive_views import address_of
from kb.language.conversion import convert
from kb.models.wording import WordingDecision
from kb.wording.spots import Review, review
from tests import factories as make
from tests.cast import persona

pytestmark = pytest.mark.django_db

TEXT = "<p>他说<b>头</b>上的发，又发了两条微博。</p>"


def chinese_page(title: str = "一篇文章", text: str = TEXT, **how: Any) -> Any:
    english = make.article("An article", body=make.stream(("text", "<p>Hair.</p>")))
    return make.translated(english, title, body=make.stream(("text", text)), **how)


def spots_of(thing: Any) -> Review:
    return review(thing.get_latest_revision_as_object(), persona("editor"))


def only(found: Review, lead: str) -> Any:
    (spot,) = [one for one in found.open.values() if one.lead.endswith(lead)]
    return spot


def post(client: Client, thing: Any, **data: str) -> str:
    return client.post(address_of("wording_spots", thing), data, follow=True).content.decode()


def test_a_page_lists_its_spots_with_what_stands_around_them() -> None:
    spot = only(spots_of(chinese_page()), "頭上的")
    assert (spot.spot.typed, spot.choices, spot.tail) == (
        "发",
        ("發", "髮"),
        "，又發了兩條微博。",
    )


def test_a_choice_holds_at_once_for_every_reader(
    editor_client: Client, reader_client: Client
) -> None:
    page = chinese_page()
    spot = only(spots_of(page), "頭上的")
    post(editor_client, page, **{f"spot-{spot.key}": "髮"})
    url = page.get_url().replace("/zh-hans/", "/zh-hant/")
    assert "<b>頭</b>上的髮，又發了" in reader_client.get(url).content.decode()


def test_a_choice_is_stored_with_its_author_and_can_be_taken_back(editor_client: Client) -> None:
    page = chinese_page()
    spot = only(spots_of(page), "頭上的")
    post(editor_client, page, **{f"spot-{spot.key}": "髮"})
    row = WordingDecision.objects.get()
    assert (row.author.username, row.machine, row.written) == ("editor", "發", "髮")
    assert spot.key not in spots_of(page).open
    assert "Taken back" in post(editor_client, page, undo=str(row.pk))
    assert not WordingDecision.objects.exists()
    assert spot.key in spots_of(page).open
    actions = PageLogEntry.objects.filter(page=page.pk, action__startswith="kb.wording")
    assert [one.action for one in actions.order_by("pk")] == [
        "kb.wording.decided",
        "kb.wording.undone",
    ]


def test_a_group_is_confirmed_with_one_button(editor_client: Client) -> None:
    page = chinese_page(text="<p>来了三个人，走了两个。</p>")
    (group,) = spots_of(page).groups
    assert len(group.spots) == 2
    post(editor_client, page, group=group.key)
    assert [row.is_confirmation for row in WordingDecision.objects.all()] == [True, True]
    assert spots_of(page).total == 0


@pytest.mark.parametrize("words", ["", " ", "<b>", '"', "a b", "头\n发"])
def test_words_of_ones_own_are_words(editor_client: Client, words: str) -> None:
    page = chinese_page()
    spot = only(spots_of(page), "頭上的")
    answer = post(
        editor_client, page, **{f"spot-{spot.key}": "otherwise", f"words-{spot.key}": words}
    )
    assert 'class="error-message"' in answer
    assert not WordingDecision.objects.exists()


def test_a_form_that_is_not_offered_decides_nothing(editor_client: Client) -> None:
    page = chinese_page()
    spot = only(spots_of(page), "頭上的")
    post(editor_client, page, **{f"spot-{spot.key}": "<script>", "spot-unknown": "髮"})
    assert not WordingDecision.objects.exists()


def test_titles_and_records_are_judged_too(editor_client: Client) -> None:
    person = make.person("Wang Min · 王敏")
    incident = make.incident(
        "Hair · 头上的发",
        make.event("It began · 有人发现", actors=[person]),
    )
    spot = only(spots_of(incident), "頭上的")
    post(editor_client, incident, **{f"spot-{spot.key}": "髮"})
    assert convert("头上的发", "zh-hant") == "頭上的髮"
    assert ModelLogEntry.objects.filter(action="kb.wording.decided").count() == 1


def test_characters_that_a_word_decides_are_listed_when_asked_for(editor_client: Client) -> None:
    page = chinese_page(text="<p>头上的发白了</p>")
    found = review(page.get_latest_revision_as_object(), persona("editor"), within_words=True)
    (spot,) = [one for one in found.open.values() if one.spot.typed == "发白"]
    assert spot.choices == ("發白", "髮白")
    address = address_of("wording_spots", page) + "?words=1"
    editor_client.post(address, {f"spot-{spot.key}": "髮白"})
    assert convert("头上的发白了", "zh-hant") == "頭上的髮白了"


def test_marked_words_are_no_spots() -> None:
    marks = 'data-script="keep" translate="no"', 'data-hant="髮"'
    for mark in marks:
        page = chinese_page(text=f"<p>上的<span {mark}>发</span></p>")
        assert "发" not in {one.spot.typed for one in spots_of(page).open.values()}


def test_whoever_may_not_work_on_it_finds_nothing(
    reader_client: Client, editor_client: Client
) -> None:
    page = chinese_page(groups=[make.legal_group()])
    address = address_of("wording_spots", page)
    assert editor_client.get(address).status_code == 404
    assert editor_client.get(reverse("wording_spots", args=["auth", "user", 1])).status_code == 404
    assert reader_client.get(address).status_code == 302


def test_quotes_of_a_hidden_source_are_not_listed() -> None:
    hidden = make.source("Ours", groups=[make.legal_group()])
    event = make.event("It began", sources=[make.common_source(), hidden])
    event.citations.all()[1].quote = "他留着发"
    incident = make.incident("A quarrel", event)
    draft = incident.get_latest_revision_as_object()
    seen = {
        name: any(one.lead.endswith("留著") for one in review(draft, persona(name)).open.values())
        for name in ("editor", "administrator")
    }
    assert seen == {"editor": False, "administrator": True}


def test_the_way_there_is_on_the_readers_page_for_editors(
    reader_client: Client, editor_client: Client
) -> None:
    page = chinese_page()
    url = page.get_url().replace("/zh-hans/", "/zh-hant/")
    way = address_of("wording_spots", Page.objects.get(pk=page.pk).specific)
    assert way in editor_client.get(url).content.decode()
    assert way not in reader_client.get(url).content.decode()
