"""The groups and the cast a new site starts with."""

import pytest
from django.contrib.auth.models import Group, User
from wagtail.models import GroupApprovalTask, Page, Workflow

from kb.permissions import EDITORS, READERS, REVIEWERS
from kb.starter.groups import Grant, create_groups, grants
from kb.starter.people import CAST, LEGAL, create_people
from tests.cast import persona

pytestmark = pytest.mark.django_db


def test_readers_have_no_door_into_the_admin() -> None:
    assert not persona("reader").has_perm("wagtailadmin.access_admin")
    assert not persona("legal").has_perm("wagtailadmin.access_admin")


def test_editors_draft_pages_and_reviewers_publish_them() -> None:
    home = Page.objects.get(depth=2)
    drafts, publishes = (home.permissions_for_user(persona(n)) for n in ("editor", "reviewer"))
    assert drafts.can_edit()
    assert not drafts.can_publish()
    assert publishes.can_publish()


def test_the_legal_editor_may_publish_and_is_in_the_audience_of_legal() -> None:
    names = set(persona("legal_editor").groups.values_list("name", flat=True))
    assert names == {EDITORS, REVIEWERS, LEGAL}


def test_somebody_who_has_left_may_do_nothing() -> None:
    gone = persona("deactivated")
    assert not gone.is_active
    assert gone.get_all_permissions() == set()


def test_creating_groups_again_changes_nothing_and_keeps_rights_given_by_hand() -> None:
    readers = Group.objects.get(name=READERS)
    by_hand = Group.objects.get(name=REVIEWERS).permissions.first()
    assert by_hand is not None
    readers.permissions.add(by_hand)
    before = Group.objects.count()
    create_groups()
    assert Group.objects.count() == before
    assert list(readers.permissions.all()) == [by_hand]


def test_wagtails_own_moderators_make_room_for_the_reviewers() -> None:
    assert not Group.objects.filter(name="Moderators").exists()
    tasks = [
        task.specific
        for workflow in Workflow.objects.filter(active=True)
        for task in workflow.tasks
    ]
    assert not [task for task in tasks if isinstance(task, GroupApprovalTask)]


def test_a_grant_for_a_model_that_is_not_there_says_what_is_missing() -> None:
    wrong = Grant("Readers", "kb.nothing", ("view",))
    grants.register(wrong)
    try:
        with pytest.raises(LookupError, match=r"kb\.view_nothing"):
            create_groups()
    finally:
        del grants._entries[wrong.name]


def test_creating_people_again_keeps_passwords_and_groups_of_those_who_exist() -> None:
    editor = persona("editor")
    editor.groups.clear()
    create_people({p.username: "another" for p in CAST})
    editor.refresh_from_db()
    assert editor.check_password("editor")
    assert not editor.groups.exists()
    assert User.objects.count() == len(CAST) + 1  # and the one who has left
