"""What Wagtail asks before it lists or opens pages and files, narrowed to what one may know of."""

from collections.abc import Iterable
from typing import Any

from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page
from wagtail.permission_policies.collections import CollectionOwnershipPermissionPolicy
from wagtail.permission_policies.pages import PagePermissionPolicy
from wagtail.permissions import register_permission_policy

from kb.file_access import open_collections, readable
from kb.models.closed_pages import open_to
from kb.permissions import User


class OpenPages(PagePermissionPolicy):
    """Wagtail's rights on parts of the tree, without what a restriction closes to somebody."""

    def explorable_instances(self, user: User) -> Any:
        """Return the pages that the explorer, its search and its choosers may list."""
        return open_to(super().explorable_instances(user), user)

    def instances_user_has_any_permission_for(self, user: User, actions: Iterable[str]) -> Any:
        """Return the pages that somebody may do one of these things to."""
        return open_to(super().instances_user_has_any_permission_for(user, actions), user)

    def user_has_any_permission_for_instance(
        self, user: User, actions: Iterable[str], instance: Any
    ) -> bool:
        """Return whether somebody may do one of these things to this very page."""
        return bool(
            super().user_has_any_permission_for_instance(user, actions, instance)
            and open_to(Page.objects.filter(pk=instance.pk), user).exists()
        )


class ReadableFiles(CollectionOwnershipPermissionPolicy):
    """Wagtail's rights on collections, without files and collections closed to somebody."""

    def instances_user_has_any_permission_for(self, user: User, actions: Iterable[str]) -> Any:
        """Return the files that somebody may do one of these things to."""
        return readable(super().instances_user_has_any_permission_for(user, actions), user)

    def user_has_any_permission_for_instance(
        self, user: User, actions: Iterable[str], instance: Any
    ) -> bool:
        """Return whether somebody may do one of these things to this very file."""
        return bool(
            super().user_has_any_permission_for_instance(user, actions, instance)
            and readable(self.model._default_manager.filter(pk=instance.pk), user).exists()
        )

    def collections_user_has_any_permission_for(self, user: User, actions: Iterable[str]) -> Any:
        """Return the collections that somebody may do one of these things in."""
        return open_collections(
            super().collections_user_has_any_permission_for(user, actions), user
        )


def register() -> None:
    """Put these in the place of Wagtail's own; before anything asks for a policy."""
    register_permission_policy(Page, OpenPages())
    for model in (get_image_model(), get_document_model()):
        register_permission_policy(
            model, ReadableFiles(model, auth_model=model, owner_field_name="uploaded_by_user")
        )
