"""A newly published incident contradicts guidance: it turns amber until its owner has answered."""

import re
from datetime import date
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core import mail
from django.test import Client
from wagtail.models import ModelLogEntry

from cases.models import Contradiction, Incident
from kb.attention import sources
from kb.models import PlaybookMeasure, PlaybookPage, Rule
from kb.permissions import asking
from tests import factories as make
from tests.attention_contract import AttentionContract

pytestmark = pytest.mark.django_db

AMBER = "1 new case speaks against it"


def contradict(title: str = "A loud denial", how: Any = None, **names: Any) -> Incident:
    """Publish an incident that speaks against something."""
    lesson = make.lesson("Silence was worse", stance="contradicts", **names)
    return make.incident(title, lesson, **(how or {}))


def owned_rule(owner: User | None, **fields: Any) -> Rule:
    return make.rule("T1", title="Stay calm", responsible=owner, **fields)


def page_of(client: Client, thing: Any) -> str:
    url = thing.get_absolute_url() if isinstance(thing, Rule) else thing.url
    page = client.get(url).content.decode()
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page)


def amber(client: Client, thing: Any) -> bool:
    return AMBER in page_of(client, thing)


def answer_page(client: Client, about: str, **typed: Any) -> Any:
    url = f"/en/lessons/still-stands/?about={about}"
    return client.post(url, typed) if typed else client.get(url)


def test_a_rule_turns_amber_everywhere_and_its_owner_says_that_it_still_stands(
    reader_client: Client, editor_client: Client, editor: User
) -> None:
    rule = owned_rule(editor)
    assert not amber(reader_client, rule)
    incident = contradict(rule=rule)
    about = f"rule:{rule.pk}"
    assert amber(reader_client, rule)
    assert "1 new case against it" in reader_client.get("/en/firewall/").content.decode()
    listing = editor_client.get("/admin/snippets/kb/rule/").content.decode()
    assert "1 new case against it" in listing
    # Only its owner and who publishes rules may answer.
    assert "Does it still stand?" not in page_of(reader_client, rule)
    assert answer_page(reader_client, about).status_code == 404
    assert "Does it still stand?" in page_of(editor_client, rule)
    row = Contradiction.objects.get()
    assert answer_page(editor_client, about, contradiction=row.pk, reason=" ").status_code == 400
    said = {"contradiction": row.pk, "reason": "One case is no rule."}
    assert answer_page(reader_client, about, **said).status_code == 404
    assert answer_page(editor_client, about, **said).status_code == 302
    assert not amber(reader_client, rule)
    assert "One case is no rule." in page_of(reader_client, rule)
    entry = ModelLogEntry.objects.get(action="cases.guidance.stands")
    assert (entry.object_id, entry.user, entry.data["reason"]) == (
        str(incident.pk),
        editor,
        "One case is no rule.",
    )
    # Publishing the incident again is no news; taking the answer back makes it amber again.
    make.fresh(incident).save_revision().publish()
    assert not amber(reader_client, rule)
    assert answer_page(editor_client, about, contradiction=row.pk, undo="1").status_code == 302
    assert amber(reader_client, rule)
    assert ModelLogEntry.objects.filter(action="cases.guidance.stands.undo").exists()


def test_whoever_may_not_see_the_incident_meets_no_amber(
    reader_client: Client, client_of: Any, editor: User, legal_editor: User
) -> None:
    rule = owned_rule(editor)
    before = page_of(reader_client, rule)
    contradict("Secret canary", {"groups": [make.legal_group()]}, rule=rule)
    assert page_of(reader_client, rule) == before
    assert amber(client_of("legal"), rule)
    assert list(sources["contradicted"].find(editor, 9)) == []
    # An answer of somebody who may see it shows to others as little.
    row = Contradiction.objects.get()
    answer_page(client_of("legal_editor"), f"rule:{rule.pk}", contradiction=row.pk, reason="canary")
    row.refresh_from_db()
    assert row.answered_by == legal_editor
    assert page_of(reader_client, rule) == before
    # Whoever edits the rule without knowing of it has not answered.
    assert answer_page(client_of("editor"), f"rule:{rule.pk}").status_code == 200
    posted = answer_page(client_of("editor"), f"rule:{rule.pk}", contradiction=row.pk, undo="1")
    assert posted.status_code == 404


