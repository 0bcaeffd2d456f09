"""What of the rest of the site names something of the demonstration world."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField
from django.db.models.functions import Cast
from wagtail.models import Page, ReferenceIndex

from cases.demo_world.marks import of_demo
from cases.demo_world.relations import Key, goes_along, is_loose, keys_to, of_demo_rows, root_of
from kb.records.base import refresh_indexes


@dataclass(frozen=True, slots=True)
class Hold:
    """A row outside that names a demonstration record, by which key."""

    row: Any
    key: Key | None
    holder: Any
    held: Any

    def __str__(self) -> str:
        kind = self.holder._meta.verbose_name
        return f"{kind} “{self.holder}” names {self.held._meta.verbose_name} “{self.held}”"


def holds(model: type[Any], keys: Iterable[int] | None = None) -> Iterator[Hold]:
    """Yield what outside names demonstration records of a kind, all or those of some keys."""
    held = of_demo(model)
    if keys is not None:
        held = held.filter(pk__in=keys)
    for other, key in keys_to(model):
        if is_loose(other, key):
            continue
        outside = other._base_manager.filter(**{f"{key.name}__in": held.values("pk")})
        ours = of_demo_rows(other)
        for row in outside.exclude(ours) if ours else outside:
            yield Hold(row, key, root_of(row), getattr(row, key.name))
    yield from _pages(model, held)


def _pages(model: type[Any], held: Any) -> Iterator[Hold]:
    """Yield the pages whose text shows demonstration records of a kind."""
    rows = ReferenceIndex.objects.filter(
        base_content_type=ContentType.objects.get_for_model(Page),
        to_content_type=ContentType.objects.get_for_model(model),
        to_object_id__in=held.annotate(key_text=Cast("pk", CharField())).values("key_text"),
    )
    for row in rows:
        page = Page.objects.filter(pk=row.object_id).first()
        if page is not None:
            yield Hold(page, None, page, model._base_manager.get(pk=row.to_object_id))


def cut(hold: Hold) -> None:
    """Take the row, or the key in a record, out; the text of a page stays as it is."""
    if hold.key is None:
        return
    rows = type(hold.row)._base_manager.filter(pk=hold.row.pk)
    if goes_along(type(hold.row), hold.key):
        rows.delete()
    else:
        rows.update(**{hold.key.name: None})
    if hasattr(hold.holder, "named"):
        refresh_indexes(hold.holder)
