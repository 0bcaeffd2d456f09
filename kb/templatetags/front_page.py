"""What the first page tells of pages: which changed this week, which are to be reviewed."""

from datetime import date, timedelta
from typing import Any

from django import template
from django.utils import timezone
from django.utils.translation import get_language
from wagtail.models import Page

from kb.language.codes import language
from kb.models import GuidancePage, PlaybookPage
from kb.models.base import ReviewedPage
from kb.models.closed_pages import open_to

register = template.Library()

WEEK = timedelta(days=7)
# Home pages and sections stand above this depth; what changed there is no news.
FIRST_DEPTH = 4


@register.simple_tag(takes_context=True)
def changed_pages(context: Any, most: int = 6) -> list[Page]:
    """Return the pages of the reader's language published in the last week, newest first."""
    pages = open_to(Page.objects.live(), context["request"].user).filter(
        locale__language_code=language(get_language()).content,
        last_published_at__gte=timezone.now() - WEEK,
        depth__gte=FIRST_DEPTH,
    )
    return list(pages.select_related("locale").order_by("-last_published_at", "path")[:most])


@register.simple_tag(takes_context=True)
def pages_to_review(context: Any, most: int = 5) -> list[ReviewedPage]:
    """Return the guidance and playbooks whose review comes next, the most overdue first."""
    content = language(get_language()).content
    found: list[ReviewedPage] = []
    for model in (GuidancePage, PlaybookPage):
        pages = model.objects.visible_to(context["request"].user).filter(
            locale__language_code=content, review_date__isnull=False
        )
        found += pages.select_related("locale").order_by("review_date")[:most]
    return sorted(found, key=lambda page: page.review_date or date.max)[:most]
