"""What holds pages and incidents by a translation key, which no foreign key shows."""

from collections.abc import Iterator

from django.db.models import Model
from wagtail.models import Page

from cases.models import Incident, Lesson, WriteUp
from kb.holding import HolderSource, sources
from kb.models import PlaybookMeasure, PlaybookPage


def find(thing: Model) -> Iterator[Model]:
    """Yield the incidents that a page writes up or that teach it, and the pages of an incident."""
    if isinstance(thing, Incident):
        keys = thing.write_ups.values("page_key")
        yield from Page.objects.filter(translation_key__in=keys).specific()
    if not isinstance(thing, Page):
        return
    key = thing.translation_key
    yield from Incident.objects.filter(
        pk__in=WriteUp.objects.filter(page_key=key).values("incident")
    )
    lessons = Lesson.objects.filter(page_key=key)
    if isinstance(thing, PlaybookPage):
        measures = PlaybookMeasure.objects.filter(phase__page=thing)
        lessons |= Lesson.objects.filter(measure_key__in=measures.values("translation_key"))
    yield from Incident.objects.filter(pk__in=lessons.values("incident"))


def register() -> None:
    """Let pages and incidents that belong together be archived, not deleted."""
    sources.register(HolderSource("write-ups and lessons", find))
