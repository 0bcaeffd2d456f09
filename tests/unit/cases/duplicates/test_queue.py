"""The queue: whoever may work on both records decides; nothing else is told."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from cases.duplicates.asking import likely, typed
from cases.duplicates.conflicts import find_all_conflicts
from cases.duplicates.finding import find_all
from cases.models import Decision, LikelyPair, Organisation, Person, Role, RoleConflict
from kb.records.base import Audience
from kb.records.spans import parse_typed
from tests import cast
from tests import factories as make
from tests.attention_contract import AttentionContract

pytestmark = pytest.mark.django_db

NAMES = ("林志远", "陈嘉树", "何静怡", "苏云龙", "徐佳悦", "单立川")


def person(name: str, **fields: Any) -> Person:
    """Store a published person."""
    made: Person = Person.objects.create(live=True, name_zh=name, **fields)
    return made


def pair(number: int = 0, **fields: Any) -> LikelyPair:
    """Store two people of one name and find them."""
    one, other = person(NAMES[number]), person(NAMES[number], **fields)
    find_all("person")
    row: LikelyPair = LikelyPair.objects.get(kind="person", first=one.pk, second=other.pk)
    return row


def decide(client: Client, row: Any, door: str = "decide", **more: str) -> Any:
    """Send the form of a pair."""
    data = {"kind": row.kind, "first": str(row.first), "second": str(row.second), **more}
    return client.post(reverse(f"likely_duplicates_{door}"), data)


def listed(client: Client, show: str = "waiting") -> str:
    """Return the text of the queue of people."""
    answer = client.get(reverse("likely_duplicates"), {"kind": "person", "show": show})
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_pair_is_decided_with_who_and_why_and_that_can_be_taken_back(
    editor_client: Client,
) -> None:
    row = pair()
    assert listed(editor_client).count("林志远") >= 2
    decide(editor_client, row, why="Father and son")
    assert 'id="pair-' not in listed(editor_client)
    assert "Father and son" in listed(editor_client, "decided")
    decision = Decision.objects.get()
    assert decision.by == cast.persona("editor")
    decide(editor_client, row, "undo")
    assert 'id="pair-' in listed(editor_client)
    assert not Decision.objects.exists()


def test_a_decision_holds_until_a_name_changes(editor_client: Client) -> None:
    row = pair()
    decide(editor_client, row)
    find_all("person")
    assert 'id="pair-' not in listed(editor_client)
    Person.objects.filter(pk=row.second).update(name_en="Lin Zhiyuan")
    find_all("person")
    assert 'id="pair-' in listed(editor_client)


def test_a_pair_with_a_closed_record_is_there_for_nobody_outside(
    editor_client: Client, legal_editor_client: Client
) -> None:
    row = pair(audience=Audience.GROUPS)
    Person.objects.get(pk=row.second).audience_groups.add(make.legal_group())
    assert "林志远" not in listed(editor_client)
    assert decide(editor_client, row).status_code == 404
    assert decide(editor_client, row, "later", days="7").status_code == 404
    assert 'id="pair-' in listed(legal_editor_client)
    assert decide(legal_editor_client, row).status_code == 302
    assert "林志远" not in listed(editor_client, "decided")
    assert decide(editor_client, row, "undo").status_code == 404


def test_what_is_put_off_is_put_off_for_one_person(
    editor_client: Client, administrator_client: Client
) -> None:
    row = pair()
    decide(editor_client, row, "later", days="7")
    assert 'id="pair-' not in listed(editor_client)
    assert 'id="pair-' in listed(editor_client, "later")
    assert 'id="pair-' in listed(administrator_client)
    decide(editor_client, row, "later", days="0")
    assert 'id="pair-' in listed(editor_client)


@pytest.mark.parametrize("numbers", [("x", "1"), ("", ""), ("9" * 40, "1"), ("1", "-1")])
def test_nonsense_is_not_found(editor_client: Client, numbers: tuple[str, str]) -> None:
    data = {"kind": "person", "first": numbers[0], "second": numbers[1]}
    assert editor_client.post(reverse("likely_duplicates_decide"), data).status_code == 404


def test_while_somebody_types_only_what_they_work_on_is_named(
    editor_client: Client, reader_client: Client
) -> None:
    row = pair(audience=Audience.GROUPS)
    door = reverse("likely_now", args=["person"])
    text = editor_client.get(door, {"name_en": "Zhiyuan Lin"}).content.decode()
    assert f'data-likely-pk="{row.first}"' in text
    assert f'data-likely-pk="{row.second}"' not in text
    own = editor_client.get(door, {"name_zh": "林志远", "pk": str(row.first)})
    assert "data-likely-pk" not in own.content.decode()
    assert reader_client.get(door, {"name_zh": "林志远"}).status_code == 302
    assert editor_client.get(reverse("likely_now", args=["page"])).status_code == 404


def test_what_is_closed_takes_nobodys_place_while_somebody_types() -> None:
    for _number in range(70):
        person("林志远", audience=Audience.GROUPS)
    one = Person.objects.order_by("pk").first()
    assert one is not None
    Person.objects.filter(pk=one.pk).update(audience=Audience.ALL)
    find_all("person")
    among = Person.objects.editable_by(cast.persona("editor"))
    found = likely(typed("person", {"name_zh": "林志遠"}), among)
    assert [like.record.pk for like in found] == [one.pk]


def conflict(number: int) -> tuple[Person, Organisation]:
    """Store a person whose role ends before it begins."""
    firm = Organisation.objects.create(live=True, kind="company", name_en=f"Firm {number}")
    who = person(NAMES[number])
    began, ended = parse_typed("2024"), parse_typed("2020")
    Role.objects.create(person=who, organisation=firm, title_en="Clerk", began=began, ended=ended)
    find_all_conflicts()
    return who, firm


def test_a_contradiction_is_shown_on_both_pages_and_can_be_right(editor_client: Client) -> None:
    who, firm = conflict(0)
    for record in (who, firm):
        name = record._meta.model_name
        edit = editor_client.get(reverse(f"wagtailsnippets_cases_{name}:edit", args=[record.pk]))
        assert "The role ends before it begins." in edit.content.decode()
    row = RoleConflict.objects.get()
    data = {"row": str(row.pk), "why": "As printed"}
    editor_client.post(reverse("role_conflicts_decide"), data)
    screen = reverse("role_conflicts")
    assert "before it begins" not in editor_client.get(screen).content.decode()
    assert "As printed" in editor_client.get(screen, {"show": "decided"}).content.decode()
    editor_client.post(reverse("role_conflicts_undo"), data)
    assert "before it begins" in editor_client.get(screen).content.decode()
    Organisation.objects.filter(pk=firm.pk).update(audience=Audience.GROUPS)
    assert "before it begins" not in editor_client.get(screen).content.decode()
    assert editor_client.post(reverse("role_conflicts_decide"), data).status_code == 404


class TestLikelyDuplicates(AttentionContract):
    """Pairs wait for whoever works on both."""

    source = "duplicates"

    def wait(self, number: int) -> Any:
        """Store two people of one name."""
        return Person.objects.get(pk=pair(number).first)


class TestContradictingRoles(AttentionContract):
    """Roles wait for whoever works on the people."""

    source = "role-conflicts"

    def wait(self, number: int) -> Any:
        """Store a role that ends before it begins."""
        return conflict(number)[0]
