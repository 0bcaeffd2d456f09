"""What the indexes still say as it was: written anew by the worker, a few at a time.

Only for changes of very many records at once (`docs/merging.md`); a save writes its own entry.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping
from typing import Any, ClassVar

from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction

from kb.search.together import refresh_together

BATCH = 25  # objects in one transaction: a save waits for one of them at most
SECONDS = 5.0  # so that the worker comes to its other jobs


class IndexDue(models.Model):
    """A page or record whose entry and references are to be written anew."""

    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, db_index=False)
    object_id = models.BigIntegerField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["content_type", "object_id"], name="due_once"),
        ]

    def __str__(self) -> str:
        return f"{self.content_type_id} {self.object_id}"


def write_later(objects: Mapping[Any, Iterable[int]]) -> None:
    """Leave objects, by model, to the worker; in the transaction of the change they follow from."""
    types = {ContentType.objects.get_for_model(model): keys for model, keys in objects.items()}
    IndexDue.objects.bulk_create(
        [
            IndexDue(content_type=content_type, object_id=key)
            for content_type, keys in sorted(types.items(), key=lambda one: one[0].pk)
            for key in sorted(keys)
        ],
        batch_size=300,
        # What is due already is held as well: the worker waits, and reads what is committed here.
        update_conflicts=True,
        unique_fields=["content_type", "object_id"],
        update_fields=["object_id"],
    )


def write_some(seconds: float = SECONDS) -> int:
    """Write what is due for some seconds; return how many were written.

    Who is killed has lost one batch, which is still due: rows go with what they asked for.
    """
    until = time.monotonic() + seconds
    done = 0
    while first := IndexDue.objects.order_by("pk").first():
        done += _write(first.content_type)
        if time.monotonic() >= until:
            break
    return done


@transaction.atomic
def _write(content_type: ContentType) -> int:
    due = IndexDue.objects.filter(content_type=content_type).order_by("object_id")
    keys = list(due.values_list("object_id", flat=True)[:BATCH])
    model = content_type.model_class()
    if model is not None:
        # A save of one of them, or a merge, waits or is waited for: records first, as merges do.
        rows = model._base_manager.filter(pk__in=keys).order_by("pk")
        list(rows.select_for_update(of=("self",)).values_list("pk"))
    due.filter(object_id__in=keys).delete()
    if model is not None:
        refresh_together(model, keys)
    return len(keys)
