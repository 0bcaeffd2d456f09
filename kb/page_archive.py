"""Archiving pages: hidden with all below in every language, restored together as they were."""

import uuid
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import Page, Revision, WorkflowState

from kb.models import ArchivedPage
from kb.models.closed_pages import open_to
from kb.permissions import User
from kb.readiness import ReadinessCheck, checks

# The root of the tree, and the home page of each language: a site without them is no site.
FIRST_DEPTH = 3


def pages_of(page: Page) -> list[Page]:
    """Return a page and its translations, as they are now."""
    return list(page.get_translations(inclusive=True).specific())


def pages_below(page: Page) -> list[Page]:
    """Return the published pages below a page."""
    return list(page.get_descendants().live().specific())


def may_archive(page: Page, user: User) -> bool:
    """Return whether somebody may archive or restore a page: who publishes it in every language."""
    if page.depth < FIRST_DEPTH:
        return False
    versions = page.get_translations(inclusive=True)
    return open_to(versions, user).count() == versions.count() and all(
        version.permissions_for_user(user).can_publish() for version in versions.specific()
    )


@transaction.atomic
def archive_page(page: Page, user: Any) -> list[Page]:
    """Hide a page, its translations and everything published below them; return what was hidden.

    Addresses stay taken. Reviews under way end, and what is scheduled is taken off the schedule.
    Raises PermissionDenied for those who may not publish it in every language.
    """
    if not may_archive(page, user):
        raise PermissionDenied
    act = uuid.uuid4()
    hidden: dict[int, Page] = {}
    for version in pages_of(page):
        hidden |= {one.pk: one for one in (version, *pages_below(version))}
    gone = set(ArchivedPage.objects.filter(page__in=hidden).values_list("page_id", flat=True))
    done = []
    for one in hidden.values():
        if one.pk in gone:
            continue
        _end_what_would_publish(one, user)
        ArchivedPage.objects.create(page_id=one.pk, act=act, was_live=one.live, archived_by=user)
        _set_live(one, False)
        log(instance=one, action="kb.archive", user=user)
        done.append(one)
    return done


@transaction.atomic
def restore_page(page: Page, user: Any) -> list[Page]:
    """Show again what was archived together with a page, as it was; return what came back.

    Raises ValidationError when a page above is archived: that one comes first.
    """
    row = ArchivedPage.objects.filter(page_id=page.pk).first()
    if row is None or not may_archive(page, user):
        raise PermissionDenied
    rows = list(ArchivedPage.objects.filter(act=row.act).select_related("page"))
    together = {one.page_id for one in rows}
    for one in rows:
        above = one.page.get_ancestors().filter(archived__isnull=False).exclude(pk__in=together)
        if (first := above.first()) is not None:
            raise ValidationError(
                _("It stands below “%(title)s”, which is archived: restore that one first.")
                % {"title": first.draft_title}
            )
    done = []
    for one in rows:
        version = one.page.specific
        one.delete()
        _set_live(version, one.was_live)
        log(instance=version, action="kb.restore", user=user)
        done.append(version)
    return done


def archived_above(page: Any) -> list[str]:
    """Return, as a sentence, why a page cannot be published while it or one above is archived."""
    # A page being made has no place in the tree yet.
    if not getattr(page, "path", ""):
        return []
    tree = page.get_ancestors(inclusive=True).filter(archived__isnull=False)
    return [
        _("“%(title)s” is archived: restore it first.") % {"title": one.draft_title}
        for one in tree[:1]
    ]


def _set_live(page: Page, live: bool) -> None:
    # Nothing else changes: the published version stays the published version for its return.
    page.live = live
    page.save(update_fields=["live"], clean=False)


def _end_what_would_publish(page: Page, user: Any) -> None:
    for state in WorkflowState.objects.active().for_instance(page):
        state.cancel(user=user)
    revisions = Revision.page_revisions.filter(object_id=str(page.pk))
    revisions.exclude(approved_go_live_at=None).update(approved_go_live_at=None)


def register() -> None:
    """Let nothing be published that is archived, or stands below what is."""
    checks.register(ReadinessCheck("archived", Page, archived_above))
