"""What came of decisions about a raw document, as far as one person may work on it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.urls import reverse
from wagtail.models import Page

from cases.models import ProposalDecision
from kb.models.closed_pages import open_to
from kb.permissions import User
from kb.records.base import Record


@dataclass(frozen=True, slots=True)
class Made:
    """A record or page with its address: its own once it is published, until then its editor's."""

    thing: Any
    name: Any
    kind: str
    address: str


def made_of(decisions: Iterable[ProposalDecision], user: User) -> dict[int, Made]:
    """Return what was made, by the key of the decision; without what this person may not see."""
    by_kind: dict[int, list[ProposalDecision]] = {}
    for decision in decisions:
        if decision.made_id is not None and decision.made_type_id is not None:
            by_kind.setdefault(decision.made_type_id, []).append(decision)
    found = {}
    for kind, them in by_kind.items():
        model: Any = ContentType.objects.get_for_id(kind).model_class()
        keys = [one.made_id for one in them]
        if issubclass(model, Record):
            things = model.objects.editable_by(user).in_bulk(keys)
        elif issubclass(model, Page):
            rows = open_to(model.objects.filter(pk__in=keys), user)
            things = {page.pk: page for page in rows if page.permissions_for_user(user).can_edit()}
        else:
            continue
        for one in them:
            if (thing := things.get(one.made_id)) is not None:
                found[one.pk] = _made(thing)
    return found


def _made(thing: Any) -> Made:
    kind = str(thing._meta.verbose_name)
    if isinstance(thing, Page):
        address = thing.url if thing.live else reverse("wagtailadmin_pages:edit", args=[thing.pk])
        return Made(thing, thing.title, kind, address or "")
    meta = thing._meta
    if thing.live and thing.archived_at is None:
        address = thing.get_absolute_url()
    else:
        name = f"wagtailsnippets_{meta.app_label}_{meta.model_name}:edit"
        address = reverse(name, args=[thing.pk])
    return Made(thing, thing.named, kind, address)
