"""Previews of drafts: the reader's page of a record as if it were published, then forgotten.

A draft's parts have no rows that the page could ask for. So the draft is saved as published
inside a transaction, its page is made for whoever previews, and all of it is taken back.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import DatabaseError, transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import resolve

from kb.editing.indexing import references_kept
from kb.language import protected_terms
from kb.permissions import User
from kb.records.neighbours import unpublished_of
from kb.registry import Registry


@dataclass(frozen=True)
class Completion:
    """What a draft of a kind still lacks for its page to show it: `complete(record)` adds that."""

    name: str
    model: type[Any]
    complete: Callable[[Any], None]


completions: Registry[Completion] = Registry()


def preview(record: Any, request: HttpRequest) -> HttpResponse:
    """Return the reader's page of a draft in the active language, and keep nothing of it.

    It shows what whoever previews would see of it: facts whose sources they may not open stay
    hidden. What the draft names and what is not published yet is shown, where they may work on it.
    """
    try:
        with transaction.atomic():
            try:
                return _page(record, request)
            finally:
                transaction.set_rollback(True)
    except (Http404, DatabaseError):
        # It names something that is hidden here, or is being changed at this very moment.
        return render(request, "kb/admin/no_preview.html", {"object": record})
    finally:
        # The names of the draft were in the database for a moment.
        protected_terms.forget()


def _page(record: Any, request: HttpRequest) -> HttpResponse:
    with references_kept():
        _publish_neighbours(record, request.user)
        record.live, record.archived_at, record.merged_into = True, None, None
        record.save()
        for completion in completions:
            if isinstance(record, completion.model):
                completion.complete(record)
    address = record.get_absolute_url()
    request.path = request.path_info = address
    view = resolve(address)
    response: HttpResponse = view.func(request, *view.args, **view.kwargs)
    return response


def _publish_neighbours(record: Any, user: User) -> None:
    for one in unpublished_of(record, user):
        type(one)._base_manager.filter(pk=one.pk).update(live=True)
