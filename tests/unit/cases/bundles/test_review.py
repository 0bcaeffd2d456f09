"""Whoever may not publish asks for a review of all of it; reviewers approve it or send it back."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.utils import timezone
from wagtail.models import Workflow

from cases.bundles.acting import approve, ask, cancel, send_back
from cases.choices import BundleState
from cases.models import Bundle, Incident
from kb.attention import sources
from kb.readiness import NotReady
from tests import factories as make
from tests.attention_contract import AttentionContract
from tests.bundled_case import Case, form_of, look

pytestmark = pytest.mark.django_db


def asked(case: Case, user: User, **how: Any) -> Bundle:
    return ask(case.incident, case.things, user, **how)


def waiting_for(user: User, source: str = "bundles-to-review") -> list[Any]:
    return list(sources[source].find(user, 10))


def test_an_editor_asks_and_a_reviewer_approves_all_of_it(
    editor_client: Client, reviewer_client: Client, reviewer: User, case: Case
) -> None:
    form = form_of(look(editor_client, case), "ask", note="Please look.")
    assert editor_client.post(case.address, form).status_code == 302
    (item,) = waiting_for(reviewer)
    assert "Please look." in str(item.reason)
    page = look(reviewer_client, case)
    done = reviewer_client.post(item.url, form_of(page, "approve"), follow=True)
    assert "Published: " in done.content.decode()
    assert case.live == [True] * 4
    assert waiting_for(reviewer) == []


def test_an_editor_approves_nothing(editor_client: Client, editor: User, case: Case) -> None:
    bundle = asked(case, editor)
    page = look(editor_client, case)
    assert not page.select("button[value=approve]")
    assert editor_client.post(case.address, form_of(page, "approve")).status_code in (302, 400, 403)
    with pytest.raises(PermissionDenied):
        send_back(bundle, editor, "No.")
    assert case.live == [False] * 4


def test_approved_for_a_time_it_waits_for_it(editor: User, reviewer: User, case: Case) -> None:
    bundle = asked(case, editor, at=timezone.now() + timedelta(days=1))
    approve(bundle, reviewer)
    bundle.refresh_from_db()
    assert (bundle.state, bundle.decided_by) == (BundleState.SCHEDULED, reviewer)
    assert case.live == [False] * 4


def test_sent_back_with_a_reason_it_waits_for_whoever_asked(
    reviewer_client: Client, editor_client: Client, editor: User, case: Case
) -> None:
    bundle = asked(case, editor)
    page = look(reviewer_client, case)
    assert reviewer_client.post(case.address, form_of(page, "send_back")).status_code == 400
    form = form_of(page, "send_back", reason="Name the source.")
    assert reviewer_client.post(case.address, form).status_code == 302
    (item,) = waiting_for(editor, "bundles")
    assert "Name the source." in str(item.reason)
    again = look(editor_client, case)
    assert "Name the source." in again.get_text()
    editor_client.post(case.address, form_of(again, "ask"))
    bundle.refresh_from_db()
    assert bundle.state == BundleState.REVIEW
    assert waiting_for(editor, "bundles") == []


def test_reviewers_and_askers_are_written_to(
    editor: User, reviewer: User, case: Case, django_capture_on_commit_callbacks: Any
) -> None:
    for user in (editor, reviewer):
        User.objects.filter(pk=user.pk).update(email=f"{user.username}@example.org")
    with django_capture_on_commit_callbacks(execute=True):
        bundle = asked(case, editor, note="Please look.")
        send_back(bundle, reviewer, "Name the source.")
    told = {one.to[0]: one.body for one in mail.outbox}
    assert "Please look." in told["reviewer@example.org"]
    assert "Name the source." in told["editor@example.org"]


def test_what_is_not_ready_is_not_taken_into_review(editor: User, case: Case) -> None:
    with pytest.raises(NotReady):
        ask(case.incident, [case.incident], editor)


def test_a_reviewer_who_may_not_see_all_of_it_is_not_asked(
    reviewer: User, legal_editor: User, reviewer_client: Client
) -> None:
    secret = make.person("Somebody Secret", groups=[make.legal_group()], live=False)
    incident = make.incident("Another", make.involvement(secret), live=False)
    bundle = ask(incident, [incident, secret], legal_editor)
    assert waiting_for(reviewer) == []
    case = Case(incident, *[None] * 3)  # type: ignore[arg-type]
    page = look(reviewer_client, case)
    assert "Somebody Secret" not in page.get_text()
    assert not page.select("input[name=bundle]")
    with pytest.raises(PermissionDenied):
        approve(bundle, reviewer)


def test_a_review_of_one_of_them_ends_with_the_whole(
    editor: User, reviewer: User, case: Case
) -> None:
    review = Workflow.objects.get(workflow_content_types__content_type__model="source")
    review.start(case.source, editor)
    assert case.source.current_workflow_state
    approve(asked(case, editor), reviewer)
    assert case.live == [True] * 4
    assert not make.fresh(case.source).current_workflow_state


def test_whoever_asked_may_give_it_up(editor: User, reviewer: User, case: Case) -> None:
    bundle = asked(case, editor)
    cancel(bundle, editor)
    assert waiting_for(reviewer) == []


def test_two_reviewers_never_both_decide(
    editor: User, reviewer_client: Client, reviewer: User, case: Case
) -> None:
    bundle = asked(case, editor)
    form = form_of(look(reviewer_client, case), "approve")
    send_back(bundle, reviewer, "Not yet.")
    assert reviewer_client.post(case.address, form).status_code == 400
    assert case.live == [False] * 4


def drafted(number: int) -> Incident:
    source = make.common_source()
    return make.incident(f"Affair {number}", sources=[source], live=False)  # type: ignore[no-any-return]


class TestToReview(AttentionContract):
    source = "bundles-to-review"
    person = "reviewer"

    def wait(self, number: int) -> Any:
        incident = drafted(number)
        ask(incident, [incident], User.objects.get(username="editor"))
        return incident


class TestReturned(AttentionContract):
    source = "bundles"
    person = "editor"

    def wait(self, number: int) -> Any:
        incident = drafted(number)
        bundle = ask(incident, [incident], User.objects.get(username="editor"))
        send_back(bundle, User.objects.get(username="reviewer"), "Not yet.")
        return incident
