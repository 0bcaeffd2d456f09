"""The rows of Wagtail's reference index for many new records at once.

Wagtail walks a record and its parts, kind by kind and row by row, with a query for each; here the
parts are handed to it, so that nothing is asked of the database.
"""

from collections.abc import Iterable
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from modelcluster.fields import ParentalKey
from modelcluster.models import get_all_child_relations
from wagtail.models import ReferenceIndex

_BATCH = 1000


def refer(records: Iterable[Any], parts: Iterable[Any]) -> None:
    """Write what new records refer to, themselves and through their parts."""
    below = _by_parent(parts)
    rows = []
    for record in records:
        _hand_over(record, below)
        content_type = ContentType.objects.get_for_model(record)
        for to_type, to_object, model_path, content_path in set(
            ReferenceIndex._extract_references_from_object(record)
        ):
            rows.append(
                ReferenceIndex(
                    content_type=content_type,
                    base_content_type=content_type,
                    object_id=str(record.pk),
                    to_content_type_id=to_type,
                    to_object_id=to_object,
                    model_path=model_path,
                    content_path=content_path,
                    content_path_hash=ReferenceIndex._get_content_path_hash(content_path),
                )
            )
    ReferenceIndex.objects.bulk_create(rows, batch_size=_BATCH)


Parents = dict[tuple[type[Model], Any], dict[str, list[Any]]]


def _by_parent(parts: Iterable[Any]) -> Parents:
    """Return parts by what they belong to, and the name their kind has there."""
    found: Parents = {}
    for part in parts:
        for field in part._meta.get_fields():
            if isinstance(field, ParentalKey):
                key = getattr(part, field.attname)
                if key is not None:
                    name = field.remote_field.get_accessor_name()
                    found.setdefault((field.related_model, key), {}).setdefault(name, []).append(
                        part
                    )
    return found


def _hand_over(cluster: Any, below: Parents) -> None:
    """Give a new object its parts, as if they had been read."""
    own = below.get((type(cluster), cluster.pk), {})
    cluster._cluster_related_objects = {
        relation.get_accessor_name(): own.get(relation.get_accessor_name(), [])
        for relation in get_all_child_relations(cluster)
    }
    for rows in own.values():
        for row in rows:
            if hasattr(row, "get_child_relations") or get_all_child_relations(row):
                _hand_over(row, below)
