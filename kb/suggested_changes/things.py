"""The pages and records that suggestions are about, as one person may see them."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from wagtail.models import Page

from kb.language.reader import current_reader
from kb.models import Suggestion
from kb.models.base import editable_pages
from kb.models.closed_pages import open_to
from kb.permissions import User, may_edit


def with_things(suggestions: Iterable[Suggestion], user: User) -> list[tuple[Suggestion, Any]]:
    """Return suggestions with what each is about, without those on what this person may not see.

    One query for all pages, and one for each kind of record.
    """
    rows = list(suggestions)
    things: dict[Any, Any] = {}
    if keys := {one.page_key for one in rows if one.page_key}:
        things |= _pages(keys, user)
    for kind in {one.content_type_id for one in rows if one.content_type_id}:
        numbers = {one.object_id for one in rows if one.content_type_id == kind}
        things |= {(kind, one.pk): one for one in _records(kind, numbers, user)}
    told = ((one, things.get(one.page_key or (one.content_type_id, one.object_id))) for one in rows)
    return [(one, thing) for one, thing in told if thing is not None]


def _pages(keys: set[UUID], user: User) -> dict[UUID, Page]:
    """Return one page of each translation: published and in the reader's language, if there is."""
    pages = Page.objects.filter(translation_key__in=keys).select_related("locale", "content_type")
    mine = editable_pages(Page.objects.filter(translation_key__in=keys), user)
    content = current_reader().content

    def fits(page: Page) -> tuple[bool, bool]:
        return page.live, page.locale.language_code == content

    found = open_to(pages.filter(Q(live=True) | Q(pk__in=mine.values("pk"))), user)
    return {page.translation_key: page for page in sorted(found, key=fits)}


def _records(kind: int, numbers: set[Any], user: User) -> Any:
    model: Any = ContentType.objects.get_for_id(kind).model_class()
    if model is None:
        return []
    rows = model.objects
    rows = rows.editable_by(user) if may_edit(user, model) else rows.visible_to(user)
    return rows.filter(pk__in=numbers, merged_into=None)
