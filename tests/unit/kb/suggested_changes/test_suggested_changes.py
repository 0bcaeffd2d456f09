"""A reader suggests a change, an editor answers, and what one may not see does not exist."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import models
from django.test import Client
from django.utils import timezone
from django.utils.translation import override
from wagtail.models import PageViewRestriction

from kb import archiving
from kb.attention import sources
from kb.models import Suggestion
from kb.records.base import Audience
from kb.suggested_changes import saying
from kb.suggested_changes.saying import AnsweredMeanwhile, answer, suggest
from kb.suggested_changes.things import with_things
from tests import cast
from tests import factories as make
from tests.attention_contract import AttentionContract, close
from tests.wording.said import Said, foreign

pytestmark = pytest.mark.django_db

PEOPLE = ("reader", "legal", "editor", "legal_editor", "administrator", "deactivated")
TEXT = "The second day is wrong.\n第二天写错了。"


@pytest.fixture
def person() -> Any:
    return make.person("Wang Min · 王敏")


def new(thing: Any, language: str = "en") -> str:
    """Return the address at which a change of a thing is suggested."""
    named = (
        f"person:{thing.slug}" if hasattr(thing, "archived_at") else f"page:{thing.translation_key}"
    )
    return f"/{language}/suggestions/new/?of={named}"


def by(username: str, thing: Any, **how: Any) -> Suggestion:
    """Suggest a change as somebody."""
    return suggest(thing, cast.persona(username), TEXT, **how)


def seen_by(one: Suggestion) -> set[str]:
    """Return who is told of a suggestion: whoever may see it and what it is about."""
    people = {who: cast.persona(who) for who in PEOPLE}
    found = Suggestion.objects.filter(pk=one.pk)
    return {who for who, user in people.items() if with_things(found.visible_to(user), user)}


# --- Suggesting ---------------------------------------------------------------


def test_a_reader_meets_the_way_to_suggest_a_change_and_an_editor_the_way_to_edit(
    person: Any, client_of: Any
) -> None:
    page = make.article()
    for thing, url in ((person, person.get_absolute_url()), (page, page.get_url())):
        link = f'href="{new(thing).replace(":", "%3A")}"'
        assert link in client_of("reader").get(url).content.decode()
        assert link not in client_of("editor").get(url).content.decode()
        # By address it is open to whoever may see the thing.
        assert client_of("editor").get(new(thing)).status_code == 200


def test_a_suggestion_is_kept_as_typed_and_leads_back_with_thanks(
    person: Any, reader_client: Client
) -> None:
    told = {"text": TEXT.replace("\n", "\r\n"), "quote": "第二天"}
    response = reader_client.post(new(person, "zh-hant"), told, follow=True)
    assert response.redirect_chain == [(f"/zh-hant/people/{person.slug}/", 302)]
    assert "謝謝" in response.content.decode()
    made = Suggestion.objects.get()
    assert (made.text, made.quote, made.language) == (TEXT, "第二天", "zh-hant")
    assert made.by == cast.persona("reader")
    assert (made.said_on, made.is_open) == (timezone.localdate(), True)


def test_without_a_name_nothing_stored_tells_who_it_was_or_when(
    person: Any, reader_client: Client
) -> None:
    reader_client.get(new(person))
    before = dict(reader_client.session)
    reader_client.post(new(person), {"text": TEXT, "nameless": "on"})
    made = Suggestion.objects.get()
    assert made.by is None
    moments = [one for one in made._meta.fields if isinstance(one, models.DateTimeField)]
    assert [one.name for one in moments if getattr(made, one.attname)] == []
    assert dict(reader_client.session) == before
    assert made.get_absolute_url() not in reader_client.get("/en/suggestions/").content.decode()


def test_what_is_wrong_is_said_and_what_was_typed_stays(person: Any, reader_client: Client) -> None:
    for wrong in ({"text": " \n"}, {"text": "x" * 2001}, {"quote": "y" * 301}):
        told = {"text": TEXT, "quote": "the day"} | wrong
        response = reader_client.post(new(person), told)
        assert response.status_code == 400
        assert all(text.strip() in response.content.decode() for text in told.values())
    assert not Suggestion.objects.exists()


def test_somebody_makes_so_many_a_day_with_and_without_a_name(
    person: Any, reader_client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(saying, "MOST_A_DAY", 3)
    for number in range(3):
        data = {"text": TEXT} | ({"nameless": "on"} if number else {})
        assert reader_client.post(new(person), data).status_code == 302
    response = reader_client.post(new(person), {"text": "One more"})
    assert response.status_code == 400
    assert "Send this one tomorrow." in response.content.decode()
    assert "One more" in response.content.decode()
    assert Suggestion.objects.count() == 3
    # Others may, and so may they when one was answered.
    by("legal", person)
    answer(Suggestion.objects.get(by=cast.persona("reader")), cast.persona("editor"), "taken")
    assert reader_client.post(new(person), {"text": "One more"}).status_code == 302


def test_a_change_is_suggested_only_of_what_one_may_see(client_of: Any) -> None:
    hidden = make.person("Hidden", groups=[make.legal_group()])
    draft = make.person("Draft", live=False)
    page = make.article(groups=[make.legal_group()])
    for thing in (hidden, draft, page):
        assert client_of("reader").get(new(thing)).status_code == 404
        assert client_of("reader").post(new(thing), {"text": TEXT}).status_code == 404
        assert client_of("legal").get(new(thing)).status_code == (404 if thing == draft else 200)
        assert Client().get(new(thing)).status_code == 302
    for nothing in ("", "person", "person:no-one", "page:x", "page:%00", "nothing:x", "person:%00"):
        address = f"/en/suggestions/new/?of={nothing}"
        assert client_of("reader").get(address).status_code == 404


# --- Reading and answering ----------------------------------------------------


def test_a_suggestion_is_seen_by_its_author_and_by_those_who_may_edit(
    person: Any, client_of: Any
) -> None:
    answering = {"editor", "legal_editor", "administrator"}
    page = make.article()
    for thing in (person, page):
        assert seen_by(by("reader", thing)) == answering | {"reader"}
        assert seen_by(by("reader", thing, named=False)) == answering
    one = Suggestion.objects.filter(by=cast.persona("reader")).latest("pk")
    for who, status in (("reader", 200), ("editor", 200), ("legal", 404)):
        client = client_of(who)
        assert client.get(one.get_absolute_url()).status_code == status
        listed = one.get_absolute_url() in client.get("/en/suggestions/").content.decode()
        assert listed == (status == 200)


def test_what_is_closed_or_archived_later_hides_what_was_suggested_of_it(person: Any) -> None:
    page = make.article()
    one, other = by("reader", person), by("reader", page)
    type(person)._base_manager.filter(pk=person.pk).update(audience=Audience.GROUPS)
    person.audience_groups.set([make.legal_group()])
    make.restrict(page, make.legal_group(), kind=PageViewRestriction.GROUPS)
    assert seen_by(one) == {"legal_editor", "administrator"}
    assert seen_by(other) == {"legal_editor", "administrator"}
    third, fourth = make.person("Li Na"), make.article("Another")
    gone = [by("reader", third), by("reader", fourth)]
    archiving.archive(third, cast.persona("administrator"))
    archiving.archive(fourth, cast.persona("administrator"))
    for suggestion in gone:
        assert seen_by(suggestion) == {"editor", "legal_editor", "administrator"}


def test_an_editor_takes_it_up_or_declines_with_a_reason_and_opens_it_again(
    person: Any, client_of: Any
) -> None:
    one = by("reader", person)
    editor, address = client_of("editor"), f"/en/suggestions/{one.pk}/answer/"
    assert editor.post(address, {"act": "decline", "answer": " "}).status_code == 400
    assert editor.post(address, {"act": "burn"}).status_code == 404
    assert editor.get(address).status_code == 405
    assert (
        editor.post(address, {"act": "decline", "answer": "The paper says so."}).status_code == 302
    )
    one.refresh_from_db()
    assert (one.state, one.answered_by) == ("declined", cast.persona("editor"))
    assert "The paper says so." in client_of("reader").get(one.get_absolute_url()).content.decode()
    # A second answer that was on its way changes nothing.
    editor.post(address, {"act": "take"})
    one.refresh_from_db()
    assert one.state == "declined"
    with pytest.raises(AnsweredMeanwhile):
        answer(one, cast.persona("editor"), "taken")
    editor.post(address, {"act": "open"})
    one.refresh_from_db()
    assert (one.is_open, one.answer, one.answered_by, one.answered_at) == (True, "", None, None)
    editor.post(address, {"act": "take"})
    one.refresh_from_db()
    assert one.state == "taken"


def test_only_those_who_may_edit_answer(person: Any, client_of: Any) -> None:
    one = by("reader", person)
    address = f"/en/suggestions/{one.pk}/answer/"
    assert client_of("reader").post(address, {"act": "take"}).status_code == 404
    assert address not in client_of("reader").get(one.get_absolute_url()).content.decode()
    close(person)
    assert client_of("editor").post(address, {"act": "take"}).status_code == 404
    assert client_of("reader").get("/en/suggestions/99999999999999999999/").status_code == 404


def test_a_suggestion_of_a_page_is_of_all_its_translations() -> None:
    page = make.article("An article")
    make.translated(page, "一篇文章")
    by("reader", page)
    for language, title in (("en", "An article"), ("zh-hant", "一篇文章")):
        with override(language):
            ((_one, thing),) = with_things(Suggestion.objects.all(), cast.persona("reader"))
        assert thing.title == title


def test_every_word_of_these_pages_is_in_the_language_of_the_reader(client_of: Any) -> None:
    User.objects.update(first_name="明", last_name="王")
    person, page = make.person("王敏"), make.article("文章")
    one = suggest(person, cast.persona("reader"), "第二天写错了。", "第二天")
    answer(one, cast.persona("editor"), "declined", "原文如此。")
    other = suggest(page, cast.persona("reader"), "第二天写错了。", named=False)
    for language in ("zh-hans", "zh-hant"):
        for rest in ("", f"{one.pk}/", f"{other.pk}/"):
            said = client_of("editor").get(f"/{language}/suggestions/{rest}")
            assert said.status_code == 200
            assert foreign(Said(said.content.decode()), language, set(cast.USERNAMES)) == []
        refused = client_of("reader").post(new(person, language), {"text": "字" * 3000})
        assert foreign(Said(refused.content.decode()), language, set(cast.USERNAMES)) == []


def test_what_an_account_that_is_gone_suggested_stays_without_a_name(person: Any) -> None:
    one = by("reader", person)
    cast.persona("reader").delete()
    one.refresh_from_db()
    assert one.by is None


# --- On the list of those who may answer --------------------------------------


class TestOfRecords(AttentionContract):
    """Suggestions on records."""

    source = "suggestions"

    def wait(self, number: int) -> Any:
        person = make.person(f"Somebody {number}")
        by("legal", person, named=bool(number % 2))
        return person


def test_what_is_suggested_of_a_page_waits_for_those_who_may_edit_it() -> None:
    page = make.article()
    one = by("reader", page)
    (item,) = sources["suggestions"].find(cast.persona("editor"), 9)
    assert (item.title, item.url) == ("An article", one.get_absolute_url())
    close(page)
    assert list(sources["suggestions"].find(cast.persona("editor"), 9)) == []
