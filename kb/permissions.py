"""Who may: the questions every list, page and action of the site asks, in plain functions."""

from collections.abc import Hashable
from contextvars import ContextVar
from typing import TypeAlias

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.db.models import Model

User: TypeAlias = AbstractBaseUser | AnonymousUser

# Who asks, while a request is answered: for what Wagtail renders without knowing for whom.
asking: ContextVar[User | None] = ContextVar("asking", default=None)

# Groups that say what a person does; any other group may be an audience.
READERS = "Readers"
EDITORS = "Editors"
REVIEWERS = "Reviewers"
ADMINISTRATORS = "Administrators"
ROLE_GROUPS = (READERS, EDITORS, REVIEWERS, ADMINISTRATORS)


def is_signed_in(user: User) -> bool:
    """Return whether this is somebody with an account in use."""
    return bool(user.is_authenticated and user.is_active)


def anybody_signed_in(groups: frozenset[int] = frozenset()) -> User:
    """Return somebody who is signed in and in these groups only: they see what all such may see."""
    # A model of the user, so imported only when asked.
    from django.contrib.auth import get_user_model

    somebody: User = get_user_model()(is_active=True)
    somebody._casebook_group_ids = groups  # type: ignore[union-attr]
    return somebody


def is_administrator(user: User) -> bool:
    """Return whether this person sees and edits everything."""
    return is_signed_in(user) and bool(getattr(user, "is_superuser", False))


def group_ids(user: User) -> frozenset[int]:
    """Return the keys of the groups this person is in, read once per user object."""
    if not is_signed_in(user):
        return frozenset()
    known: frozenset[int] | None = getattr(user, "_casebook_group_ids", None)
    if known is None:
        known = frozenset(user.groups.values_list("pk", flat=True))  # type: ignore[union-attr]
        user._casebook_group_ids = known  # type: ignore[union-attr]
    return known


def rights(user: User) -> Hashable:
    """Return what decides which rows somebody may see: equal for all who may see the same."""
    return is_administrator(user), is_signed_in(user), group_ids(user)


def may(user: User, action: str, model: type[Model]) -> bool:
    """Return whether this person holds a model permission: add, change, delete or publish."""
    meta = model._meta
    return is_signed_in(user) and bool(
        user.has_perm(f"{meta.app_label}.{action}_{meta.model_name}")  # type: ignore[union-attr]
    )


def may_edit(user: User, model: type[Model]) -> bool:
    """Return whether this person drafts or publishes records of a kind."""
    return may(user, "change", model) or may(user, "publish", model)
