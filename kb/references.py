"""Wagtail's references to a thing, whoever asks: what of them is shown, the caller narrows."""

from typing import Any

from django.db.models import Model
from wagtail.models import ReferenceIndex


def all_references_to(thing: Model) -> Any:
    """Return the rows of the reference index that lead to a thing.

    In a request Wagtail's own question is narrowed to what the person may know of. That would hide
    what holds a thing from the gate that keeps it, and is asked twice on pages that narrow anyway.
    """
    kind = ReferenceIndex._get_base_content_type(thing)
    return ReferenceIndex.objects.filter(to_content_type=kind, to_object_id=str(thing.pk))
