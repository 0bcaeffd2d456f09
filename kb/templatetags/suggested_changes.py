"""The way to suggest a change."""

from typing import Any

from django import template
from django.urls import reverse
from django.utils.http import urlencode
from wagtail.models import Page

from kb.history.kinds import kind_of
from kb.permissions import is_signed_in, may_edit

register = template.Library()


@register.simple_tag(takes_context=True)
def suggestion_address(context: Any, record: Any, edit: str = "") -> str:
    """Return where a change of a page or record is suggested, empty for those who may edit it.

    `edit` is where this person edits a page, of which the model alone says nothing.
    """
    user = getattr(context.get("request"), "user", None)
    kind = kind_of(record)
    if kind is None or user is None or not is_signed_in(user):
        return ""
    if edit if isinstance(record, Page) else may_edit(user, type(record)):
        return ""
    key = record.translation_key if isinstance(record, Page) else record.slug
    return f"{reverse('suggest_change')}?{urlencode({'of': f'{kind.name}:{key}'})}"
