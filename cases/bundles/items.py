"""The things of a bundle, as somebody may know them."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from wagtail.models import Page
from wagtail.permission_policies.pages import PagePermissionPolicy

from cases.bundles.contents import waits
from cases.models import Bundle, BundleItem, Incident
from kb.admin_doors.known import holds_unknown
from kb.models.base import editable_pages
from kb.models.closed_pages import open_to
from kb.permissions import User, is_administrator, may
from kb.records.publish_together import key_of, newest

Keys = dict[Any, set[int]]


@dataclass(frozen=True)
class Known:
    """What somebody may work on of a bundle, and whether that is all of it."""

    things: list[Any]
    is_all: bool

    @property
    def waiting(self) -> list[Any]:
        """What readers do not have yet."""
        return [one for one in self.things if waits(one)]


def known_of(bundle: Bundle, user: User) -> Known:
    """Return what this person may work on of a bundle; pages are specific. What is gone is gone."""
    there: dict[str, Any] = {}
    mine: set[str] = set()
    for model, keys in _by_model(bundle.items.all()).items():
        rows = model._base_manager.filter(pk__in=keys).order_by("pk")
        there |= {key_of(one): one for one in rows}
        for one in rows.filter(pk__in=_workable(model, user).values("pk")):
            if not (isinstance(one, Page) and holds_unknown(newest(one), user)):
                mine.add(key_of(one))
    things = sorted((one for key, one in there.items() if key in mine), key=_place)
    return Known(things, len(mine) == len(there))


def _place(thing: Any) -> tuple[bool, bool, str]:
    """Return where a thing stands in a list: the incidents, the pages, then the others by kind."""
    return not isinstance(thing, Incident), not isinstance(thing, Page), key_of(thing)


def open_bundle(incident: Incident, user: User) -> Bundle | None:
    """Return what is under way for an incident, or came back, as far as somebody may know of it.

    Their own, or one of which they may work on all; the newest of several.
    """
    for bundle in Bundle.objects.visible_to(user).open().filter(incident=incident).order_by("-pk"):
        is_own = user.pk in (bundle.asked_by_id, bundle.decided_by_id)
        if is_own or (bundle.is_under_way and known_of(bundle, user).is_all):
            return bundle  # type: ignore[no-any-return]
    return None


def _workable(model: Any, user: User) -> Any:
    if issubclass(model, Page):
        return editable_pages(Page.objects.all(), user)
    return model.objects.editable_by(user)


def _by_model(items: Iterable[BundleItem]) -> Keys:
    found: Keys = {}
    for item in items:
        kind = ContentType.objects.get_for_id(item.content_type_id)
        if (model := kind.model_class()) is not None:
            found.setdefault(model, set()).add(item.object_id)
    return found


@transaction.atomic
def put_in(bundle: Bundle, things: Collection[Any]) -> None:
    """Let a bundle hold exactly these things."""
    bundle.items.all().delete()
    for one in things:
        kind = ContentType.objects.get_for_model(type(one))
        bundle.items.create(content_type=kind, object_id=one.pk)


def all_publishable(bundles: Collection[Any], user: User) -> list[Any]:
    """Keep the bundles of which somebody may work on each thing, and has the right to publish it.

    As many queries for many bundles as for one: `items` is to be prefetched.
    """
    if is_administrator(user):
        return list(bundles)
    wanted = _by_model(item for one in bundles for item in one.items.all())
    refused: set[tuple[Any, int]] = set()
    for model, keys in wanted.items():
        allowed = _publishable(model, user).filter(pk__in=keys)
        there = set(model._base_manager.filter(pk__in=keys).values_list("pk", flat=True))
        refused |= {(model, key) for key in there - set(allowed.values_list("pk", flat=True))}
    return [
        one
        for one in bundles
        if not any(
            (model, key) in refused
            for model, keys in _by_model(one.items.all()).items()
            for key in keys
        )
    ]


def _publishable(model: Any, user: User) -> Any:
    if issubclass(model, Page):
        pages = PagePermissionPolicy().instances_user_has_permission_for(user, "publish")
        return open_to(Page.objects.filter(pk__in=pages.values("pk")), user)
    workable = model.objects.editable_by(user)
    return workable if may(user, "publish", model) else workable.none()
