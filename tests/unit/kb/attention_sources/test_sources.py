"""What waits for a person among pages and records of any kind."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.utils import timezone
from wagtail.models import (
    Comment,
    CommentReply,
)

from cases.models import Person
from kb.attention import sources
from kb.models import ArticlePage
from tests import cast
from tests import factories as make
from tests.attention_contract import AttentionContract, close

pytestmark = pytest.mark.django_db


def drafted(thing: Any, by: str = "editor") -> Any:
    """Save a new version as somebody, and return the thing fresh."""
    thing.save_revision(user=cast.persona(by))
    return type(thing)._base_manager.get(pk=thing.pk)


def submitted(number: int, by: str = "editor") -> Person:
    """Submit a person's record for review."""
    person = drafted(make.person(f"Somebody {number}", live=False), by)
    person.get_workflow().start(person, cast.persona(by))
    return make.fresh(person)


class TestDraftRecords(AttentionContract):
    """Drafts of records."""

    source = "drafts"

    def wait(self, number: int) -> Any:
        return drafted(make.person(f"Somebody {number}", live=False))


class TestDraftPages(AttentionContract):
    """Drafts of pages."""

    source = "drafts"

    def wait(self, number: int) -> Any:
        return drafted(make.article(f"Page {number}"))


class TestTranslations(AttentionContract):
    """Translations whose source was published again."""

    source = "translations"

    def wait(self, number: int) -> Any:
        page = make.article(f"Page {number}", summary="As it was.")
        translation = make.translated(page, f"页面{number}")
        page.summary = "As it is now."
        page.save_revision().publish()
        return translation


class TestReviews(AttentionContract):
    """What was submitted."""

    source = "reviews"
    person = "reviewer"

    def wait(self, number: int) -> Any:
        return submitted(number)


class TestChangesAsked(AttentionContract):
    """What was given back."""

    source = "changes-asked"

    def wait(self, number: int) -> Any:
        person = submitted(number)
        state = person.current_workflow_task_state
        state.reject(user=cast.persona("reviewer"), comment="Who says so?")
        return make.fresh(person)


class TestRefusals(AttentionContract):
    """What was not published on time."""

    source = "not-published"

    def wait(self, number: int) -> Any:
        uncited = make.incident(f"Quarrel {number}", make.event("It began", sources=()), live=False)
        revision = uncited.save_revision(user=cast.persona("editor"))
        revision.publish(log_action="wagtail.publish.scheduled", skip_permission_checks=True)
        return make.fresh(uncited)


class TestLocks(AttentionContract):
    """What one has locked."""

    source = "locks"

    def wait(self, number: int) -> Any:
        person = make.person(f"Somebody {number}")
        before = timezone.now() - timedelta(days=number + 2)
        told = {"locked": True, "locked_by": self.user, "locked_at": before}
        Person.objects.filter(pk=person.pk).update(**told)
        return person


class TestComments(AttentionContract):
    """Comments on one's own pages."""

    source = "comments"

    def wait(self, number: int) -> Any:
        page = make.article(f"Page {number}", owner=self.user)
        Comment.objects.create(
            page=page, user=cast.persona("reviewer"), text="Is that so?", contentpath="title"
        )
        return page


class TestReviewDates(AttentionContract):
    """Guidance to look at again, for its owner."""

    source = "review-dates"

    def wait(self, number: int) -> Any:
        due = timezone.localdate() - timedelta(days=number)
        return make.guidance(f"Guidance {number}", responsible=self.user, review_date=due)


class TestReviewDatesOfAReader(TestReviewDates):
    """Somebody who works nowhere in the admin may answer for a page."""

    person = "legal"


class TestRulesToReview(AttentionContract):
    """Firewall rules to look at again, for their owner."""

    source = "review-dates"

    def wait(self, number: int) -> Any:
        due = timezone.localdate() - timedelta(days=number)
        return make.rule(f"T{number:02}", responsible=self.user, review_date=due)


# --- What one source is about ---------------------------------------------------


def found(name: str, user: User) -> list[str]:
    """Return the titles of what a source has for somebody."""
    return [str(item.title) for item in sources[name].find(user, 100)]


def test_a_draft_under_review_is_no_longer_to_be_finished(editor: User) -> None:
    submitted(1)
    assert found("drafts", editor) == []


def test_a_draft_somebody_else_saved_last_is_theirs(editor: User, reviewer: User) -> None:
    person = drafted(make.person("Somebody", live=False), "editor")
    drafted(person, "reviewer")
    assert found("drafts", editor) == []
    assert found("drafts", reviewer) == ["Somebody"]


def test_a_published_draft_and_an_archived_one_wait_no_longer(editor: User) -> None:
    person = drafted(make.person("Somebody", live=False))
    person.latest_revision.publish()
    hidden = drafted(make.person("Hidden", live=False))
    Person.objects.filter(pk=hidden.pk).update(archived_at=timezone.now())
    assert found("drafts", editor) == []


def test_a_refused_publication_is_forgotten_once_it_is_published(editor: User) -> None:
    incident = TestRefusals().wait(1)
    assert len(found("not-published", editor)) == 1
    assert "citation" in str(next(iter(sources["not-published"].find(editor, 10))).reason)
    incident.live = True
    incident.last_published_at = timezone.now()
    incident.save()
    assert found("not-published", editor) == []


def test_what_a_reviewer_said_is_the_reason(editor: User) -> None:
    TestChangesAsked().wait(1)
    (item,) = sources["changes-asked"].find(editor, 10)
    assert "Who says so?" in str(item.reason)


def test_a_comment_one_answered_waits_for_the_other(editor: User) -> None:
    page = TestComments().wait(1)
    comment = page.wagtail_admin_comments.get()
    CommentReply.objects.create(comment=comment, user=editor, text="It is.")
    assert found("comments", editor) == []


def test_a_resolved_comment_waits_for_nobody(editor: User) -> None:
    page = TestComments().wait(1)
    page.wagtail_admin_comments.update(resolved_at=timezone.now())
    assert found("comments", editor) == []


def test_a_review_far_ahead_is_no_reminder(editor: User) -> None:
    ahead = timezone.localdate() + timedelta(days=60)
    make.guidance("Later", responsible=editor, review_date=ahead)
    assert found("review-dates", editor) == []


def test_a_page_and_its_translation_are_one_reminder(editor: User) -> None:
    due = {"responsible": editor, "review_date": timezone.localdate()}
    page = make.guidance("Guidance", **due)
    make.translated(page, "指引", **due)
    assert found("review-dates", editor) == ["Guidance"]


def test_a_lock_of_today_is_no_reminder(editor: User) -> None:
    person = make.person("Somebody")
    Person.objects.filter(pk=person.pk).update(
        locked=True, locked_by=editor, locked_at=timezone.now()
    )
    assert found("locks", editor) == []


def test_a_closed_page_under_review_is_not_named_to_a_reviewer(reviewer: User) -> None:
    page: ArticlePage = drafted(make.article("Canary", live=False))
    page.get_workflow().start(page, cast.persona("editor"))
    assert found("reviews", reviewer) == ["Canary"]
    close(page)
    assert found("reviews", reviewer) == []
