"""What holds pages and incidents by a translation key, which no foreign key shows."""

from collections.abc import Iterator

from django.db.models import Model
from wagtail.models import Page

from cases.models import Checklist, Incident, Lesson, ProposalDecision, WriteUp
from kb.holding import HolderSource, sources
from kb.models import Import, PlaybookMeasure, PlaybookPage


def find(thing: Model) -> Iterator[Model]:
    """Yield what belongs to a page or an incident, or was made of an import.

    The incidents that a page writes up, that teach it or use it; the pages of an incident, and the
    playbooks used in it, whose checklists would go with it.
    """
    if isinstance(thing, Incident):
        keys = thing.write_ups.values("page_key")
        yield from Page.objects.filter(translation_key__in=keys).specific()
        used_here = Checklist.objects.filter(incident=thing).values("playbook_key")
        yield from Page.objects.filter(translation_key__in=used_here).specific()
    if isinstance(thing, Import):
        decisions = ProposalDecision.objects.standing().filter(document__file__batch=thing)
        for decision in decisions.filter(answer=ProposalDecision.Answer.ACCEPTED):
            yield decision.made or decision
    if not isinstance(thing, Page):
        return
    key = thing.translation_key
    yield from Incident.objects.filter(
        pk__in=WriteUp.objects.filter(page_key=key).values("incident")
    )
    lessons = Lesson.objects.filter(page_key=key)
    if isinstance(thing, PlaybookPage):
        used = Checklist.objects.filter(playbook_key=key)
        yield from Incident.objects.filter(pk__in=used.values("incident"))
        measures = PlaybookMeasure.objects.filter(phase__page=thing)
        lessons |= Lesson.objects.filter(measure_key__in=measures.values("translation_key"))
    yield from Incident.objects.filter(pk__in=lessons.values("incident"))


def register() -> None:
    """Let pages and incidents that belong together be archived, not deleted."""
    sources.register(HolderSource("write-ups and lessons", find))
