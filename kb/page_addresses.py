"""Where pages are, by their path in the tree, without a page object for each."""

from typing import Any

from django.utils.translation import get_language
from wagtail.models import Locale, Page


class PageAddresses:
    """Asks Wagtail once where the pages of a language begin, in the active language."""

    def __init__(self) -> None:
        self._before: dict[int, str] = {}

    def url(self, url_path: str, locale_id: int, content: str) -> str:
        """Return the address of a page of a content language; empty when it has none."""
        below = url_path.split("/", 2)[2]
        before = self._before.get(locale_id)
        if before is not None:
            return before + below
        page = Page(url_path=url_path, locale=Locale(pk=locale_id, language_code=content))
        # Without a request no query is spent on which site this is: there is one.
        whole: str = page.get_url() or ""
        if whole.endswith(below):
            self._before[locale_id] = whole[: len(whole) - len(below)]
        return whole


def page_addresses(request: Any) -> PageAddresses:
    """Return those of a request and the active language; without a request, new ones."""
    if request is None:
        return PageAddresses()
    kept: dict[str | None, PageAddresses] = request.__dict__.setdefault("_casebook_addresses", {})
    return kept.setdefault(get_language(), PageAddresses())
