"""Incidents inside other pages: their timelines and outcomes, what is open."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django import template
from django.urls import NoReverseMatch, reverse
from django.utils.safestring import SafeString
from wagtail.models import Page

from cases import dossier
from cases.actions.partner_checks import may_begin
from cases.demo_world import marks
from cases.models import Incident, PartnerCheck, Risk, WriteUp
from kb.backlinks import Backlink
from kb.blocks.records import reader
from kb.language.codes import Language
from kb.language.passages import mark_text
from kb.permissions import may_edit

register = template.Library()


@register.simple_tag(takes_context=True)
def incident_timeline(context: Any, incident: Incident) -> list[Any]:
    """Return the events of an incident that this reader may check, in order."""
    return dossier.timeline(incident, reader(context))


@register.simple_tag(takes_context=True)
def incident_outcomes(context: Any, incident: Incident) -> list[Any]:
    """Return the outcomes of an incident that this reader may check, in order."""
    return dossier.outcomes(incident, reader(context))


@register.simple_tag(takes_context=True)
def open_incidents(context: Any, most: int = 6) -> list[Incident]:
    """Return the incidents that are not over and that this reader may see, newest first."""
    incidents = Incident.objects.visible_to(reader(context)).open().latest_first()
    return list(incidents.select_related("crisis_type")[:most])


@register.filter
def watched_before(links: Iterable[Backlink]) -> list[Backlink]:
    """Return which of the links to an incident are the risks that it was watched as."""
    return [link for link in links if link.kind is Risk._meta.verbose_name]


@register.simple_tag(takes_context=True)
def risks_to_review(context: Any, most: int = 5) -> list[Risk]:
    """Return the watched risks this reader answers for, the next review first."""
    user = reader(context)
    mine = Risk.objects.visible_to(user).watched(user).filter(responsible=user.pk)
    return list(mine.filter(review_date__isnull=False).order_by("review_date", "pk")[:most])


@register.simple_tag(takes_context=True)
def checks_of(context: Any, record: Any) -> dict[str, Any]:
    """Return the newest check of a partner that this reader may see, if they work with checks."""
    user = reader(context)
    if not may_begin(user):
        return {}
    checks = PartnerCheck.objects.visible_to(user).filter(**{record._meta.model_name: record})
    return {"check": checks.prefetch_related("steps").order_by("-pk").first()}


@register.simple_tag(takes_context=True)
def incidents_of(context: Any, page: Page) -> list[Incident]:
    """Return the incidents a page writes up and that this reader may see, newest first."""
    keys = WriteUp.objects.filter(page_key=page.translation_key).values("incident")
    incidents = Incident.objects.visible_to(reader(context)).filter(pk__in=keys).latest_first()
    return list(incidents.select_related("crisis_type"))


@register.simple_tag(takes_context=True)
def desk_address(context: Any, record: Any) -> str:
    """Return where this person edits a record, empty for those who may not."""
    if not may_edit(reader(context), type(record)):
        return ""
    meta = record._meta
    try:
        return reverse(f"wagtailsnippets_{meta.app_label}_{meta.model_name}:edit", args=[record.pk])
    except NoReverseMatch:
        return ""


@register.filter
def is_demo(record: Any) -> bool:
    """Return whether a record is made up for demonstration (`manage.py make_demo_world`)."""
    return marks.is_demo(record)


@register.filter
def kind_of(record: Any) -> str:
    """Return what kind of record this is, in the reader's language."""
    return str(record._meta.verbose_name)


@register.filter
def figure(value: Decimal) -> str:
    """Return a figure as somebody would write it: no zeros at the end, no powers of ten."""
    return f"{value.normalize():f}"


@register.filter
def in_language(text: str, language: Language) -> SafeString:
    """Return text that is in a writing already as HTML, with what is in another language marked."""
    return mark_text(text, language)
