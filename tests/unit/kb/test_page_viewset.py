"""The editor of pages: what is not ready stays a draft, by whichever button or door."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Comment, PageLogEntry, PageSubscription

from kb.models import ArticlePage
from kb.readiness import NotReady, ReadinessCheck, checks
from tests import factories as make
from tests.admin_form import AdminForm, shown_messages

pytestmark = pytest.mark.django_db
MISSING = "Write a summary."


@pytest.fixture(autouse=True)
def summaries_are_asked_for() -> Iterator[None]:
    """Articles need a summary."""

    def problems(page: object) -> list[str]:
        return [] if getattr(page, "summary", "") else [MISSING]

    checks.register(ReadinessCheck("summaries", ArticlePage, problems))
    yield
    del checks._entries["summaries"]


@pytest.fixture
def draft() -> ArticlePage:
    """A draft that lacks its summary."""
    page: ArticlePage = make.article("Half done", body=make.stream(), live=False)
    return page


def url(view: str, *args: object) -> str:
    return reverse(f"wagtailadmin_pages:{view}", args=args)


def again(page: ArticlePage) -> ArticlePage:
    return ArticlePage.objects.get(pk=page.pk)


@pytest.mark.parametrize("action", ["publish", "submit"])
def test_what_is_not_ready_stays_a_draft_with_what_was_typed(
    reviewer_client: Client, draft: ArticlePage, action: str
) -> None:
    form = AdminForm(reviewer_client, url("edit", draft.pk))
    form.type(title="Half done still")
    response = form.send(action)
    assert MISSING in " ".join(shown_messages(reviewer_client, response["Location"]))
    kept = again(draft)
    assert not kept.live
    assert kept.current_workflow_state is None
    assert kept.get_latest_revision_as_object().title == "Half done still"


def test_a_new_page_that_is_not_ready_is_kept_as_a_draft(reviewer_client: Client) -> None:
    parent = make.section("Shelf")
    form = AdminForm(reviewer_client, url("add", "kb", "articlepage", parent.pk))
    form.type(title="New", slug="new")
    response = form.send("publish")
    assert response.status_code == 302
    assert not ArticlePage.objects.get(slug="new").live


@pytest.mark.parametrize("door", ["list", "editor"])
def test_an_approval_of_what_is_not_ready_leaves_the_review_as_it_was(
    reviewer_client: Client, editor: User, draft: ArticlePage, door: str
) -> None:
    draft.get_workflow().start(draft, editor)
    state = again(draft).current_workflow_task_state
    if door == "list":
        address = url("workflow_action", draft.pk, "approve", state.pk)
        response = reviewer_client.post(address, {"comment": ""})
    else:
        form = AdminForm(reviewer_client, url("edit", draft.pk))
        form.type(title="Typed", **{"workflow-action-name": "approve"})
        response = form.send("workflow-action")
        assert again(draft).get_latest_revision_as_object().title == "Typed"
    assert MISSING in " ".join(shown_messages(reviewer_client, response["Location"]))
    assert not again(draft).live
    assert again(draft).current_workflow_task_state.status == "in_progress"


def test_publishing_in_code_is_refused(draft: ArticlePage) -> None:
    with pytest.raises(NotReady, match=MISSING):
        draft.latest_revision.publish()


def test_a_page_that_is_no_longer_ready_is_taken_off_the_schedule(draft: ArticlePage) -> None:
    draft.summary, draft.go_live_at = "For now", timezone.now() + timedelta(hours=1)
    draft.save_revision().publish()
    revision = again(draft).scheduled_revision
    revision.content["summary"] = ""
    revision.content["go_live_at"] = (timezone.now() - timedelta(minutes=1)).isoformat()
    revision.approved_go_live_at = timezone.now() - timedelta(minutes=1)
    revision.save()
    call_command("publish_scheduled", stdout=StringIO())
    assert not again(draft).live
    assert again(draft).scheduled_revision is None
    assert PageLogEntry.objects.filter(action="kb.publish.refused", page=draft.pk).exists()


def test_a_comment_on_a_page_is_kept_and_mailed_to_those_who_follow_it(
    editor_client: Client, reviewer: User, mailoutbox: list[Any]
) -> None:
    page = make.article("Talked about", body=make.stream(), summary="In brief")
    PageSubscription.objects.create(page=page, user=reviewer, comment_notifications=True)
    form = AdminForm(editor_client, url("edit", page.pk))
    form.type(
        **{
            "comments-TOTAL_FORMS": "1",
            "comments-INITIAL_FORMS": "0",
            "comments-0-id": "",
            "comments-0-text": "Is this so?",
            "comments-0-contentpath": "title",
            "comments-0-position": "",
            "comments-0-resolved": "",
            "comments-0-DELETE": "",
            "comments-0-replies-TOTAL_FORMS": "0",
            "comments-0-replies-INITIAL_FORMS": "0",
        }
    )
    assert form.send().status_code == 302
    assert Comment.objects.get().text == "Is this so?"
    assert [mail.to for mail in mailoutbox] == [["reviewer@casebook.invalid"]]
