"""Search entries, suggestions and references of everything that a merge touches, written anew."""

from __future__ import annotations

from typing import Any

from wagtail.models import Page

from kb.language import protected_terms
from kb.records.base import refresh_indexes
from kb.references import all_references_to


def pages_naming(*records: Any) -> list[Page]:
    """Return the pages whose texts show one of these records, as they are in the database."""
    keys: set[str] = set()
    for record in records:
        rows = all_references_to(record).filter(
            base_content_type__app_label="wagtailcore", base_content_type__model="page"
        )
        keys |= set(rows.values_list("object_id", flat=True))
    return list(Page.objects.filter(pk__in=keys).specific().order_by("path"))


def refresh(kept: Any, merged: Any, touched: dict[Any, set[int]]) -> None:
    """Write the indexes of two records, and of the records and pages that name them."""
    pages = pages_naming(kept, merged)
    refresh_indexes(kept)
    refresh_indexes(merged)
    for model, keys in touched.items():
        for record in model._base_manager.filter(pk__in=keys).exclude(
            pk__in=[kept.pk, merged.pk] if isinstance(kept, model) else []
        ):
            refresh_indexes(record)
    for page in pages:
        refresh_indexes(page)
    protected_terms.forget()
