"""What a version refers to, as far as the reader may see it today; one query for each kind."""

from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Model
from wagtail.models import Page

from kb.models.closed_pages import open_to
from kb.permissions import User
from kb.records.base import Record
from kb.records.merged import final_keys


class Seen:
    """The records, pages, vocabulary rows and people that versions name."""

    def __init__(self, user: User) -> None:
        self.user = user
        self._wanted: dict[type[Model], set[int]] = {}
        self._found: dict[type[Model], dict[int, Any]] = {}

    def want(self, model: type[Model], pk: Any) -> None:
        """Say that something will be asked for, so that all of a kind are fetched together."""
        if isinstance(pk, int) and pk not in self._found.get(model, {}):
            self._wanted.setdefault(model, set()).add(pk)

    def get(self, model: type[Model], pk: Any) -> Any:
        """Return what this key names, None when the reader may not see it or it is gone."""
        if not isinstance(pk, int):
            return None
        found = self._found.setdefault(model, {})
        if pk not in found:
            self.want(model, pk)
            wanted = self._wanted.pop(model)
            rows = {row.pk: row for row in _visible(model, self.user).filter(pk__in=wanted)}
            rows |= self._merged(model, wanted - rows.keys())
            found.update({key: rows.get(key) for key in wanted})
        return found[pk]

    def _merged(self, model: type[Model], missing: set[int]) -> dict[int, Any]:
        """Return what the missing ones were merged into, where the reader may see that."""
        if not missing or not issubclass(model, Record):
            return {}
        now = final_keys(model, missing)
        into = _visible(model, self.user).in_bulk(set(now.values())) if now else {}
        return {key: into[pk] for key, pk in now.items() if pk in into}

    def may(self, model: Any, pk: Any) -> bool:
        """Return whether the reader may see what this key names."""
        return self.get(model, pk) is not None

    def name(self, model: type[Model], pk: Any) -> Any:
        """Return the name of what this key names, a Bilingual or a text; empty for the hidden."""
        row = self.get(model, pk)
        if row is None:
            return ""
        if isinstance(row, Record):
            return row.named
        if isinstance(row, Page):
            return row.title
        if isinstance(row, get_user_model()):
            return row.get_full_name() or row.get_username()
        return str(row)


def _visible(model: type[Model], user: User) -> Any:
    if issubclass(model, Record):
        named = [f"{model.naming}_{half}" for half in ("en", "zh")]
        others = ["code"] if hasattr(model, "code") else []
        return model.objects.visible_to(user).only(*named, *others, "slug")
    if issubclass(model, Page):
        return open_to(Page.objects.live(), user)
    if model._meta.app_label in ("wagtaildocs", "wagtailimages"):
        # A file has a permission of its own; versions do not name it.
        return model._default_manager.none()
    return model._default_manager.all()
