"""A bundle goes out at its time, all of it or nothing, and whoever set the time is told."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.utils import timezone
from django.utils.translation import override
from wagtail.models import ModelLogEntry

from cases.bundles.acting import cancel, move, schedule
from cases.bundles.due import publish_due
from cases.bundles.told import problems_of
from cases.choices import BundleState
from cases.models import Bundle
from kb.attention import sources
from kb.readiness import NotReady
from tests.bundled_case import Case, form_of, look

pytestmark = pytest.mark.django_db


def tomorrow() -> Any:
    return timezone.now() + timedelta(days=1)


def its_time_has_come(bundle: Bundle) -> Bundle:
    Bundle.objects.filter(pk=bundle.pk).update(at=timezone.now() - timedelta(seconds=1))
    publish_due()
    bundle.refresh_from_db()
    return bundle


def test_a_reviewer_sets_a_time_on_the_page(reviewer_client: Client, case: Case) -> None:
    form = form_of(look(reviewer_client, case), "schedule", at="2099-01-02T09:30")
    assert reviewer_client.post(case.address, form).status_code == 302
    bundle = Bundle.objects.get()
    assert (bundle.state, bundle.items.count()) == (BundleState.SCHEDULED, 4)
    assert (
        "2 Jan" in look(reviewer_client, case).get_text()
        or "Jan. 2" in look(reviewer_client, case).get_text()
    )


def test_a_time_that_is_past_or_missing_is_refused(reviewer_client: Client, case: Case) -> None:
    for at in ("2020-01-02T09:30", "", "soon"):
        form = form_of(look(reviewer_client, case), "schedule", at=at)
        assert reviewer_client.post(case.address, form).status_code == 400
    assert not Bundle.objects.exists()


def test_before_its_time_nothing_happens(reviewer: User, case: Case) -> None:
    schedule(case.incident, case.things, reviewer, tomorrow())
    publish_due()
    assert case.live == [False] * 4


def test_at_its_time_all_of_it_is_published_as_it_is_then(reviewer: User, case: Case) -> None:
    bundle = schedule(case.incident, case.things, reviewer, tomorrow())
    case.english.title = "The quarrel, revised"
    case.english.save_revision()
    assert its_time_has_come(bundle).state == BundleState.PUBLISHED
    assert case.live == [True] * 4
    case.english.refresh_from_db()
    assert case.english.title == "The quarrel, revised"
    published = ModelLogEntry.objects.filter(action="wagtail.publish", user=reviewer)
    assert published.count() == 2


def test_when_something_is_in_the_way_by_then_nothing_is_published_and_it_is_told(
    reviewer: User, case: Case, django_capture_on_commit_callbacks: Any
) -> None:
    reviewer.email = "reviewer@example.org"
    reviewer.save()
    bundle = schedule(case.incident, case.things, reviewer, tomorrow())
    case.incident.events.set([])
    draft = case.incident.get_latest_revision_as_object()
    draft.events.first().citations.clear()
    draft.save_revision()
    with django_capture_on_commit_callbacks(execute=True):
        its_time_has_come(bundle)
    assert (bundle.state, case.live) == (BundleState.FAILED, [False] * 4)
    (item,) = sources["bundles"].find(reviewer, 10)
    assert item.url == case.address
    with override("zh-hant"):
        ((_title, sentence),) = problems_of(bundle, reviewer)
    assert "引用" in sentence or "來源" in sentence
    assert "needs a citation" in mail.outbox[0].body


def test_what_somebody_else_restricts_meanwhile_is_not_published_nor_named(
    reviewer: User, case: Case
) -> None:
    bundle = schedule(case.incident, case.things, reviewer, tomorrow())
    case.source.audience = "groups"
    case.source.save(update_fields=["audience"])
    its_time_has_come(bundle)
    assert (bundle.state, case.live) == (BundleState.FAILED, [False] * 4)
    assert "A report" not in str(problems_of(bundle, reviewer))


def test_whoever_set_the_time_and_may_no_longer_publish_publishes_nothing(
    reviewer: User, case: Case
) -> None:
    bundle = schedule(case.incident, case.things, reviewer, tomorrow())
    reviewer.groups.clear()
    assert its_time_has_come(bundle).state == BundleState.FAILED
    assert case.live == [False] * 4


def test_an_editor_sets_no_time(editor: User, case: Case) -> None:
    with pytest.raises(NotReady):
        schedule(case.incident, case.things, editor, tomorrow())


def test_it_can_be_given_up_before_its_time(reviewer: User, case: Case) -> None:
    bundle = schedule(case.incident, case.things, reviewer, tomorrow())
    cancel(bundle, reviewer)
    assert its_time_has_come(bundle).state == BundleState.CANCELLED
    assert case.live == [False] * 4
    with pytest.raises(ValidationError, match="settled"):
        cancel(bundle, reviewer)


def test_its_time_can_be_moved_by_those_who_may_publish_it(
    reviewer: User, editor: User, case: Case
) -> None:
    bundle = schedule(case.incident, case.things, reviewer, tomorrow())
    later = tomorrow() + timedelta(days=1)
    move(bundle, reviewer, later)
    bundle.refresh_from_db()
    assert bundle.at == later
    with pytest.raises(PermissionDenied):
        move(bundle, editor, later)


def test_what_failed_can_be_tried_again(
    reviewer_client: Client, reviewer: User, case: Case
) -> None:
    bundle = schedule(case.incident, case.things, reviewer, tomorrow())
    reviewer.groups.clear()
    its_time_has_come(bundle)
    reviewer.groups.set(User.objects.get(username="deactivated").groups.all())
    page = look(reviewer_client, case)
    assert "Whoever answers for it may no longer publish all of it" in page.get_text()
    reviewer_client.post(case.address, form_of(page))
    bundle.refresh_from_db()
    assert (bundle.state, case.live) == (BundleState.PUBLISHED, [True] * 4)
    assert not list(sources["bundles"].find(reviewer, 10))
