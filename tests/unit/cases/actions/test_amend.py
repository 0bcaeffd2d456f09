"""A change of a published incident appears at once, and in the draft that waits beside it."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.utils import timezone
from wagtail.models import (
    ModelLogEntry,
)

from cases.actions.amend import amend
from cases.models import Incident
from kb.records.bilingual import Bilingual
from tests import factories as make

pytestmark = pytest.mark.django_db


def rename(version: Incident) -> None:
    """Change something that every version has."""
    version.verdict = Bilingual(en="Another line")


def draft_beside(incident: Incident, title: str = "A draft of it") -> Incident:
    """Begin a draft that is not published."""
    draft = incident.get_latest_revision_as_object()
    draft.title = Bilingual(en=title)
    draft.save_revision()
    return make.fresh(incident)


def test_a_change_without_a_draft_leaves_no_draft(reviewer: User) -> None:
    incident = make.incident("A quarrel")
    amend(incident, reviewer, "cases.confirm", rename)
    incident = make.fresh(incident)
    assert incident.verdict.en == "Another line"
    assert incident.live
    assert not incident.has_unpublished_changes
    assert incident.live_revision == incident.latest_revision
    assert incident.latest_revision.as_object().verdict.en == "Another line"
    entry = ModelLogEntry.objects.get(action="cases.confirm", object_id=str(incident.pk))
    assert entry.user == reviewer


def test_a_newer_draft_gets_the_change_and_stays_a_draft(reviewer: User) -> None:
    incident = draft_beside(make.incident("A quarrel", make.event("It began")))
    amend(incident, reviewer, "cases.confirm", rename)
    incident = make.fresh(incident)
    assert incident.title.en == "A quarrel"
    assert incident.has_unpublished_changes
    draft = incident.get_latest_revision_as_object()
    assert draft.title.en == "A draft of it"
    assert draft.verdict.en == "Another line"
    assert incident.live_revision.as_object().title.en == "A quarrel"


def test_what_waits_for_its_hour_goes_out_with_the_change(reviewer: User) -> None:
    incident = make.incident("A quarrel")
    draft = incident.get_latest_revision_as_object()
    draft.title, draft.go_live_at = Bilingual(en="Later"), timezone.now() + timedelta(days=1)
    draft.save_revision().publish()
    amend(make.fresh(incident), reviewer, "cases.confirm", rename)
    scheduled = incident.revisions.filter(approved_go_live_at__isnull=False)
    assert [one.as_object().verdict.en for one in scheduled] == ["Another line"]
    assert scheduled.get().as_object().title.en == "Later"


def test_a_review_of_the_draft_goes_on(reviewer: User, editor: User) -> None:
    incident = draft_beside(make.incident("A quarrel"))
    incident.get_workflow().start(incident, editor)
    amend(incident, editor, "cases.add_event", rename)
    assert make.fresh(incident).workflow_in_progress


def test_an_incident_whose_source_was_hidden_since_can_still_be_amended(reviewer: User) -> None:
    source = make.source("Hidden since")
    incident = make.incident("A quarrel", make.event("It began", sources=[source]))
    type(source).objects.filter(pk=source.pk).update(audience="groups")
    amend(incident, reviewer, "cases.confirm", rename)
    assert make.fresh(incident).verdict.en == "Another line"
