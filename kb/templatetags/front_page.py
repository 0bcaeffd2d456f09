"""What the first page tells of pages: which are to be reviewed."""

from datetime import date
from typing import Any

from django import template

from kb.language.reader import current_reader
from kb.models import GuidancePage, PlaybookPage
from kb.models.base import ReviewedPage

register = template.Library()


@register.simple_tag(takes_context=True)
def pages_to_review(context: Any, most: int = 5) -> list[ReviewedPage]:
    """Return the guidance and playbooks whose review comes next, the most overdue first."""
    content = current_reader().content
    found: list[ReviewedPage] = []
    for model in (GuidancePage, PlaybookPage):
        pages = model.objects.visible_to(context["request"].user).filter(
            locale__language_code=content, review_date__isnull=False
        )
        found += pages.select_related("locale").order_by("review_date")[:most]
    return sorted(found, key=lambda page: page.review_date or date.max)[:most]
