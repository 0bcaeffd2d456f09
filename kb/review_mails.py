"""Mails to those who may act on a step of a review, and to nobody from whom the thing is hidden."""

from typing import Any

from django.contrib.auth.models import User
from wagtail.admin.mail import GroupApprovalTaskStateSubmissionEmailNotifier
from wagtail.models import TaskState
from wagtail.signals import task_submitted

from kb.models.reviews import Approval


class ApprovalNotifier(GroupApprovalTaskStateSubmissionEmailNotifier):
    """Wagtail's mail of what waits for a review, to those who may work on it."""

    def can_handle(self, instance: Any, **kwargs: Any) -> bool:
        """Return whether the step is one of ours."""
        return isinstance(instance, TaskState) and isinstance(instance.task.specific, Approval)

    def get_recipient_users(self, task_state: Any, **kwargs: Any) -> list[User]:
        """Return whom to ask, without the one who handed it in."""
        task, thing = task_state.task.specific, task_state.workflow_state.content_object
        sender = kwargs.get("user")
        return [
            user
            for user in task.asked(thing).exclude(pk=getattr(sender, "pk", None))
            if task.may_act(thing, user)
        ]


notifier = ApprovalNotifier()


def register() -> None:
    """Send these mails from now on."""
    task_submitted.connect(notifier, sender=TaskState, dispatch_uid="kb_approval_mails")
