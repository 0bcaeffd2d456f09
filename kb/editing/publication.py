"""Publication that holds the row and may be refused, by whichever door it comes."""

from __future__ import annotations

from contextlib import nullcontext
from typing import Any, Self

from django.db import transaction
from wagtail.log_actions import log

from kb.editing.held_row import hold
from kb.editing.indexing import is_passed_over, references_kept
from kb.readiness import NotReady, problems


class RefusablePublication:
    """Mixin of what is published: pages and records, before Wagtail's own classes."""

    def publish(self, revision: Any, *args: Any, log_action: Any = True, **kwargs: Any) -> None:
        """Publish a revision, by whichever door; raises NotReady when something is missing.

        A scheduled revision that is not ready is taken off the schedule instead: an exception
        would stop all later publications of that run.
        """
        with transaction.atomic():
            held = self._held()
            # What belongs to the thing is as it is now, not as it was when somebody loaded it.
            revision.content_object = held
            found = problems(revision.as_object())
            if not found:
                held.bring_out(revision, *args, log_action=log_action, **kwargs)
            elif log_action == "wagtail.publish.scheduled":
                _take_off_the_schedule(held, revision, found)
            else:
                raise NotReady(found)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save; what only notes a draft changes nothing in the reference index."""
        with (
            references_kept()
            if is_passed_over(self, kwargs.get("update_fields"))
            else nullcontext()
        ):
            super().save(*args, **kwargs)  # type: ignore[misc]

    def publish_approved(self, revision: Any, user: Any) -> None:
        """Publish what a review has approved; the steps have asked who may."""
        self.publish(revision, user=user, skip_permission_checks=True)

    def bring_out(self, revision: Any, *args: Any, **kwargs: Any) -> None:
        """Publish what is ready, as Wagtail does."""
        super().publish(revision, *args, **kwargs)  # type: ignore[misc]

    def unpublish(self, *args: Any, commit: bool = True, **kwargs: Any) -> None:
        """Take it back from readers, as it is now: nothing saved meanwhile is lost."""
        with transaction.atomic():
            if commit:
                self._hold()
                self.refresh_from_db()  # type: ignore[attr-defined]
            super().unpublish(*args, commit=commit, **kwargs)  # type: ignore[misc]

    def _held(self) -> Self:
        """Return the thing as it is now, its row held until the transaction ends."""
        self._hold()
        model: Any = type(self)
        held: Self = model._base_manager.get(pk=self.pk)  # type: ignore[attr-defined]
        return held

    def _hold(self) -> None:
        model: Any = type(self)
        # The row of a page that others change is that of its oldest parent.
        oldest = model._meta.get_parent_list()[-1] if model._meta.parents else model
        hold(oldest, self.pk)  # type: ignore[attr-defined]


def _take_off_the_schedule(thing: Any, revision: Any, found: list[str]) -> None:
    revision.approved_go_live_at = None
    revision.save(update_fields=["approved_go_live_at"])
    log(instance=thing, action="kb.publish.refused", data={"problems": found}, revision=revision)
