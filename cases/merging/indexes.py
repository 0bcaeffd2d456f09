"""Search entries, suggestions and references of everything that a merge touches, written anew."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from wagtail.models import Page

from cases.merging.relations import owners, relations
from kb.language import protected_terms
from kb.references import all_references_to
from kb.search.due import write_later
from kb.search.indexing import count_as, source_of
from kb.search.together import refresh_together

# So many records and pages are written in the request, a second or two; more by the worker.
AT_ONCE = 40


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


def refresh(kept: Any, merged: Any, touched: dict[Any, set[int]], *, apart: bool = False) -> None:
    """Write the indexes of two records, and of the records and pages that name them.

    Of more than AT_ONCE the worker writes them in the next minutes. Until then they are found by
    the words they were found by; under whom they are counted is true at once. `apart` says that a
    merge was undone.
    """
    named = pages_naming(kept, merged)
    for model, keys in touched.items():
        named.setdefault(model, set()).update(keys)
    kind = type(kept)
    refresh_together(kind, [kept.pk, merged.pk])
    named.setdefault(kind, set()).difference_update((kept.pk, merged.pk))
    if sum(map(len, named.values())) <= AT_ONCE:
        for model, keys in named.items():
            refresh_together(model, keys)
    else:
        # Search counts what names a person or organisation under the name of its kind.
        facet = str(kind._meta.model_name)
        if apart:
            count_as(facet, str(kept.pk), str(merged.pk), naming(merged), naming(kept))
        else:
            count_as(facet, str(merged.pk), str(kept.pk), named, {})
        for model, keys in named.items():
            # Who may know of what is never left for later.
            source = source_of(model)
            if source is not None and source.beside is not None:
                source.beside.write(sorted(keys))
        write_later(named)
    protected_terms.forget()


def naming(record: Any) -> dict[Any, set[int]]:
    """Return the records with rows that name a record, by kind."""
    found: dict[Any, set[int]] = defaultdict(set)
    for relation in relations(type(record)):
        for kind, keys in owners(relation, list(relation.names(record.pk))).items():
            found[kind] |= keys
    return found
