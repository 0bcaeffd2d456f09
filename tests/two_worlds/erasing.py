"""A world as if one record had never been: what names it is taken out, or names nobody.

This is the rule of `docs/permission.md`, told by rows instead of queries. A response or an outcome
of somebody unknown stays without its actor; whoever was involved, took part or held a role is not
there; a link, and a citation from an unknown source, is not there; what rested on such a citation
alone is not there either, an incident with all that is in it.
"""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from wagtail.models import ModelLogEntry, ReferenceIndex

from cases.choices import Stance
from cases.demo_world.relations import keys_to, owners
from cases.models import Citation, Incident, Outcome, Response
from kb.models import Suggestion
from kb.records.base import Record, refresh_indexes

# What was said or done stays, whoever did it.
STAY_WITHOUT_ACTOR = (Response, Outcome)


def erase(record: Record) -> None:
    """Take a record out of the world, and everything that would not be there without it."""
    rested, naming = _cited_facts(record), _naming(record)
    for model, key in keys_to(type(record)):
        rows = model._base_manager.filter(**{key.name: record})
        if (
            issubclass(model, STAY_WITHOUT_ACTOR) and key.name in ("person", "organisation")
        ) or issubclass(model, Record):
            rows.update(**{key.name: None})
        elif key not in owners(model):
            rows.delete()
    for fact in rested:
        if not _may_stand(fact):
            if isinstance(fact, Incident):
                erase(fact)
            else:
                fact.delete()
    for other in naming:
        if type(other)._base_manager.filter(pk=other.pk).exists():
            refresh_indexes(other)
    of_record = {"content_type": ContentType.objects.get_for_model(record)}
    ModelLogEntry.objects.filter(**of_record, object_id=str(record.pk)).delete()
    Suggestion.objects.filter(**of_record, object_id=record.pk).delete()
    record.delete()


def _naming(record: Record) -> list[Any]:
    """Return the records that name a record, themselves or in their facts."""
    rows = ReferenceIndex.get_references_to(record).values_list("base_content_type", "object_id")
    found = []
    for content_type, key in set(rows):
        model: Any = ContentType.objects.get_for_id(content_type).model_class()
        found += model._base_manager.filter(pk=key) if issubclass(model, Record) else []
    return found


def _cited_facts(record: Record) -> list[Any]:
    """Return the facts that are cited from a source."""
    cited = Citation._base_manager.filter(source_id=record.pk)
    if record._meta.model_name != "source":
        cited = cited.none()
    return list({(type(one.fact), one.fact.pk): one.fact for one in cited}.values())


def _may_stand(fact: Any) -> bool:
    """Return whether a fact has a citation left that holds it, or needs none."""
    if getattr(fact, "own_knowledge", False):
        return True
    left = Citation._base_manager.filter(**{fact._meta.model_name: fact})
    return left.exclude(stance=Stance.CONTRADICTS).exists()
