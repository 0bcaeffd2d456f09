"""What a page's head and side say about it: its other language, the way to edit it, what links to it."""

from dataclasses import dataclass
from typing import Any

from django import template
from django.urls import reverse
from django.utils.translation import get_language, gettext
from wagtail.models import Page

from kb.backlinks import Backlink, backlinks
from kb.language.codes import ENGLISH, SIMPLIFIED, language
from kb.models.base import open_to

register = template.Library()


@dataclass(frozen=True)
class OtherLanguage:
    """The translation of a page, with the words of the link to it in its own language."""

    url: str
    hreflang: str
    words: str


@register.simple_tag(takes_context=True)
def other_language(context: Any, page: Page) -> OtherLanguage | None:
    """Return the published translation of a page this reader may see, None without one."""
    request = context["request"]
    translations = open_to(page.get_translations().live(), request.user)
    found = translations.select_related("locale").first()
    url = found.get_url(request) if found else None
    if url is None:
        return None
    if language(get_language()).half == "zh":
        return OtherLanguage(url, ENGLISH.tag, "Read in English")
    return OtherLanguage(url, SIMPLIFIED.tag, "阅读中文版")


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
    reading = language(get_language())
    chinese = reading if reading.half == "zh" else SIMPLIFIED
    return {"en": ENGLISH.label, "zh": gettext("Chinese"), "zh_tag": chinese.tag}
