"""Search entries, suggestions and references of everything that a merge touches, written anew."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from wagtail.models import Page

from kb.language import protected_terms
from kb.references import all_references_to
from kb.search.together import refresh_together


def pages_naming(*records: Any) -> dict[Any, set[int]]:
    """Return the pages whose texts show one of these records, by kind."""
    keys: set[str] = set()
    for record in records:
        rows = all_references_to(record).filter(
            base_content_type__app_label="wagtailcore", base_content_type__model="page"
        )
        keys |= set(rows.values_list("object_id", flat=True))
    found: dict[Any, set[int]] = defaultdict(set)
    for page in Page.objects.filter(pk__in=keys).select_related("content_type"):
        found[page.specific_class].add(page.pk)
    return found


def refresh(kept: Any, merged: Any, touched: dict[Any, set[int]]) -> None:
    """Write the indexes of two records, and of the records and pages that name them."""
    named = pages_naming(kept, merged)
    for model, keys in touched.items():
        named.setdefault(model, set()).update(keys)
    named.setdefault(type(kept), set()).update((kept.pk, merged.pk))
    for model, keys in named.items():
        refresh_together(model, keys)
    protected_terms.forget()
