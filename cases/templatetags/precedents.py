"""What cases say of rules, guidance and measures: lessons of incidents, as somebody read them."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import template

from cases import pulse
from cases.lessons import CasesOf, cases_of_measures, cases_of_page, cases_of_rules
from cases.models import Contradiction
from kb.blocks.records import reader
from kb.models import PlaybookMeasure, Rule
from kb.pulse import name_of

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


@dataclass(frozen=True)
class Pulse:
    """What new cases contradict of one thing, for one reader."""

    name: str
    open: list[pulse.Against]
    answered: list[pulse.Against]
    may_answer: bool


@register.simple_tag(takes_context=True)
def contradictions_of(context: Any, thing: Any) -> Pulse:
    """Return what cases contradict of a thing; two queries for all measures of a playbook."""
    request, name = context.get("request"), name_of(thing)
    if request is None:
        return Pulse(name, [], [], False)
    known: dict[str, list[pulse.Against]] = request.__dict__.setdefault("_casebook_against", {})
    if name not in known:
        page = context.get("page") if isinstance(thing, PlaybookMeasure) else None
        names = [name, *(pulse.concerned(page)[1:] if page is not None else ())]
        known.update({one: [] for one in names})
        for one in pulse.shown(Contradiction.objects.filter(target__in=names), request.user):
            known[one.row.target].append(one)
    mine = known[name]
    found = pulse.thing_of(name, request.user) if mine else None
    return Pulse(
        name,
        [one for one in mine if not one.row.answered_at],
        [one for one in mine if one.row.answered_at],
        found is not None and pulse.may_answer(found, request.user),
    )


@register.simple_tag(takes_context=True)
def contradicted_things(context: Any, most: int = 5) -> list[pulse.Thing]:
    """Return the guidance that new cases contradict, as this reader may know it."""
    user = context["request"].user
    names = [one.row.target for one in pulse.waiting(user)]
    return list(pulse.things(names, user).values())[:most] if names else []
