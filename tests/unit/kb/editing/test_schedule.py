"""Pages and records go out, and are taken back, at the times their editors set: by the worker."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from kb.search.entries import Entry
from kb.starter.reviews import record_models
from kb.worker import publish_what_is_due
from tests import factories as make
from tests.admin_form import AdminForm

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


@pytest.fixture
def clock() -> Iterator[time_machine.Coordinates]:
    """A clock that stands still until it is moved."""
    with time_machine.travel(NOW, tick=False) as stopped:
        yield stopped


@pytest.fixture(params=["page", "record"])
def draft(request: pytest.FixtureRequest, clock: time_machine.Coordinates) -> Any:
    """A draft page, then a draft record."""
    if request.param == "page":
        return make.article("On time", body=make.stream(), live=False)
    return make.incident("On time", make.event("It began"), live=False)


def edit(thing: Any) -> str:
    if thing._meta.app_label == "kb":
        return reverse("wagtailadmin_pages:edit", args=[thing.pk])
    return reverse("wagtailsnippets_cases_incident:edit", args=[thing.pk])


def typed(moment: datetime) -> str:
    """Return a moment as the form takes it."""
    return timezone.localtime(moment).strftime("%Y-%m-%d %H:%M")


def readable(thing: Any, user: User) -> bool:
    return bool(type(thing).objects.visible_to(user).filter(pk=thing.pk).exists())


def found(thing: Any) -> bool:
    return Entry.objects.filter(
        object_id=thing.pk, content_type__model=thing._meta.model_name
    ).exists()


def test_it_goes_out_and_is_taken_back_on_time(
    clock: time_machine.Coordinates, draft: Any, reviewer_client: Client, reader: User
) -> None:
    form = AdminForm(reviewer_client, edit(draft))
    form.type(go_live_at=typed(NOW + timedelta(hours=1)), expire_at=typed(NOW + timedelta(hours=3)))
    assert form.send("publish").status_code == 302
    publish_what_is_due()
    assert not readable(draft, reader)

    clock.move_to(NOW + timedelta(hours=2))
    publish_what_is_due()
    assert readable(draft, reader)
    assert found(draft)

    clock.move_to(NOW + timedelta(hours=4))
    publish_what_is_due()
    assert not readable(draft, reader)
    assert type(draft).objects.get(pk=draft.pk).expired


def test_nobody_changes_what_is_to_go_out_and_one_can_take_it_off_the_schedule(
    draft: Any, reviewer_client: Client, editor_client: Client
) -> None:
    form = AdminForm(reviewer_client, edit(draft))
    form.type(go_live_at=typed(NOW + timedelta(hours=1)))
    form.send("publish")
    theirs = AdminForm(editor_client, edit(draft))
    assert theirs.send().status_code == 200
    thing = type(draft).objects.get(pk=draft.pk)
    revision = thing.scheduled_revision
    name = (
        "wagtailadmin_pages:revisions_unschedule"
        if thing._meta.app_label == "kb"
        else "wagtailsnippets_cases_incident:revisions_unschedule"
    )
    reviewer_client.post(reverse(name, args=[draft.pk, revision.pk]))
    assert type(draft).objects.get(pk=draft.pk).scheduled_revision is None
    assert AdminForm(editor_client, edit(draft)).send().status_code == 302


def test_a_published_thing_is_replaced_on_time(
    clock: time_machine.Coordinates, draft: Any, reviewer_client: Client, reader: User
) -> None:
    name = "title" if draft._meta.app_label == "kb" else "title_en"
    AdminForm(reviewer_client, edit(draft)).send("publish")
    form = AdminForm(reviewer_client, edit(draft))
    form.type(**{name: "Later"}, go_live_at=typed(NOW + timedelta(hours=1)))
    form.send("publish")
    assert getattr(type(draft).objects.get(pk=draft.pk), name) == "On time"
    clock.move_to(NOW + timedelta(hours=2))
    publish_what_is_due()
    assert getattr(type(draft).objects.get(pk=draft.pk), name) == "Later"
    assert readable(draft, reader)


def test_every_kind_of_record_can_be_scheduled(reviewer_client: Client) -> None:
    for model in record_models():
        meta = model._meta
        address = reverse(f"wagtailsnippets_{meta.app_label}_{meta.model_name}:add")
        page = reviewer_client.get(address).content.decode()
        assert 'name="go_live_at"' in page, model
        assert 'name="expire_at"' in page, model
