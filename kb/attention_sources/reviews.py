"""Reviews: those a person is asked for, and the changes asked of what the person submitted."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.templatetags.wagtailadmin_tags import user_display_name
from wagtail.models import TaskState, WorkflowState

from kb.attention import AttentionItem, AttentionSource, sources
from kb.attention_sources.things import by_type, editor_of, kind_of, title_of, works_at_the_desk
from kb.permissions import User


def find_reviews(user: User, most: int) -> Iterator[AttentionItem]:
    """Yield what was submitted to a task on which this person may decide, the oldest first."""
    if not works_at_the_desk(user):
        return
    states = TaskState.objects.reviewable_by(user).order_by("started_at")
    states = states.select_related("workflow_state__requested_by", "task")[:most]
    tasks = {state.workflow_state_id: state for state in states}
    for review, thing in by_type((state.workflow_state for state in states), user):
        state = tasks[review.pk]
        told = {"task": state.task.name, "name": user_display_name(review.requested_by)}
        yield AttentionItem(
            key=f"task-{state.pk}",
            kind=kind_of(thing),
            title=title_of(thing),
            url=editor_of(thing),
            reason=_("%(name)s submitted it: %(task)s.") % told if told["name"] else told["task"],
            since=state.started_at,
        )


def find_changes(user: User, most: int) -> Iterator[AttentionItem]:
    """Yield what this person submitted and a reviewer gave back, the oldest first."""
    if not works_at_the_desk(user):
        return
    given_back = WorkflowState.objects.filter(
        status=WorkflowState.STATUS_NEEDS_CHANGES, requested_by=user
    )
    given_back = given_back.select_related("current_task_state__finished_by")
    for review, thing in by_type(given_back.order_by("created_at")[:most], user):
        state = review.current_task_state
        name = user_display_name(state.finished_by) if state else ""
        said = state.comment if state else ""
        reason = _("%(name)s asks for changes.") % {"name": name or _("A reviewer")}
        yield AttentionItem(
            key=f"review-{review.pk}-{state.pk if state else 0}",
            kind=kind_of(thing),
            title=title_of(thing),
            url=editor_of(thing),
            reason=f"{reason} “{said}”" if said else reason,
            since=state.finished_at if state else review.created_at,
        )


def register() -> None:
    """Name both directions of a review."""
    sources.register(
        AttentionSource(
            "reviews",
            gettext_lazy("To review"),
            gettext_lazy("Read what was submitted; approve it or ask for changes."),
            find_reviews,
        )
    )
    sources.register(
        AttentionSource(
            "changes-asked",
            gettext_lazy("Changes asked of you"),
            gettext_lazy("Make the changes and submit it again."),
            find_changes,
        )
    )
