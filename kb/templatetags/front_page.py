"""What the first page tells of guidance: which is to be reviewed."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django import template

from kb.language.reader import current_reader
from kb.models import GuidancePage, PlaybookPage, Rule

register = template.Library()


@dataclass(frozen=True)
class Due:
    """A page or firewall rule that is looked at again by a day."""

    title: Any
    url: str
    review_date: date


@register.simple_tag(takes_context=True)
def guidance_to_review(context: Any, most: int = 5) -> list[Due]:
    """Return the guidance, playbooks and rules whose review comes next, the most overdue first."""
    content = current_reader().content
    rules = Rule.objects.visible_to(context["request"].user).filter(review_date__isnull=False)
    found = [
        Due(rule.title, rule.get_absolute_url(), rule.review_date)
        for rule in rules.order_by("review_date")[:most]
    ]
    for model in (GuidancePage, PlaybookPage):
        pages = model.objects.visible_to(context["request"].user).filter(
            locale__language_code=content, review_date__isnull=False
        )
        found += [
            Due(page.title, page.get_url(context["request"]) or "", page.review_date)
            for page in pages.select_related("locale").order_by("review_date")[:most]
        ]
    return sorted(found, key=lambda one: one.review_date)[:most]
