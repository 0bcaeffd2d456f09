"""A review has two steps: reviewers read everything, its own groups what is restricted."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import pytest
from django.contrib.auth.models import Group, User
from django.core.checks import Tags, run_checks
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import (
    GroupApprovalTask,
    Page,
    TaskState,
    Workflow,
    WorkflowContentType,
    WorkflowPage,
    WorkflowTask,
)

from cases.models import Incident
from kb.models import AudienceReviewTask, ReviewTask
from kb.permissions import REVIEWERS
from kb.records.base import Record
from kb.starter.reviews import create_review, record_models
from tests import factories as make
from tests.admin_form import AdminForm

pytestmark = pytest.mark.django_db
CANARY = "Quetzal"
Door = Callable[[Any, str, Any], str]


@pytest.fixture
def colleague(editor: User) -> User:
    """An editor in Legal, who publishes nothing alone."""
    editor.groups.add(make.legal_group())
    return editor


@pytest.fixture(params=["page", "record"])
def draft(request: pytest.FixtureRequest) -> Callable[..., Any]:
    """A function that drafts a page, then a record; with `groups` only they may know of it."""

    def new(title: str = CANARY, groups: Iterable[Group] = ()) -> Any:
        how: dict[str, Any] = {"groups": groups, "live": False}
        if request.param == "page":
            return make.article(title, body=make.stream(), **how)
        return make.incident(title, make.event("It began"), **how)

    return new


def address(thing: Any, view: str, *args: object) -> str:
    """Return the address of a view of the admin of a page or record."""
    names = {True: "wagtailadmin_pages", False: "wagtailsnippets_cases_incident"}
    return reverse(f"{names[isinstance(thing, Page)]}:{view}", args=[thing.pk, *args])


def again(thing: Any) -> Any:
    return type(thing)._base_manager.get(pk=thing.pk)


def waiting(thing: Any) -> Any:
    """Return the step on which something waits, None for no review."""
    return again(thing).current_workflow_task


def answer(client: Client, thing: Any, action: str = "approve") -> int:
    """Answer the step on which something waits, from the list; return the status."""
    state = again(thing).current_workflow_task_state
    data = {"comment": "As said."}
    return client.post(address(thing, "workflow_action", action, state.pk), data).status_code


def submitted(thing: Any, client: Client) -> Any:
    response = AdminForm(client, address(thing, "edit")).send("submit")
    assert response.status_code == 302
    return thing


# --- The two steps ----------------------------------------------------------


def test_what_is_for_everybody_is_published_by_one_approval(
    draft: Callable[..., Any], editor_client: Client, reviewer_client: Client
) -> None:
    thing = submitted(draft(), editor_client)
    assert isinstance(waiting(thing), ReviewTask)
    assert answer(reviewer_client, thing) == 302
    assert again(thing).live
    skipped = TaskState.objects.get(task__in=AudienceReviewTask.objects.all())
    assert skipped.status == TaskState.STATUS_SKIPPED


def test_what_is_restricted_needs_its_own_group_as_well(
    draft: Callable[..., Any],
    colleague: User,
    client_of: Callable[[str], Client],
    legal_editor_client: Client,
) -> None:
    thing = submitted(draft(groups=[make.legal_group()]), client_of("editor"))
    assert answer(legal_editor_client, thing) == 302
    assert not again(thing).live
    assert isinstance(waiting(thing), AudienceReviewTask)
    # Who approves last needs no right to publish alone.
    assert answer(client_of("editor"), thing) == 302
    assert again(thing).live


def test_a_reviewer_outside_its_groups_neither_sees_nor_answers_it(
    draft: Callable[..., Any], colleague: User, client_of: Callable[[str], Client], reviewer: User
) -> None:
    thing = submitted(draft(groups=[make.legal_group()]), client_of("editor"))
    assert not TaskState.objects.reviewable_by(reviewer).exists()
    assert answer(client_of("reviewer"), thing) in (302, 403, 404)
    assert isinstance(waiting(thing), ReviewTask)
    home = client_of("reviewer").get(reverse("wagtailadmin_home")).content.decode()
    assert CANARY not in home


def test_the_home_of_the_admin_lists_what_waits_for_one(
    draft: Callable[..., Any], editor_client: Client, client_of: Callable[[str], Client]
) -> None:
    submitted(draft(), editor_client)
    for who, sees in (("reviewer", True), ("administrator", True), ("editor", False)):
        home = client_of(who).get(reverse("wagtailadmin_home")).content.decode()
        assert ("Awaiting your review" in home and CANARY in home) is sees, who


def test_it_is_sent_back_with_a_comment_and_handed_in_again(
    draft: Callable[..., Any], editor_client: Client, reviewer_client: Client
) -> None:
    thing = submitted(draft(), editor_client)
    assert answer(reviewer_client, thing, "reject") == 302
    assert again(thing).current_workflow_state.status == "needs_changes"
    submitted(thing, editor_client)
    assert isinstance(waiting(thing), ReviewTask)
    assert answer(reviewer_client, thing) == 302
    assert again(thing).live


def test_what_is_under_review_is_changed_only_by_those_who_review_it(
    draft: Callable[..., Any], editor_client: Client, reviewer_client: Client
) -> None:
    thing = draft()
    name = "title" if isinstance(thing, Page) else "title_en"
    mine = AdminForm(editor_client, address(thing, "edit"))
    submitted(thing, editor_client)
    newest = again(thing).latest_revision
    mine.type(
        **{name: "After all"},
        loaded_revision_id=str(newest.pk),
        loaded_revision_created_at=newest.created_at.isoformat(),
    )
    assert mine.send().status_code == 200
    assert CANARY in newest.object_str
    assert again(thing).latest_revision_id == newest.pk
    theirs = AdminForm(reviewer_client, address(thing, "edit"))
    theirs.type(**{name: "By the reviewer", "workflow-action-name": "approve"})
    theirs.send("workflow-action")
    assert getattr(again(thing), name) == "By the reviewer"


def test_what_becomes_restricted_during_its_review_gets_the_second_step(
    editor_client: Client, legal_editor_client: Client
) -> None:
    incident = submitted(make.incident(CANARY, live=False), editor_client)
    Incident.objects.filter(pk=incident.pk).update(audience="groups")
    incident.audience_groups.set([make.legal_group()])
    assert answer(legal_editor_client, incident) == 302
    assert isinstance(waiting(incident), AudienceReviewTask)


def test_a_page_below_a_restricted_section_is_restricted(
    colleague: User, client_of: Callable[[str], Client], legal_editor_client: Client
) -> None:
    section = make.section("For lawyers", groups=[make.legal_group()])
    page = make.article(CANARY, section, body=make.stream(), live=False)
    submitted(page, client_of("editor"))
    assert answer(legal_editor_client, page) == 302
    assert isinstance(waiting(page), AudienceReviewTask)


def test_asking_what_waits_costs_the_same_however_much_waits(editor: User, reviewer: User) -> None:
    workflow = Incident.get_default_workflow()

    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as captured:
            list(TaskState.objects.reviewable_by(User.objects.get(pk=reviewer.pk)))
        return len(captured)

    workflow.start(make.incident("One", live=False), editor)
    queries()  # What is looked up once in a process is known from here on.
    few = queries()
    for number in range(3):
        workflow.start(make.incident(f"More {number}", live=False), editor)
    assert queries() == few


def test_those_who_may_act_are_mailed_and_nobody_else(
    draft: Callable[..., Any],
    colleague: User,
    client_of: Callable[[str], Client],
    mailoutbox: list[Any],
) -> None:
    submitted(draft(groups=[make.legal_group()]), client_of("editor"))
    asked = {address for mail in mailoutbox for address in mail.to if CANARY in mail.subject}
    assert "legal_editor@casebook.invalid" in asked
    assert "reviewer@casebook.invalid" not in asked


# --- What a site starts with ------------------------------------------------


def test_every_kind_of_record_and_every_page_has_the_review() -> None:
    create_review()
    assert Workflow.objects.filter(active=True).count() == 1
    assert Incident in record_models()
    assert all(issubclass(model, Record) for model in record_models())
    for model in record_models():
        tasks = [type(task.specific) for task in model.get_default_workflow().tasks]
        assert tasks == [ReviewTask, AudienceReviewTask]
    assert make.article().get_workflow() == Incident.get_default_workflow()


def test_a_review_chosen_by_hand_stays() -> None:
    other = Workflow.objects.create(name="Other")
    WorkflowPage.objects.update(workflow=other)
    WorkflowContentType.objects.filter(content_type=Incident.get_content_type()).update(
        workflow=other
    )
    create_review()
    assert WorkflowPage.objects.get().workflow == other
    assert Incident.get_default_workflow() == other


def test_a_review_that_was_switched_off_stays_off() -> None:
    Incident.get_default_workflow().deactivate()
    create_review()
    assert Incident.get_default_workflow() is None


def test_wagtails_own_task_is_named_by_a_system_check() -> None:
    def found() -> list[str]:
        messages = run_checks(tags=[Tags.database], databases=["default"])
        return [message.id for message in messages if message.id == "kb.W102"]

    assert found() == []
    task = GroupApprovalTask.objects.create(name="Stock")
    task.groups.add(Group.objects.get(name=REVIEWERS))
    WorkflowTask.objects.create(workflow=Incident.get_default_workflow(), task=task)
    assert found() == ["kb.W102"]
