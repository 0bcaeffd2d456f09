"""What is archived, of all kinds, as one list for somebody who may work on it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.apps import apps
from django.utils.translation import gettext as _
from wagtail.documents import get_document_model
from wagtail.images import get_image_model

from kb.archiving import archived_files
from kb.attention_sources.things import editable_pages
from kb.file_access import readable
from kb.models import ArchivedPage
from kb.permissions import User, may_edit
from kb.records.base import Record


@dataclass(frozen=True)
class Archived:
    """A thing that is archived: since when, by whom if that is known."""

    thing: Any
    kind: str
    title: object
    at: datetime
    by: Any = None


def _record_models(user: User) -> list[Any]:
    return [
        model for model in apps.get_models() if issubclass(model, Record) and may_edit(user, model)
    ]


def kinds(user: User) -> list[tuple[str, str]]:
    """Return the kinds to choose from, as key and label."""
    records = [(m._meta.model_name, str(m._meta.verbose_name_plural)) for m in _record_models(user)]
    return [("page", _("pages")), ("image", _("images")), ("document", _("documents")), *records]


def archived_things(user: User, kind: str = "") -> list[Archived]:
    """Return what is archived and this person may work on, latest first; of one kind if named."""
    return sorted(_find(user, kind), key=lambda one: one.at, reverse=True)


def _find(user: User, kind: str) -> Iterator[Archived]:
    if kind in ("", "page"):
        yield from _pages(user)
    for model in (get_image_model(), get_document_model()):
        if kind in ("", model._meta.model_name):
            yield from _files(model, user)
    for model in _record_models(user):
        if kind in ("", model._meta.model_name):
            archived = model.objects.editable_by(user).exclude(archived_at=None)
            for record in archived.filter(merged_into=None):
                name = str(model._meta.verbose_name)
                yield Archived(record, name, record.named, record.archived_at)


def _pages(user: User) -> Iterator[Archived]:
    rows = ArchivedPage.objects.filter(page__in=editable_pages(user).values("pk"))
    for row in rows.select_related("page__content_type", "archived_by"):
        kind = str(row.page.specific_class._meta.verbose_name)
        yield Archived(row.page, kind, row.page.draft_title, row.archived_at, row.archived_by)


def _files(model: Any, user: User) -> Iterator[Archived]:
    rows = {row.object_id: row for row in archived_files(model).select_related("archived_by")}
    for file in readable(model.objects.filter(pk__in=rows), user):
        row = rows[file.pk]
        kind = str(model._meta.verbose_name)
        yield Archived(file, kind, file.title, row.archived_at, row.archived_by)
