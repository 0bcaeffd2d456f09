"""Finding a record by its address, for a reader: the one helper that fetches and authorises."""

from typing import Any

from django.http import Http404

from kb.permissions import User
from kb.records.merged import final_keys
from kb.records.slugs import RetiredSlug


class Moved(str):
    """The address that another one leads to; `is_permanent` unless a merge may be undone."""

    is_permanent = True


def readable_or_redirect(model: Any, slug: str, user: User, *related: str) -> Any:
    """Return the record with this address, or the address to go to (Moved) when it moved.

    `related` names foreign keys to fetch along, of kinds without an audience. A record that was
    merged, by however many steps, or renamed leads to its new address, if this person may see that.
    Raises Http404 for all else: what one may not see does not exist.
    """
    record, was_merged = _found(model, slug, user, *related)
    if record is None:
        raise Http404
    if record.slug == slug:
        return record
    address = Moved(record.get_absolute_url())
    address.is_permanent = not was_merged
    return address


def readable(model: Any, slug: str, user: User, *related: str) -> Any:
    """Return the record that an address means now, wherever it moved.

    For a form that was open meanwhile. Raises Http404.
    """
    record = readable_or_none(model, slug, user, *related)
    if record is None:
        raise Http404
    return record


def readable_or_none(model: Any, slug: str, user: User, *related: str) -> Any:
    """Return the same, None for what there is not: for what an address names beside others."""
    return _found(model, slug, user, *related)[0]


def _found(model: Any, slug: str, user: User, *related: str) -> tuple[Any, bool]:
    """Return what an address means now, None for nothing, and whether a merge led there."""
    if "\0" in slug:  # which PostgreSQL takes in no text
        return None, False
    kept = model.objects.visible_to(user).filter(merged_into=None).select_related(*related)
    record = kept.filter(slug=slug).first()
    if record is not None:
        return record, False
    retired = RetiredSlug.objects.filter(kind=model._meta.label_lower, slug=slug)
    named = set(model._base_manager.filter(slug=slug).values_list("pk", flat=True))
    named |= set(retired.values_list("object_id", flat=True))
    merged = final_keys(model, named)
    found = kept.filter(pk__in={merged.get(key, key) for key in named}).first()
    return found, found is not None and found.pk in merged.values()
