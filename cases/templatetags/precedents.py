"""The precedents of firewall rules: lessons of incidents, as somebody read them."""

from collections import defaultdict
from typing import Any

from django import template

from cases.models import Incident, Lesson
from kb.blocks.records import reader
from kb.models import Rule

register = template.Library()


@register.simple_tag(takes_context=True)
def precedents_of(context: Any, rule: Rule) -> list[Lesson]:
    """Return the lessons that name a rule, of incidents this reader may see, newest first.

    One query for all rules of a page: what it finds is kept for this request.
    """
    request = context.get("request")
    known: dict[int, list[Lesson]] | None = getattr(request, "_casebook_precedents", None)
    if known is None:
        known = defaultdict(list)
        lessons = Lesson.objects.filter(
            rule__isnull=False, incident__in=Incident.objects.visible_to(reader(context))
        )
        for lesson in lessons.select_related("incident").order_by("-incident__began_start", "pk"):
            known[lesson.rule_id].append(lesson)
        if request is not None:
            request._casebook_precedents = known
    return known.get(rule.pk, [])
