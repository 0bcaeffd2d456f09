"""What somebody at the desk may know of: pages that are open to them, records they may work on."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, Q
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page, ReferenceIndex

from kb.file_access import readable
from kb.models.closed_pages import open_to
from kb.permissions import User, is_administrator
from kb.records.base import Record


def kinds() -> list[type[Model]]:
    """Return the kinds of things that one may not know of: pages, files and every record."""
    records = [model for model in apps.get_models() if issubclass(model, Record)]
    return [Page, get_image_model(), get_document_model(), *records]


def known(model: Any, user: User) -> Any:
    """Return what this person may know of, in the admin, of one of these kinds."""
    if issubclass(model, Page):
        return open_to(model._default_manager.all(), user)
    if issubclass(model, Record):
        return model.objects.editable_by(user)
    return readable(model._default_manager.all(), user)


def is_known(thing: Model, user: User) -> bool:
    """Return whether somebody may know of a thing; of what is of no such kind everybody may."""
    model = type(thing)
    if not issubclass(model, tuple(kinds())):
        return True
    return bool(known(model, user).filter(pk=thing.pk).exists())


def about_known(
    rows: Any,
    user: User,
    prefix: str = "",
    kind: str = "base_content_type",
    *,
    named: Iterable[int] | None = None,
) -> Any:
    """Keep, of rows that are about a page or record, those about something this person may know of.

    Rows name it by `object_id` and a content type (`kind`), both after `prefix`; `named` are the
    content types of these rows, where somebody knows them: no others are looked at.
    """
    if is_administrator(user):
        return rows
    hidden = Q()
    for model in kinds():
        if named is not None and ContentType.objects.get_for_model(model).pk not in named:
            continue
        # Keys, not a subquery: nested in Wagtail's own these go beyond what SQLite can parse.
        keys = model._default_manager.exclude(pk__in=known(model, user).values("pk")).order_by()
        if unknown := [str(key) for key in keys.values_list("pk", flat=True)]:
            of_kind = Q(**{f"{prefix}{kind}": ContentType.objects.get_for_model(model)})
            hidden |= of_kind & Q(**{f"{prefix}object_id__in": unknown})
    return rows.exclude(hidden) if hidden else rows


def references(thing: Model) -> Iterator[tuple[type[Model], str]]:
    """Yield kind and key of everything that a version of a page, saved or not, refers to."""
    for content_type, key, _path, _content in ReferenceIndex._extract_references_from_object(thing):
        if model := ContentType.objects.get_for_id(content_type).model_class():
            yield model, str(key)


def holds_unknown(thing: Model, user: User) -> bool:
    """Return whether a version of a page quotes, shows or links to what is kept from somebody."""
    if is_administrator(user):
        return False
    wanted: dict[type[Model], set[str]] = {}
    for model, key in references(thing):
        if issubclass(model, tuple(kinds())) and key.isdigit():
            wanted.setdefault(model, set()).add(key)
    for model, keys in wanted.items():
        there: Any = model._default_manager.filter(pk__in=keys)  # what is gone tells nothing
        if known(model, user).filter(pk__in=keys).count() < there.count():
            return True
    return False
