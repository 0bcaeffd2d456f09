"""The two steps of a review: by reviewers, and for what is restricted by its own groups."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.models import Group
from django.contrib.auth.models import User as Account
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q, QuerySet
from django.db.models.functions import Cast
from django.forms import CheckboxSelectMultiple
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import (
    LockableMixin,
    Page,
    PageViewRestriction,
    Task,
    TaskState,
    WorkflowState,
)

from kb.editing.locks import locked_by_another
from kb.models.base import editable_pages
from kb.permissions import User, group_ids, is_administrator, may
from kb.records.base import Audience, Record


def workable(model: type[models.Model], user: User) -> Any:
    """Return the pages, or records of a kind, that somebody may work on."""
    if issubclass(model, Page):
        return editable_pages(Page.objects.all(), user)
    question = getattr(model._default_manager, "editable_by", None)
    return model._default_manager.none() if question is None else question(user)


def restrictions_on(page: Page) -> Any:
    """Return what closes a page to some: set on it, above it, or on a translation of either."""
    above = page.get_ancestors(inclusive=True).values("translation_key")
    restrictions = PageViewRestriction.objects.exclude(restriction_type=PageViewRestriction.LOGIN)
    return restrictions.filter(page__translation_key__in=above)


def is_restricted(thing: Any) -> bool:
    """Return whether a page or record is for some groups only."""
    if isinstance(thing, Record):
        return thing.audience == Audience.GROUPS
    return bool(restrictions_on(thing).exists())


def _groups_of(thing: Any) -> Any:
    """Return the keys of the groups that a page or record is restricted to."""
    if isinstance(thing, Record):
        return thing.audience_groups.values("pk")
    return restrictions_on(thing).values("groups")


def _may_publish(thing: Any, user: User) -> bool:
    if isinstance(thing, Page):
        return bool(thing.permissions_for_user(user).can_publish())
    return may(user, "publish", type(thing))


class Approval(Task):
    """Base of both steps: only those act who may work on the very page or record.

    Not Wagtail's AbstractGroupApprovalTask, which mails the title to everybody in its groups.
    """

    class Meta:
        abstract = True

    def is_reviewer(self, user: User) -> bool:
        """Return whether somebody acts on this step at all."""
        raise NotImplementedError

    def asked(self, thing: Any) -> QuerySet[Account]:
        """Return whom to ask for an answer; `may_act` says who of them may give it."""
        raise NotImplementedError

    def may_act(self, thing: Any, user: User) -> bool:
        """Return whether somebody may approve or send back this page or record."""
        if is_administrator(user):
            return True
        return self.is_reviewer(user) and bool(
            workable(type(thing), user).filter(pk=thing.pk).exists()
        )

    def start(self, workflow_state: WorkflowState, user: Any = None) -> Any:
        """Begin; a lock held by somebody who may not act on this step would stop it, and ends."""
        thing = workflow_state.content_object
        holder = thing.locked_by if isinstance(thing, LockableMixin) else None
        if holder and not self.may_act(thing, holder):
            thing.locked, thing.locked_by, thing.locked_at = False, None, None
            thing.save(update_fields=["locked", "locked_by", "locked_at"])
        return super().start(workflow_state, user=user)

    def user_can_access_editor(self, obj: Any, user: User) -> bool:
        return self.may_act(obj, user)

    def locked_for_user(self, obj: Any, user: User) -> bool:
        return not self.may_act(obj, user)

    def user_can_lock(self, obj: Any, user: User) -> bool:
        return self.may_act(obj, user)

    def get_actions(self, obj: Any, user: User) -> list[tuple[str, Any, bool]]:
        if not self.may_act(obj, user) or locked_by_another(obj, user):
            return []
        return [
            ("reject", _("Request changes"), True),
            ("approve", _("Approve"), False),
            ("approve", _("Approve with comment"), True),
        ]

    def get_task_states_user_can_moderate(self, user: User, **kwargs: Any) -> Any:
        """Return what waits on this step for somebody, hidden things left out."""
        waiting = TaskState.objects.filter(task_id=self.pk, status=TaskState.STATUS_IN_PROGRESS)
        if is_administrator(user):
            return waiting
        if not self.is_reviewer(user):
            return waiting.none()
        kinds = waiting.values("workflow_state__base_content_type")
        kept = Q(pk__in=[])
        for kind in ContentType.objects.filter(pk__in=kinds):
            model = kind.model_class()
            if model is None:
                continue
            keys = workable(model, user).annotate(key=Cast("pk", models.CharField()))
            kept |= Q(
                workflow_state__base_content_type=kind,
                workflow_state__object_id__in=keys.order_by().values("key"),
            )
        return waiting.filter(kept)


class ReviewTask(Approval):
    """The step of everything: reviewers read it."""

    groups = models.ManyToManyField(Group, verbose_name=_("groups"), related_name="+")

    admin_form_fields: ClassVar[list[str]] = [*Task.admin_form_fields, "groups"]
    admin_form_widgets: ClassVar[dict[str, Any]] = {"groups": CheckboxSelectMultiple}

    class Meta:
        verbose_name = _("review")
        verbose_name_plural = _("reviews")

    def is_reviewer(self, user: User) -> bool:
        """Return whether somebody is in one of the groups of this step."""
        known = getattr(self, "_group_ids", None)
        if known is None:
            known = self._group_ids = set(self.groups.values_list("pk", flat=True))
        return bool(known & group_ids(user))

    def asked(self, thing: Any) -> QuerySet[Account]:
        """Return the people of its groups."""
        return Account.objects.filter(groups__in=self.groups.all()).distinct()

    @classmethod
    def get_description(cls) -> str:
        return str(_("Members of the groups approve what they may work on."))


class AudienceReviewTask(Approval):
    """The second step of what is restricted: somebody of its own groups, such as Legal, reads it.

    What is for everybody skips it. Whoever may work on a restricted thing is in its groups.
    """

    class Meta:
        verbose_name = _("review by the groups it is restricted to")
        verbose_name_plural = _("reviews by the groups things are restricted to")

    def is_reviewer(self, user: User) -> bool:
        """Return whether somebody may act: all whom the thing admits."""
        return True

    def may_act(self, thing: Any, user: User) -> bool:
        """Return whether somebody may approve; what is open to all by now needs a publisher."""
        if not super().may_act(thing, user):
            return False
        return is_administrator(user) or is_restricted(thing) or _may_publish(thing, user)

    def start(self, workflow_state: WorkflowState, user: Any = None) -> Any:
        """Begin, or skip the step for what is for everybody."""
        state = super().start(workflow_state, user=user)
        if not is_restricted(workflow_state.content_object):
            state.status = TaskState.STATUS_SKIPPED
            state.finished_at = timezone.now()
            state.save()
        return state

    def asked(self, thing: Any) -> QuerySet[Account]:
        """Return the people of the groups the thing is restricted to."""
        return Account.objects.filter(groups__in=_groups_of(thing)).distinct()

    @classmethod
    def get_description(cls) -> str:
        return str(_("Somebody of the groups a thing is restricted to approves it."))
