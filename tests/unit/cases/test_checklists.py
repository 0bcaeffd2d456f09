"""A playbook is matched, used, ticked by several people, told in the timeline, and looked back on."""

from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import ProtectedError
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoDbBlocker

from cases.actions import checklist_events, checklists
from cases.choices import ItemState
from cases.measures_used import used
from cases.models import Checklist, ChecklistItem, Event, Incident, Lesson, Source
from cases.playbooks import Conditions, fits_of, open_incidents_of, playbooks, playbooks_for
from kb.holding import holders_of
from kb.models import PlaybookMeasure, PlaybookPage
from tests import cast
from tests import factories as make
from tests.attention_contract import AttentionContract

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def shelf(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The playbook of all tests and an incident, made once for this file."""
    with django_db_blocker.unblock(), transaction.atomic():
        make.playbook("Plan")
        make.incident("Affair")
        yield
        transaction.set_rollback(True)


def plan() -> Any:
    return PlaybookPage.objects.get(title="Plan")


def affair() -> Any:
    return Incident.objects.get(title_en="Affair")


def in_use(incident: Any = None, **chosen: Any) -> Any:
    """Return a checklist of the one measure of the playbook."""
    return make.checklist(incident or affair(), plan(), **chosen)


class TestLateItems(AttentionContract):
    """Items whose time is past wait for their owner, who may be a reader."""

    source = "checklists"
    person = "legal"

    def wait(self, number: int) -> Any:
        incident = make.incident(f"Affair {number}")
        in_use(incident, owner=cast.persona(self.person), due_after=60)
        return incident


def test_a_playbook_fits_by_type_topic_and_severity_and_says_which_agree() -> None:
    cluster, topic = make.crisis_type("accidental"), make.topic()
    kind = make.crisis_type("challenge", parent=cluster)
    by_cluster = Conditions(types=(cluster,), lowest_severity=3)

    def found(asked: Conditions, *topics: Any, **fields: Any) -> Any:
        reasons = asked.held_against(Incident(**fields), topics)
        return reasons and [(reason.name, reason.answer.value) for reason in reasons]

    assert found(by_cluster, crisis_type=kind, severity=3) == [("type", "met"), ("severity", "met")]
    assert found(by_cluster, crisis_type=kind, severity=2) is None
    assert found(by_cluster, crisis_type=kind) == [("type", "met"), ("severity", "unsaid")]
    assert found(by_cluster, severity=5) is None
    by_both = Conditions(types=(kind,), topics=(topic,))
    assert found(by_both, topic, crisis_type=cluster) == [("type", "unsaid"), ("topic", "met")]
    assert found(by_both, crisis_type=make.crisis_type("victim")) is None
    assert found(Conditions(lowest_severity=4), severity=4) == [("severity", "met")]
    assert found(Conditions(), topic, crisis_type=kind, severity=5) is None


def test_what_a_translation_says_it_is_meant_for_holds_as_well(reader: User) -> None:
    topic = make.topic()
    make.translated(plan(), "预案", topics=[topic])
    (known,) = playbooks(reader)
    assert (known.conditions.topics, known.page) == ((topic,), plan())
    named = make.add(affair())
    (fit,) = fits_of(named, [topic], playbooks_for(named, [topic], reader))
    assert [reason.name for reason in fit.met] == ["topic"]
    assert playbooks_for(named, [], reader) == []


def test_a_playbook_shows_the_open_incidents_it_fits_to_those_who_may_see_them(
    reader: User, legal: User, reader_client: Client, editor_client: Client
) -> None:
    topic = make.topic()
    page = plan()
    page.topics = [topic]
    page.save()
    make.incident("Open affair", topics=[topic])
    make.incident("Closed affair", topics=[topic], status="closed")
    make.incident("Secret affair", topics=[topic], groups=[make.legal_group()])
    (known,) = playbooks(reader)
    assert [fit.incident.title_en for fit in open_incidents_of(known, reader)] == ["Open affair"]
    assert len(open_incidents_of(known, legal)) == 2
    read = reader_client.get(page.url).content.decode()
    assert "Open affair" in read
    assert "Secret affair" not in read
    assert "Use in this case" not in read
    assert "Use in this case" in editor_client.get(page.url).content.decode()


def test_using_a_playbook_takes_its_words_in_both_languages_and_counts_from_the_start(
    editor_client: Client, editor: User, reader_client: Client
) -> None:
    page = plan()
    measure = PlaybookMeasure.objects.get(phase__page=page)
    make.translated(
        page,
        "预案",
        phases=[
            type(measure.phase)(
                title="头一个小时",
                locale=make.locale("zh-hans"),
                translation_key=measure.phase.translation_key,
                measures=[
                    PlaybookMeasure(
                        title="先说出来",
                        locale=make.locale("zh-hans"),
                        translation_key=measure.translation_key,
                    )
                ],
            )
        ],
    )
    incident = affair()
    address = f"{incident.get_absolute_url()}checklists/new/?playbook={page.translation_key}"
    assert reader_client.get(address).status_code == 403
    assert "Say it first" in editor_client.get(address).content.decode()
    name = measure.translation_key
    told = {
        "key": str(uuid4()),
        "started_at": "2026-01-07T20:00",
        f"take-{name}": "on",
        f"owner-{name}": str(editor.pk),
        f"due-{name}": "60",
    }
    for _twice in range(2):
        answer = editor_client.post(address, told)
        assert answer.status_code == 302
    (item,) = ChecklistItem.objects.all()
    assert (item.title.en, item.title.zh, item.phase.zh) == (
        "Say it first",
        "先说出来",
        "头一个小时",
    )
    assert timezone.localtime(item.due).strftime("%H:%M") == "21:00"
    assert item.owner == editor
    shown = reader_client.get(answer["Location"]).content.decode()
    assert "Say it first" in shown
    assert "step/" not in shown
    assert "0 of 1 done" in reader_client.get(incident.get_absolute_url()).content.decode()


def test_two_who_tick_at_once_lose_nothing_and_the_log_keeps_what_was_taken_back(
    editor: User, reviewer: User, editor_client: Client
) -> None:
    made = in_use()
    item = made.items.get()
    stale = ChecklistItem.objects.get(pk=item.pk)
    checklists.change(item, editor, 0, reviewer, "", None, "Called them")
    assert checklists.tick(stale, reviewer)
    assert not checklists.tick(item, editor)
    item.refresh_from_db()
    assert (item.note.en, item.owner, item.state) == ("Called them", reviewer, ItemState.DONE)
    with pytest.raises(ValidationError):
        checklists.change(item, editor, 0, None, "Nobody", None, "")
    checklists.reopen(item, editor)
    checklists.leave_out(item, editor, "它已不需要")
    item.refresh_from_db()
    assert (item.state, item.reason.zh) == (ItemState.NOT_NEEDED, "它已不需要")
    steps = list(made.entries.values_list("step", "by_name"))
    assert [step for step, _name in steps] == [
        "started",
        "changed",
        "done",
        "reopened",
        "not_needed",
    ]
    assert steps[2][1] == reviewer.get_full_name()
    page = editor_client.get(made.get_absolute_url()).content.decode()
    assert "To be done again" in page


def test_an_owner_ticks_their_own_item_even_as_a_reader_and_nobody_else_does(
    reader: User, legal: User, reader_client: Client
) -> None:
    made = in_use(owner=reader)
    item = made.items.get()
    step = f"{made.get_absolute_url()}step/"
    with pytest.raises(PermissionDenied):
        checklists.tick(item, legal)
    answer = reader_client.post(
        step, {"item": item.key, "step": "done"}, headers={"HX-Request": "true"}
    )
    assert "checklist-body" in answer.content.decode()
    assert ChecklistItem.objects.get().state == ItemState.DONE
    assert reader_client.get(f"{made.get_absolute_url()}review/").status_code == 403
    assert reader_client.post(step, {"item": item.key, "step": "timeline"}).status_code == 403


def test_what_was_done_goes_into_the_draft_when_wanted_and_out_again(
    editor: User, editor_client: Client
) -> None:
    incident = affair()
    item = in_use(incident).items.get()
    with pytest.raises(ValidationError):
        checklist_events.put_into_timeline(item, editor)
    checklists.tick(item, editor)
    assert not incident.has_unpublished_changes
    checklist_events.put_into_timeline(item, editor)
    incident = make.fresh(incident)
    assert incident.has_unpublished_changes
    assert not Event.objects.filter(incident=incident).exists()
    (event,) = incident.get_latest_revision_as_object().events.all()
    assert (event.kind, event.what.en, event.certainty) == ("action", "Say it first", "unverified")
    assert (
        "in the draft of the timeline"
        in editor_client.get(item.checklist.get_absolute_url()).content.decode()
    )
    checklist_events.take_out_of_timeline(item, editor)
    assert not make.fresh(incident).get_latest_revision_as_object().events.all()
    assert Source.objects.get(kind="note").is_archived
    checklist_events.put_into_timeline(item, editor)
    make.fresh(incident).get_latest_revision().publish()
    with pytest.raises(ValidationError):
        checklist_events.take_out_of_timeline(item, editor)
    assert (
        "in the timeline" in editor_client.get(item.checklist.get_absolute_url()).content.decode()
    )


def test_looking_back_ends_in_lessons_that_name_the_measure(
    editor_client: Client, editor: User, reader_client: Client
) -> None:
    incident = affair()
    made = in_use(incident)
    item = made.items.get()
    checklists.tick(item, editor)
    address = f"{made.get_absolute_url()}review/"
    told = {"planned": "At once", "happened": "次日才说", "worked": "", "failed": "Too late"}
    editor_client.post(address, {**told, "version": "0"})
    stale = editor_client.post(address, {**told, "planned": "Mine", "version": "0"})
    assert "Meanwhile" in stale.content.decode()
    made.refresh_from_db()
    assert (made.planned.en, made.happened.zh, made.reviewed_by) == (
        "At once",
        "次日才说",
        editor.get_full_name(),
    )
    lesson = {"text": "Say it first", "stance": "supports", "about": f"measure:{item.measure_key}"}
    assert editor_client.post(address, lesson).status_code == 302
    assert not Lesson.objects.exists()
    make.fresh(incident).get_latest_revision().publish()
    assert Lesson.objects.get().measure_key == item.measure_key
    assert "Too late" in reader_client.get(made.get_absolute_url()).content.decode()


def test_a_measure_shows_where_it_was_done_and_how_that_ended(
    reader: User, legal: User, editor: User, reader_client: Client
) -> None:
    page = plan()
    measure = PlaybookMeasure.objects.get(phase__page=page)
    secret = make.incident("Secret affair")
    for incident in (make.add(affair(), make.outcome("It passed")), secret):
        checklists.tick(in_use(incident).items.get(), editor)
    in_use(make.incident("Not yet done"))
    type(secret).objects.filter(pk=secret.pk).update(audience="groups")
    secret.audience_groups.set([make.legal_group()])
    key = measure.translation_key
    assert used([key], reader)[key].number == 1
    assert used([key], legal)[key].number == 2
    read = reader_client.get(page.url).content.decode()
    assert "done in 1 checklist" in read
    assert "It passed" in read
    assert "Secret affair" not in read
    listed = reader_client.get(f"/en/checklists/?measure={key}").content.decode()
    assert ("Affair" in listed, "Not yet done" in listed) == (True, False)


def test_a_checklist_of_what_one_may_not_see_does_not_exist(
    reader_client: Client, legal_client: Client, administrator: User
) -> None:
    page, made = plan(), in_use()
    assert reader_client.get(made.get_absolute_url()).status_code == 200
    make.restrict(page, make.legal_group())
    assert reader_client.get(made.get_absolute_url()).status_code == 404
    assert legal_client.get(made.get_absolute_url()).status_code == 200
    assert Checklist.objects.visible_to(administrator).count() == 1


def test_used_playbooks_and_incidents_are_held_and_a_deleted_owner_keeps_their_name(
    editor: User, reader: User
) -> None:
    made = in_use(owner=reader)
    name = reader.get_full_name()
    assert made.incident in holders_of(plan())
    with pytest.raises(ProtectedError):
        made.incident.delete()
    checklists.tick(made.items.get(), reader)
    User.objects.get(pk=reader.pk).delete()
    item = made.items.get()
    assert (item.owner, str(item.owner_name), item.state_by) == (None, name, name)
