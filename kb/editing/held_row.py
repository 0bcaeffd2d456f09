"""Whoever changes a page or record in the admin holds its row until the change is done."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.admin.utils import unquote
from django.db import models, transaction
from django.http import HttpRequest
from django.http.response import HttpResponseBase

SAFE = ("GET", "HEAD", "OPTIONS")
View = Callable[..., HttpResponseBase]


def held(view: View, model: type[models.Model], *keys: str) -> View:
    """Return a view that does all of a POST in one transaction, holding the row it is about.

    What such a view reads of the row is true until it has saved: the second of two people waits,
    then sees what the first one did. `keys` are the arguments of the address that may name the
    row. PostgreSQL locks the row; SQLite lets one transaction write at a time anyway.
    """

    @wraps(view)
    def holding(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method in SAFE:
            return view(request, *args, **kwargs)
        with transaction.atomic():
            for key in keys:
                hold(model, kwargs.get(key))
            return view(request, *args, **kwargs)

    return holding


def hold(model: type[models.Model], pk: Any) -> None:
    """Hold one row until the transaction ends; a key of nothing holds nothing."""
    wanted = unquote(str(pk))
    if wanted.isdigit():
        rows = model._base_manager.order_by().select_for_update(of=("self",))
        list(rows.filter(pk=wanted).values_list("pk"))
