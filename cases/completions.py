"""What a draft lacks for its preview: facts that are cited from nothing yet."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext, override

from cases.citing import CITED_PARTS
from cases.models import Citation, Incident, Source
from kb.records.bilingual import Bilingual
from kb.records.previews import Completion, completions


def _not_cited_yet(record: Any) -> Source:
    """Return the source that stands in for those still missing, and says so."""
    halves = {}
    for half, code in (("en", "en"), ("zh", "zh-hans")):
        with override(code):
            halves[half] = gettext("Not cited yet")
    source = Source(title=Bilingual(**halves), kind="note", live=True)
    source.save()
    return source


def _facts(record: Any) -> Iterator[Any]:
    if isinstance(record, Incident):
        yield record
    for accessor in CITED_PARTS[type(record)]:
        yield from getattr(record, accessor).all()


def cite_what_is_not(record: Any) -> None:
    """Cite each fact that has no source yet from one that says so; else no reader would see it."""
    stand_in = None
    for fact in _facts(record):
        name = fact._meta.model_name
        if Citation.objects.filter(**{name: fact.pk}, source__isnull=False).exists():
            continue
        stand_in = stand_in or _not_cited_yet(record)
        Citation.objects.create(**{name: fact}, source=stand_in)


def register() -> None:
    """Let previews of records that need citations show what has none."""
    for model in CITED_PARTS:
        completions.register(
            Completion(f"citations of {model._meta.model_name}", model, cite_what_is_not)
        )
