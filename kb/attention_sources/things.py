"""Pages and records as things that may wait for somebody: which, what they are called, where."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Cast
from django.urls import reverse
from wagtail.models import Page, Revision, WorkflowState, get_default_page_content_type

from kb.models.base import editable_pages as pages_somebody_edits
from kb.permissions import User, may_edit
from kb.records.base import Record

# A draft that somebody still has to finish: never published, or changed since.
UNFINISHED = Q(live=True, has_unpublished_changes=True) | Q(
    live=False, first_published_at__isnull=True
)


def works_at_the_desk(user: User) -> bool:
    """Return whether somebody comes into the admin at all: for others nothing there is asked."""
    return bool(user.has_perm("wagtailadmin.access_admin"))  # type: ignore[union-attr]


def editable_pages(user: User) -> Any:
    """Return the pages that this person may work on, each with its kind."""
    return pages_somebody_edits(Page.objects.select_related("content_type"), user)


def editable_records(user: User, *, archived: bool = False) -> Iterator[Any]:
    """Yield, for each kind of record that this person works on, the records; one query each."""
    for model in apps.get_models():
        if issubclass(model, Record) and may_edit(user, model):
            mine = model.objects.editable_by(user).filter(merged_into=None)
            yield mine.filter(archived_at__isnull=not archived)


def editable_things(user: User) -> Iterator[Any]:
    """Yield the pages, then the records of each kind, that this person may work on."""
    if not works_at_the_desk(user):
        return
    yield editable_pages(user)
    yield from editable_records(user)


def kind_of(thing: Any) -> Any:
    """Return what kind of thing a page or record is, in the words of its model."""
    model = thing.specific_class if isinstance(thing, Page) else type(thing)
    return model._meta.verbose_name


def title_of(thing: Any) -> object:
    """Return the title of a page as last saved, or of a record in both writings."""
    return thing.draft_title if isinstance(thing, Page) else thing.named


def editor_of(thing: Any) -> str:
    """Return the address at which a page or record is edited."""
    if isinstance(thing, Page):
        return reverse("wagtailadmin_pages:edit", args=[thing.pk])
    meta = thing._meta
    return reverse(f"wagtailsnippets_{meta.app_label}_{meta.model_name}:edit", args=[thing.pk])


def key_of(thing: Any) -> str:
    """Return what names a page or record among all of them."""
    return f"{'page' if isinstance(thing, Page) else type(thing)._meta.model_name}-{thing.pk}"


def not_under_review(things: Any) -> Any:
    """Leave out what somebody reviews now."""
    return things.filter(~Exists(_of_rows(WorkflowState.objects.active(), things)))


def not_scheduled(things: Any) -> Any:
    """Leave out what is to be published at a time."""
    scheduled = Revision.objects.filter(approved_go_live_at__isnull=False)
    return things.filter(~Exists(_of_rows(scheduled, things)))


def _of_rows(rows: QuerySet[Any], things: Any) -> QuerySet[Any]:
    """Keep the rows that belong to the row outside, whose key they hold as text."""
    return rows.filter(
        base_content_type=content_type_of(things.model),
        object_id=Cast(OuterRef("pk"), CharField()),
    )


def content_type_of(model: type[Any]) -> Any:
    """Return the content type under which the rows of Wagtail name pages, or records of a kind."""
    if issubclass(model, Page):
        return get_default_page_content_type()
    return ContentType.objects.get_for_model(model)


def by_type(rows: Iterable[Any], user: User) -> Iterator[tuple[Any, Any]]:
    """Yield rows with the page or record they are about, where this person may work on that.

    Rows have `base_content_type_id` and `object_id`; one query for each kind of thing.
    """
    wanted: dict[int, dict[str, list[Any]]] = {}
    for row in rows:
        wanted.setdefault(row.base_content_type_id, {}).setdefault(row.object_id, []).append(row)
    if not wanted:
        return
    for things in editable_things(user):
        mine = wanted.get(content_type_of(things.model).pk)
        if not mine:
            continue
        for thing in things.filter(pk__in=[key for key in mine if key.isdigit()]):
            yield from ((row, thing) for row in mine[str(thing.pk)])
