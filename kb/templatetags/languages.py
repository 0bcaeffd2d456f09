"""The current place in all languages: for the switch, `hreflang` and `<html lang>`."""

from typing import Any

from django import template
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, override
from wagtail.models import Page

from kb.language.codes import LANGUAGES, Language, language
from kb.language.reader import current_reader
from kb.language.switch import Alternate, alternate, same_view, with_query, without_language
from kb.models.closed_pages import open_to

register = template.Library()


@register.simple_tag
def reader_tag() -> str:
    """Return the language that is read, as `<html lang>` says it."""
    return current_reader().tag


@register.simple_tag(takes_context=True)
def language_alternates(context: Any) -> list[Alternate]:
    """Return this place in every language, the current one marked; the query is kept.

    Works for pages, for views, and without a request (error pages).
    """
    request: HttpRequest | None = context.get("request")
    page = context.get("page")
    active = language(get_language())
    if request is None or not isinstance(page, Page) or not page.pk:
        return [alternate(to, same_view(request, to), active) for to in LANGUAGES]
    return _of_page(request, page, active)


@register.simple_tag(takes_context=True)
def hreflang_links(context: Any, alternates: list[Alternate]) -> SafeString:
    """Return `<link rel="alternate">` for each language that has the same text, as whole addresses.

    The default (`x-default`) of a view is its address without a language, which leads each reader
    to theirs; that of a page its English, or whichever there is.
    """
    request: HttpRequest | None = context.get("request")
    links = [(one.hreflang, one.url) for one in alternates if one.translated]
    if request is None or not links:
        return SafeString("")
    first = links[0][1]
    is_page = isinstance(context.get("page"), Page)
    links.append(("x-default", first if is_page else without_language(first)))
    return format_html_join(
        "\n    ",
        '<link rel="alternate" hreflang="{}" href="{}">',
        ((tag, request.build_absolute_uri(url)) for tag, url in links),
    )


def _of_page(request: HttpRequest, page: Page, active: Language) -> list[Alternate]:
    """Find the translations this reader may see: a query, one more per language that lacks one."""
    user = getattr(request, "user", AnonymousUser())
    pages = open_to(Page.objects.live(), user).select_related("locale")
    translations = {
        translation.locale.language_code: translation
        for translation in pages.filter(translation_key=page.translation_key)
    }
    nearest: dict[str, Page | None] = {}
    found = []
    for to in LANGUAGES:
        translation = translations.get(to.content)
        if translation is None and to.content not in nearest:
            nearest[to.content] = (
                pages.filter(
                    translation_key__in=page.get_ancestors().values("translation_key"),
                    locale__language_code=to.content,
                )
                .order_by("-depth")
                .first()
            )
        target = translation or nearest[to.content]
        with override(to.code):
            url = target.get_url(request) if target else None
        url = with_query(url, request) if url and translation else url or f"/{to.code}/"
        found.append(alternate(to, url, active, translated=translation is not None))
    return found
