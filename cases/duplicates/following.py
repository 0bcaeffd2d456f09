"""Follows what is saved: the likely pairs of a record are found anew once it is committed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction
from django.db.models import Model
from django.db.models.signals import post_delete, post_save

from cases.duplicates.conflicts import refresh_organisation, refresh_person
from cases.duplicates.finding import forget, refresh, without_keys
from cases.duplicates.judging import KINDS
from cases.duplicates.loading import MODELS

# What Wagtail saves by itself, and no name, time or link depends on.
_BESIDE_WORDS = """
latest_revision has_unpublished_changes locked locked_at locked_by lock expired
"""
_BESIDE = frozenset(_BESIDE_WORDS.split())
_AT_ONCE = 200


@dataclass(frozen=True)
class Refresh:
    """One record to look at after the commit; equal for several saves in one transaction."""

    kind: str
    pk: int

    def __call__(self) -> None:
        refresh(self.kind, self.pk)
        if self.kind == "person":
            refresh_person(self.pk)
        elif self.kind == "organisation":
            refresh_organisation(self.pk)


def saved(instance: Model, raw: bool = False, update_fields: Any = None, **_kwargs: Any) -> None:
    """Note that a record was saved; its parts are in the database when the transaction ends."""
    if raw or (update_fields is not None and set(update_fields) <= _BESIDE):
        return
    due = Refresh(str(instance._meta.model_name), instance.pk)
    if not any(due == waiting[1] for waiting in connection.run_on_commit):
        # A likeness is an offer of help: that it cannot be found must not undo or hide a save.
        transaction.on_commit(due, robust=True)


def deleted(instance: Model, **_kwargs: Any) -> None:
    """Take out what was kept of a record."""
    forget(str(instance._meta.model_name), instance.pk)


def catch_up() -> int:
    """Find the pairs of records that were stored without a save; return how many were looked at.

    A few at a time: the worker does it again and again. Many at once are for the command.
    """
    done = 0
    for kind in KINDS:
        for pk in without_keys(kind, _AT_ONCE - done):
            Refresh(kind, pk)()
            done += 1
    return done


def connect() -> None:
    """Follow the kinds that are compared."""
    for model in MODELS.values():
        post_save.connect(saved, sender=model, dispatch_uid=f"likely-{model.__name__}")
        post_delete.connect(deleted, sender=model, dispatch_uid=f"unlikely-{model.__name__}")
