"""What a page's head and side say: its other language, the way to edit it, what links to it."""

from typing import Any

from django import template
from django.db.models import Model
from django.urls import reverse
from django.utils.translation import gettext
from wagtail.models import Page

from kb.backlinks import Backlink, backlinks
from kb.language.codes import ENGLISH, SIMPLIFIED, language
from kb.language.reader import current_reader
from kb.language.switch import Alternate
from kb.side_by_side.kinds import kinds

register = template.Library()


@register.filter
def other_language(alternates: list[Alternate]) -> Alternate | None:
    """Return the first place where the same text stands in the other language, None without one."""
    half = current_reader().half
    return next(
        (one for one in alternates if one.translated and language(one.code).half != half), None
    )


@register.simple_tag
def side_by_side_address(thing: Any, alternates: Any) -> str:
    """Return where a page or record is read in both languages at once, empty without both."""
    if isinstance(thing, Page) and (not alternates or other_language(alternates) is None):
        return ""
    found = ((kind.name, kind.key_of(thing)) for kind in kinds) if isinstance(thing, Model) else ()
    return next((reverse("side_by_side", args=[name, key]) for name, key in found if key), "")


@register.simple_tag(takes_context=True)
def editing_address(context: Any, page: Page) -> str:
    """Return where this person edits the page, empty for those who may not."""
    user = context["request"].user
    if not user.has_perm("wagtailadmin.access_admin"):
        return ""
    if not page.permissions_for_user(user).can_edit():
        return ""
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


@register.simple_tag(takes_context=True)
def links_to(context: Any, target: Any) -> list[Backlink]:
    """Return what links to a page or record, as far as this reader may see it."""
    return backlinks(target, context["request"].user)


@register.simple_tag
def side_names() -> dict[str, str]:
    """Return the headings of the two sides of a bilingual passage, and the tag of its Chinese."""
    reading = current_reader()
    chinese = reading if reading.half == "zh" else SIMPLIFIED
    return {"en": ENGLISH.label, "zh": gettext("Chinese"), "zh_tag": chinese.tag}
