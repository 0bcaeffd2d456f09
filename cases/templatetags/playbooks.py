"""Playbooks beside incidents, incidents beside playbooks, and where measures were used."""

from datetime import datetime
from typing import Any

from django import template
from django.utils import timezone

from cases.measures_used import Used, used
from cases.models import Checklist, ChecklistItem, Incident
from cases.playbooks import Fit, fits_of, open_incidents_of, playbooks, playbooks_for
from kb.blocks.records import reader
from kb.models import PlaybookMeasure
from kb.permissions import may_edit
from kb.records.spans import Precision, Span, unit
from kb.templatetags.times import when

register = template.Library()


@register.simple_tag(takes_context=True)
def checklists_of(context: Any, incident: Incident) -> list[Checklist]:
    """Return the checklists of an incident that this reader may see, how far each is."""
    rows = Checklist.objects.visible_to(reader(context)).filter(incident=incident)
    return list(rows.with_progress(timezone.now()).latest_first())


@register.simple_tag(takes_context=True)
def fitting_playbooks(context: Any, incident: Incident, topics: Any) -> list[Fit]:
    """Return the playbooks this reader may see that fit an incident, with the reasons."""
    return fits_of(incident, topics, playbooks_for(incident, topics, reader(context)))


@register.simple_tag(takes_context=True)
def playbook_fit(context: Any, page: Any) -> dict[str, Any]:
    """Return what a playbook is meant for, and the open incidents it fits, for this reader."""
    user = reader(context)
    known = playbooks(user, page.translation_key)
    if not known:
        return {"conditions": None, "incidents": []}
    return {"conditions": known[0].conditions, "incidents": open_incidents_of(known[0], user)}


@register.simple_tag(takes_context=True)
def can_use_playbooks(context: Any) -> bool:
    """Return whether this person uses playbooks in incidents."""
    return may_edit(reader(context), Incident)


@register.simple_tag(takes_context=True)
def use_of_measure(context: Any, measure: PlaybookMeasure) -> Used:
    """Return where a measure was used before; two queries for all measures of its playbook."""
    request, page = context.get("request"), context.get("page")
    known: dict[Any, Used] = getattr(request, "_casebook_used", None) or {}
    if measure.translation_key not in known:
        of_page = PlaybookMeasure.objects.filter(phase__page=page.pk if page is not None else None)
        keys = {measure.translation_key, *of_page.values_list("translation_key", flat=True)}
        known |= used(keys, reader(context))
        if request is not None:
            request._casebook_used = known
    return known[measure.translation_key]


@register.simple_tag(takes_context=True)
def own_items(context: Any, most: int = 5) -> list[ChecklistItem]:
    """Return what this reader has to do in checklists, what is due first."""
    user = reader(context)
    if not user.pk:
        return []
    rows = ChecklistItem.objects.visible_to(user).waiting().filter(owner=user.pk)
    return list(rows.due_first().select_related("checklist__incident")[:most])


@register.filter
def moment(value: datetime | None) -> str:
    """Return a moment to the minute in the reader's words: "24 November 2026, 21:30"."""
    if value is None:
        return ""
    return when(Span(*unit(value, Precision.MINUTE), Precision.MINUTE))
