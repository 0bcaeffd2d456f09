"""Finding a record by its address, for a reader: the one helper that fetches and authorises."""

from typing import Any

from django.http import Http404

from kb.permissions import User
from kb.records.slugs import RetiredSlug


def readable_or_redirect(model: Any, slug: str, user: User, *related: str) -> Any:
    """Return the record with this address, or the address to go to when it moved.

    `related` names foreign keys to fetch along, of kinds without an audience. A record that was
    merged or renamed leads to its new address, if this person may see that. Raises Http404 for all
    else: what one may not see does not exist.
    """
    visible = model.objects.visible_to(user)
    kept = visible.filter(merged_into=None).select_related(*related)
    record = kept.filter(slug=slug).first()
    if record is not None:
        return record
    merged = model._base_manager.filter(slug=slug, merged_into__isnull=False).values("merged_into")
    retired = RetiredSlug.objects.filter(kind=model._meta.label_lower, slug=slug)
    moved = (
        kept.filter(pk__in=merged).first()
        or kept.filter(pk__in=retired.values("object_id")).first()
    )
    if moved is None:
        raise Http404
    address: str = moved.get_absolute_url()
    return address
