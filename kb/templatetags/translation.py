"""What readers are told of a page's translation, above the text and beside its passages."""

from typing import Any

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from wagtail.models import Page

from kb.templatetags.pages import editing_address
from kb.translation.notices import Notice, notice

register = template.Library()
_KEPT = "_translation_notice"


@register.simple_tag(takes_context=True)
def translation_notice(context: Any, page: Page) -> Notice | None:
    """Return how a page and its translation stand, None when there is nothing to tell."""
    if not hasattr(page, _KEPT):
        setattr(page, _KEPT, notice(page, context["request"].user))
    found: Notice | None = getattr(page, _KEPT)
    return found


@register.simple_tag(takes_context=True)
def passage_mark(context: Any, block: Any) -> SafeString:
    """Return a line in front of a block in which the translation is behind, else nothing."""
    found: Notice | None = getattr(context.get("page"), _KEPT, None)
    behind = found.marks.get(block.id) if found and found.is_of_target else None
    if not behind:
        return SafeString("")
    kinds = dict.fromkeys(one.kind for one in behind)
    chinese = found.step.source_language.half == "zh"  # type: ignore[union-attr]
    words = " ".join(_words(kind, chinese) for kind in kinds)
    return format_html('<p class="passage-mark" id="passage-{}">{}</p>', block.id, words)


def _words(kind: str, chinese: bool) -> str:
    if kind == "added":
        return (
            _("The Chinese says more here since.")
            if chinese
            else _("The English says more here since.")
        )
    if kind == "removed":
        return (
            _("Something here was taken out of the Chinese since.")
            if chinese
            else _("Something here was taken out of the English since.")
        )
    return (
        _("The Chinese of this passage has changed since.")
        if chinese
        else _("The English of this passage has changed since.")
    )


@register.simple_tag(takes_context=True)
def translation_address(context: Any, page: Page) -> str:
    """Return where somebody who edits a page sees how its translation stands, else nothing."""
    return reverse("translation_step", args=[page.pk]) if editing_address(context, page) else ""
