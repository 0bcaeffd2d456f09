"""What cases say of rules, guidance and measures: lessons of incidents, as somebody read them."""

from collections.abc import Iterable
from typing import Any

from django import template

from cases.lessons import CasesOf, cases_of_measures, cases_of_page, cases_of_rules
from kb.blocks.records import reader
from kb.models import PlaybookMeasure, Rule

register = template.Library()


def _kept(context: Any) -> dict[Any, CasesOf]:
    """Return what is known of this request already, by kind and key."""
    request = context.get("request")
    if request is None:
        return {}
    known: dict[Any, CasesOf] | None = getattr(request, "_casebook_precedents", None)
    if known is None:
        known = request._casebook_precedents = {}
    return known


@register.simple_tag(takes_context=True)
def gather_precedents(context: Any, rules: Iterable[Rule]) -> str:
    """Look up what cases say of many rules at once; returns nothing to show."""
    known = _kept(context)
    wanted = [rule for rule in rules if ("rule", rule.pk) not in known]
    for key, cases in cases_of_rules(wanted, reader(context)).items() if wanted else ():
        known["rule", key] = cases
    return ""


@register.simple_tag(takes_context=True)
def precedents_of(context: Any, rule: Rule) -> CasesOf:
    """Return what cases say of a rule, of incidents this reader may see; two queries."""
    known = _kept(context)
    if ("rule", rule.pk) not in known:
        known["rule", rule.pk] = cases_of_rules([rule], reader(context))[rule.pk]
    return known["rule", rule.pk]


@register.simple_tag(takes_context=True)
def precedents_of_page(context: Any, page: Any) -> CasesOf:
    """Return what cases say of a page of guidance or a playbook; two queries."""
    known, key = _kept(context), page.translation_key
    if ("page", key) not in known:
        known["page", key] = cases_of_page(key, reader(context))
    return known["page", key]


@register.simple_tag(takes_context=True)
def precedents_of_measure(context: Any, measure: PlaybookMeasure) -> CasesOf:
    """Return what cases say of a measure; three queries for all measures of its playbook."""
    known, key = _kept(context), measure.translation_key
    if ("measure", key) not in known:
        page = context.get("page")
        of_page = PlaybookMeasure.objects.filter(phase__page=page.pk if page is not None else None)
        measures = of_page.values_list("translation_key", flat=True)
        for other, cases in cases_of_measures({key, *measures}, reader(context)).items():
            known["measure", other] = cases
    return known["measure", key]
