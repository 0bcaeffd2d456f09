"""The way to the history of a page or record, and what changed lately."""

from datetime import timedelta
from typing import Any

from django import template
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page

from kb.history.kinds import kind_of
from kb.history.stream import stream
from kb.history.versions import Change
from kb.recently_viewed import reader_key

register = template.Library()

WEEK = timedelta(days=7)


@register.simple_tag
def history_address(record: Any) -> str:
    """Return the address of a history, empty for what has none."""
    kind = kind_of(record)
    if kind is None:
        return ""
    key = record.translation_key if isinstance(record, Page) else record.slug
    return reverse("history", args=[kind.name, key])


@register.simple_tag
def viewed_as(record: Any) -> str:
    """Return what a browser remembers of a page or record that was read: its kind and key."""
    kind = kind_of(record)
    if kind is None:
        return ""
    key = record.translation_key if isinstance(record, Page) else record.pk
    return f"{kind.name}:{key}"


@register.simple_tag(takes_context=True)
def reader_name(context: Any) -> str:
    """Return the name under which a browser keeps this reader's list, empty for nobody."""
    user = getattr(context.get("request"), "user", None)
    return reader_key(user) if user is not None else ""


@register.simple_tag(takes_context=True)
def changed_this_week(context: Any, most: int = 10) -> list[Change]:
    """Return the latest changes of the last seven days that this reader may know of."""
    since = timezone.now() - WEEK
    return stream(context["request"].user, since=since, most=most).changes[:most]


@register.filter
def record_title(record: Any) -> Any:
    """Return the title of a page or record, in both writings where it has them."""
    return record.title if isinstance(record, Page) else record.named


@register.filter
def record_address(record: Any) -> str:
    """Return the address of a page or record."""
    return str(record.get_url() if isinstance(record, Page) else record.get_absolute_url())


@register.filter
def record_kind(record: Any) -> str:
    """Return what kind of page or record this is."""
    if isinstance(record, Page):
        return str(record.page_type_display_name)
    return str(record._meta.verbose_name)
