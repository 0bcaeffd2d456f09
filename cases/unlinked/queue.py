"""The queue of unlinked mentions: what one person may decide, and what was decided."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from wagtail.log_actions import log
from wagtail.models import Page

from cases.models import MentionDecision, UnlinkedMention
from cases.querysets.naming import named
from cases.unlinked.names import NAMED
from cases.unlinked.reading import RECORDS
from kb.models.base import editable_pages
from kb.permissions import User, may_edit
from kb.search.page_sources import page_models

PAGE = "page"
THINGS: dict[str, Any] = {model._meta.model_name or "": model for model in RECORDS}
LANGUAGES = ("en", "zh")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What of the queue somebody looks at; empty is everything.

    `of` names one thing (`page-12`, `incident-5`), `who` one person or organisation (`person-3`).
    """

    kind: str = ""
    thing: str = ""
    language: str = ""
    text: str = ""
    of: str = ""
    who: str = ""

    def of_kind(self, kind: str) -> Wanted:
        """Return the same for another kind of who is named."""
        return replace(self, kind=kind)


@dataclass(frozen=True, slots=True)
class Card:
    """A row as it is shown, with the thing and whom it names."""

    row: Any
    thing: Any
    named: Any

    @property
    def kind(self) -> str:
        """The kind of thing: page, or that of a record."""
        return PAGE if isinstance(self.thing, Page) else str(self.thing._meta.model_name)


def works_on_any(user: User) -> bool:
    """Return whether somebody works on any kind of thing that is looked through."""
    return bool(things_of(user))


def things_of(user: User) -> list[str]:
    """Return the kinds of things this person works on."""
    if not getattr(user, "has_perm", None) or not user.has_perm("wagtailadmin.access_admin"):  # type: ignore[union-attr]
        return []
    kinds = [kind for kind, model in THINGS.items() if may_edit(user, model)]
    return [PAGE, *kinds]


def mine(rows: Any, user: User, things: Iterable[str] | None = None) -> Any:
    """Keep rows about what this person may work on, that name whom they may see."""
    allowed = things_of(user)
    condition = Q(pk__in=())
    for kind in allowed if things is None else things:
        if kind in allowed:
            condition |= _about_mine(kind, user)
    seen = Q(pk__in=())
    for kind, model in NAMED.items():
        visible = model.objects.visible_to(user).values("pk")
        seen |= Q(named_kind=kind, named__in=visible)
    return rows.filter(condition, seen)


def _about_mine(kind: str, user: User) -> Q:
    if kind == PAGE:
        types = ContentType.objects.get_for_models(*page_models()).values()
        pages = editable_pages(Page.objects.all(), user).values("pk")
        return Q(content_type__in=[one.pk for one in types], object_id__in=pages)
    model = THINGS[kind]
    records = model.objects.editable_by(user).filter(archived_at=None).values("pk")
    return Q(content_type=ContentType.objects.get_for_model(model), object_id__in=records)


def waiting(user: User, wanted: Wanted = Wanted()) -> Any:
    """Return what this person may decide: published things first, then what is named most."""
    rows = UnlinkedMention.objects.undecided()
    if wanted.language:
        rows = rows.filter(language__in=[wanted.language, "both"])
    if wanted.text:
        rows = named(rows, wanted.text, "told")
    return _narrowed(rows, user, wanted).order_by("-is_live", "-count", "pk")


def decided(user: User, wanted: Wanted = Wanted()) -> Any:
    """Return what was decided of what this person may work on, the latest first."""
    rows = _narrowed(MentionDecision.objects.select_related("by"), user, wanted)
    return rows.order_by("-at", "-pk")


def _narrowed(rows: Any, user: User, wanted: Wanted) -> Any:
    things = [wanted.thing] if wanted.thing else None
    if wanted.of:
        kind, pk = _number(wanted.of)
        things = [kind] if things in (None, [kind]) else []
        rows = rows.filter(object_id=pk)
    if wanted.who:
        kind, pk = _number(wanted.who)
        rows = rows.filter(named_kind=kind, named=pk)
    if wanted.kind:
        rows = rows.filter(named_kind=wanted.kind)
    return mine(rows, user, things)


def _number(told: str) -> tuple[str, int]:
    """Return the kind and number of `incident-5`; a number of nothing for what is none."""
    kind, _dash, number = told.partition("-")
    is_number = number.isascii() and number.isdecimal() and len(number) < 10
    return kind, int(number) if is_number else 0


def shown(rows: Iterable[Any], user: User) -> list[Card]:
    """Return rows with what they are about; one query for each kind, what is gone left out."""
    listed = list(rows)
    wanted: dict[Any, set[int]] = defaultdict(set)
    for row in listed:
        wanted[row.content_type_id].add(row.object_id)
        wanted[row.named_kind].add(row.named)
    there: dict[Any, dict[int, Any]] = {}
    for key, keys in wanted.items():
        if isinstance(key, str):
            there[key] = NAMED[key].objects.visible_to(user).in_bulk(keys)
            continue
        model: Any = ContentType.objects.get_for_id(key).model_class()
        rows_of = model.objects.all() if issubclass(model, Page) else model._base_manager.all()
        there[key] = rows_of.in_bulk(keys)
    return [
        Card(row, there[row.content_type_id][row.object_id], there[row.named_kind][row.named])
        for row in listed
        if row.object_id in there[row.content_type_id] and row.named in there[row.named_kind]
    ]


@transaction.atomic
def decide(card: Card, user: Any, answer: str, part: str = "") -> MentionDecision:
    """Keep what was decided; it holds as long as the text around the name stays."""
    row = card.row
    decision, _made = MentionDecision.objects.update_or_create(
        content_type_id=row.content_type_id,
        object_id=row.object_id,
        named_kind=row.named_kind,
        named=row.named,
        defaults={
            "seen": row.seen,
            "answer": answer,
            "part": part,
            "by": user,
            "at": timezone.now(),
        },
    )
    if answer == MentionDecision.Answer.NOT_MEANT:
        log(instance=card.thing, action="cases.not_meant", user=user)
    return decision


@transaction.atomic
def take_back(card: Card, user: Any) -> None:
    """Ask again about what was decided."""
    if card.row.answer == MentionDecision.Answer.NOT_MEANT:
        log(instance=card.thing, action="cases.not_meant.back", user=user)
    card.row.delete()
