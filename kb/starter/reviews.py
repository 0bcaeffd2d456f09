"""The review that a new site starts with: reviewers, then the groups of what is restricted."""

from __future__ import annotations

from django.apps import apps
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from wagtail.models import (
    GroupApprovalTask,
    Page,
    Task,
    Workflow,
    WorkflowContentType,
    WorkflowPage,
    WorkflowTask,
)

from kb.models import AudienceReviewTask, ReviewTask
from kb.permissions import REVIEWERS
from kb.records.base import Record

# Names are data that everybody reads: in both languages.
REVIEW = "Review · 审阅"
BY_REVIEWERS = "Reviewers · 审阅者"
BY_ITS_GROUPS = "Groups it is restricted to · 所限群组"


def record_models() -> list[type[Record]]:
    """Return every kind of record."""
    return [model for model in apps.get_models() if issubclass(model, Record)]


@transaction.atomic
def create_review() -> None:
    """Create the review, and give it to all pages and records that have none of their own.

    What somebody has assigned by hand stays; a review that was switched off is not given again.
    """
    review = Workflow.objects.filter(workflow_tasks__task__in=ReviewTask.objects.all()).first()
    if review is None:
        review = _new_review()
    if not review.active:
        return
    _take_over_from_wagtail(review)
    for model in record_models():
        kind = ContentType.objects.get_for_model(model, for_concrete_model=False)
        WorkflowContentType.objects.get_or_create(content_type=kind, defaults={"workflow": review})


def _new_review() -> Workflow:
    review = Workflow.objects.create(name=REVIEW)
    first = ReviewTask.objects.create(name=BY_REVIEWERS)
    first.groups.add(Group.objects.get_or_create(name=REVIEWERS)[0])
    second = AudienceReviewTask.objects.create(name=BY_ITS_GROUPS)
    for order, task in enumerate((first, second)):
        WorkflowTask.objects.create(workflow=review, task=task, sort_order=order)
    return review


def _take_over_from_wagtail(review: Workflow) -> None:
    """Give the root of all pages this review, unless somebody chose another than Wagtail's own."""
    root = Page.get_first_root_node()
    assigned = WorkflowPage.objects.filter(page=root).first()
    if assigned is None:
        WorkflowPage.objects.create(page=root, workflow=review)
    elif _is_wagtails(assigned.workflow):
        stock = assigned.workflow
        WorkflowPage.objects.filter(pk=assigned.pk).update(workflow=review)
        stock.deactivate()


def _is_wagtails(workflow: Workflow) -> bool:
    """Return whether this is the workflow that Wagtail's migrations make, as they make it."""
    kinds = Task.objects.filter(workflow_tasks__workflow=workflow).values_list(
        "content_type__model", "name"
    )
    stock = GroupApprovalTask._meta.model_name
    return list(kinds) == [(stock, "Moderators approval")]
