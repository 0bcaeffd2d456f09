"""The list of what needs a person's attention, on the site and on the desk."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cases.models import Person
from kb.attention import LIMIT, AttentionItem, AttentionSource, group_for, groups_for, sources
from kb.models import Snooze
from tests import cast
from tests import factories as make

pytestmark = pytest.mark.django_db


def draft(name: str, by: str = "editor") -> Person:
    """Make somebody's draft."""
    person = make.person(name, live=False)
    person.save_revision(user=cast.persona(by))
    return person


def put_off(client: Client, key: str, days: str = "7", source: str = "drafts") -> int:
    """Put an item off and return the answer's status."""
    path = f"/en/attention/{source}/put-off/"
    return client.post(path, {"key": key, "days": days}).status_code


def test_items_stand_by_day_then_weight_then_how_long_they_wait(editor: User) -> None:
    now = timezone.now()
    items = [
        AttentionItem("old", "", "", "", "", since=now - timedelta(days=9)),
        AttentionItem("new", "", "", "", "", since=now),
        AttentionItem("heavy", "", "", "", "", weight=1),
        AttentionItem("due", "", "", "", "", due=date(2026, 1, 1)),
    ]
    source = AttentionSource("some", "Some", "Do.", lambda user, most: items)
    group = group_for(source, editor)
    assert [item.key for item in group.items] == ["due", "heavy", "old", "new"]
    assert group.items[0].is_overdue


def test_what_is_put_off_stands_apart(editor: User) -> None:
    items = [AttentionItem(key, "", key, "", "") for key in ("a", "b")]
    group = group_for(
        AttentionSource("some", "", "", lambda user, most: items), editor, {("some", "a")}
    )
    assert [item.key for item in group.items] == ["b"]
    assert [item.key for item in group.put_off] == ["a"]


def test_a_source_that_gives_all_it_is_asked_for_may_have_more(editor: User) -> None:
    items = [AttentionItem(str(number), "", "", "", "") for number in range(LIMIT)]
    source = AttentionSource("some", "", "", lambda user, most: items[:most])
    assert group_for(source, editor).is_capped


def test_nobody_who_left_has_anything_waiting(deactivated: User) -> None:
    assert groups_for(deactivated) == []


def test_names_of_sources_are_addresses(editor: User) -> None:
    names = {source.name for source in sources}
    assert "summary" not in names
    for name in names:
        assert reverse("attention_source", args=[name])


@pytest.mark.parametrize("language", ["en", "zh-hans", "zh-hant"])
def test_the_list_says_what_waits_and_why(editor_client: Client, language: str) -> None:
    make.person("Other", live=False)
    draft("Mine · 我的")
    page = editor_client.get(f"/{language}/attention/").content.decode()
    assert ("Mine" if language == "en" else "我的") in page
    assert "Other" not in page
    reason = {"en": "Never published.", "zh-hans": "从未发布。", "zh-hant": "從未發布。"}
    assert reason[language] in page


def test_whoever_has_nothing_waiting_reads_a_calm_line(reader_client: Client) -> None:
    page = reader_client.get("/en/attention/").content.decode()
    assert "Nothing waits for you." in page
    assert "You are up to date." in page


def test_the_desk_begins_with_the_list(editor_client: Client) -> None:
    draft("Mine")
    page = editor_client.get("/admin/").content.decode()
    assert "Needs attention" in page
    assert "Mine" in page
    assert "/en/attention/" in page


def test_more_than_a_few_are_one_link_away(editor_client: Client) -> None:
    for number in range(10):
        draft(f"Draft {number:02}")
    page = editor_client.get("/en/attention/").content.decode()
    assert "10 things wait for you." in page
    assert "Draft 09" not in page
    assert "/en/attention/drafts/" in page
    assert "Draft 09" in editor_client.get("/en/attention/drafts/").content.decode()


def test_what_is_put_off_is_gone_until_the_day_and_can_be_taken_back(
    editor_client: Client, editor: User
) -> None:
    person = draft("Mine")
    key = f"person-{person.pk}"
    assert put_off(editor_client, key) == 302
    page = editor_client.get("/en/attention/").content.decode()
    assert "Nothing waits for you." in page
    assert "Take back" in page
    Snooze.objects.update(until=timezone.localdate())
    assert "1 thing waits for you." in editor_client.get("/en/attention/").content.decode()
    put_off(editor_client, key)
    editor_client.post("/en/attention/drafts/take-back/", {"key": key})
    assert not Snooze.objects.running(editor).exists()


def test_only_what_waits_for_oneself_can_be_put_off(
    client_of: Callable[[str], Client], editor: User
) -> None:
    person = draft("Mine")
    assert put_off(client_of("reviewer"), f"person-{person.pk}") == 404
    assert put_off(client_of("editor"), "person-0") == 404
    assert put_off(client_of("editor"), f"person-{person.pk}", source="nothing") == 404
    assert put_off(client_of("editor"), f"person-{person.pk}", days="4000") == 302
    assert not Snooze.objects.exists()


def test_a_snooze_is_of_one_person(client_of: Callable[[str], Client]) -> None:
    incident = make.incident("A quarrel", certainty="unverified")
    put_off(client_of("reviewer"), f"incident-{incident.pk}", source="to-confirm")
    page = client_of("administrator").get("/en/attention/").content.decode()
    assert "A quarrel" in page


def test_the_first_page_asks_for_the_number_later(
    reader_client: Client, editor_client: Client
) -> None:
    make.home()
    assert "/en/attention/summary/" in reader_client.get("/en/").content.decode()
    draft("Mine")
    summary = editor_client.get("/en/attention/summary/").content.decode()
    assert "Your drafts" in summary
    assert "Nothing waits for you." in reader_client.get("/en/attention/summary/").content.decode()