def published_by(thing: Any, user: User) -> None:
    """Publish the newest draft as somebody."""
    token = asking.set(user)
    try:
        make.fresh(thing).save_revision(user=user).publish(user=user)
    finally:
        asking.reset(token)


def test_a_page_is_amber_in_the_lists_of_the_site_and_the_desk(
    reader_client: Client, editor_client: Client
) -> None:
    page = make.guidance("Say it early")
    contradict(page_key=page.translation_key)
    parent = page.get_parent()
    for client, url in ((reader_client, parent.url), (editor_client, f"/admin/pages/{parent.pk}/")):
        assert "1 new case against it" in client.get(url).content.decode(), url


def test_editing_answers_only_what_the_editor_may_know_of(
    reader_client: Client, client_of: Any, reviewer: User
) -> None:
    page = make.guidance("Say it early")
    contradict(page_key=page.translation_key)
    contradict("Secret", {"groups": [make.legal_group()]}, page_key=page.translation_key)
    assert amber(reader_client, page)
    published_by(page, reviewer)
    assert not amber(reader_client, page)
    assert amber(client_of("legal"), page)
    assert Contradiction.objects.filter(answer="edited").count() == 1


def test_a_measure_is_answered_by_changing_it_not_its_playbook(
    reader_client: Client, reviewer: User
) -> None:
    page = make.playbook()
    measure = PlaybookMeasure.objects.get(phase__page=page)
    contradict(measure_key=measure.translation_key)
    assert amber(reader_client, page)
    published_by(page, reviewer)
    assert amber(reader_client, page)
    draft: Any = PlaybookPage.objects.get(pk=page.pk)
    phase = draft.phases.get()
    changed = phase.measures.get()
    changed.title = "Another way"
    phase.measures = [changed]
    draft.phases = [phase]
    token = asking.set(reviewer)
    draft.save_revision(user=reviewer).publish(user=reviewer)
    asking.reset(token)
    assert not amber(reader_client, page)


def test_a_lesson_that_no_longer_says_so_makes_nothing_amber(reader_client: Client) -> None:
    rule = owned_rule(None)
    incident = contradict(rule=rule)
    draft: Any = make.fresh(incident)
    lesson = draft.lessons.get()
    lesson.stance = "supports"
    draft.lessons = [lesson]
    draft.save_revision().publish()
    assert not amber(reader_client, rule)


def test_the_owner_is_written_to_in_their_language_if_they_may_see_the_incident(
    editor: User, django_capture_on_commit_callbacks: Any
) -> None:
    rule = owned_rule(editor)
    User.objects.filter(pk=editor.pk).update(email="ed@example.org")
    with django_capture_on_commit_callbacks(execute=True):
        contradict("Secret", {"groups": [make.legal_group()]}, rule=rule)
    assert mail.outbox == []
    with django_capture_on_commit_callbacks(execute=True):
        contradict(rule=rule)
    (sent,) = mail.outbox
    assert sent.to == ["ed@example.org"]
    assert "Stay calm" in sent.subject
    assert f"/en/lessons/still-stands/?about=rule:{rule.pk}" in sent.body


def test_a_rule_shows_its_owner_and_is_reviewed_from_the_first_page(
    reader_client: Client, editor: User
) -> None:
    make.home()
    rule = owned_rule(editor, review_date=date(2026, 1, 2))
    page = page_of(reader_client, rule)
    assert "Ed Editor" in page
    assert "Review was due" in page
    contradict(rule=rule)
    home = reader_client.get("/en/").content.decode()
    sides = [home.index(f'id="{name}"') for name in ("contradicted", "to-review")]
    for place in sides:
        assert "Stay calm" in home[place : place + 400]
    assert "not looked at yet" in home


class TestContradicted(AttentionContract):
    """Guidance that a new case speaks against waits for its owner."""

    source = "contradicted"

    def wait(self, number: int) -> Any:
        rule = make.rule(f"T{number}", title=f"Rule {number}", responsible=self.user)
        contradict(f"Quarrel {number}", rule=rule)
        return rule


def test_what_nobody_answers_for_waits_for_those_who_publish(reviewer: User, editor: User) -> None:
    contradict(rule=owned_rule(None))
    assert len(list(sources["contradicted"].find(reviewer, 9))) == 1
    assert list(sources["contradicted"].find(editor, 9)) == []
