"""Publishing several pages and records in one transaction: all of them or none."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Page

from cases.bundles.findings import on_behalf_of, stopping
from kb.editing.fresh_form import stamp
from kb.editing.held_row import hold
from kb.readiness import NotReady
from kb.records.publish_together import key_of, publish_in_turn


def version_of(things: Iterable[Any]) -> str:
    """Return what names the newest versions of things, for a form that was made from them."""
    named = (
        f"{key_of(one)}@{one.latest_revision and stamp(one.latest_revision)}" for one in things
    )
    return " ".join(sorted(named))


@transaction.atomic
def publish_all(things: Collection[Any], user: Any) -> list[Any]:
    """Publish the newest version of each on somebody's behalf; return them in the order it took.

    Raises NotReady, with nothing published, when one of them cannot be, or did not come out.
    """
    ordered = sorted(things, key=key_of)
    for one in ordered:
        hold(Page if isinstance(one, Page) else type(one), one.pk)
    with on_behalf_of(user):
        fresh = [type(one)._base_manager.get(pk=one.pk) for one in ordered]
        done = publish_in_turn(
            fresh, user, lambda one: [finding.sentence for finding in stopping(one, user)]
        )
    _demand_that_all_are_out(done)
    return done


def _demand_that_all_are_out(things: Iterable[Any]) -> None:
    for one in things:
        now = type(one)._base_manager.get(pk=one.pk)
        if not now.live or now.has_unpublished_changes:
            raise NotReady([_("%(thing)s: it did not come out.") % {"thing": one}])
