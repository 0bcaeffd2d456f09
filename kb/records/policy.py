"""The permission policy of a kind of record: rights on the kind, and of its audience."""

from collections.abc import Iterable
from typing import Any

from wagtail.permission_policies import ModelPermissionPolicy

from kb.permissions import User


class AudiencePolicy(ModelPermissionPolicy):
    """Wagtail's policy of model permissions, narrowed to the records a person may work on."""

    def user_has_permission_for_instance(self, user: User, action: str, instance: Any) -> bool:
        """Return whether somebody may do something to this very record."""
        return self.user_has_any_permission_for_instance(user, [action], instance)

    def user_has_any_permission_for_instance(
        self, user: User, actions: Iterable[str], instance: Any
    ) -> bool:
        """Return whether somebody may do one of these things to this very record."""
        return self.user_has_any_permission(user, actions) and (
            instance.pk is None
            or self.model.objects.editable_by(user).filter(pk=instance.pk).exists()
        )

    def instances_user_has_any_permission_for(self, user: User, actions: Iterable[str]) -> Any:
        """Return the records somebody may do one of these things to."""
        if self.user_has_any_permission(user, actions):
            return self.model.objects.editable_by(user)
        return self.model.objects.none()
