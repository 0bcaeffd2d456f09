"""Previews in each language and script a thing is read in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.functional import Promise
from django.utils.translation import get_language, override
from django.utils.translation import gettext_lazy as _

from kb.language.codes import LANGUAGES, Language, language

# In the language of the interface: whoever previews Chinese may not read it.
NAMES = {
    "en": _("English"),
    "zh-hans": _("Simplified Chinese"),
    "zh-hant": _("Traditional Chinese"),
}


class ReadInLanguages:
    """Mixin of what is previewed, before Wagtail's classes: one mode for each language."""

    def read_in(self) -> Iterable[Language]:
        """Return the languages in which this is read."""
        return LANGUAGES

    @property
    def preview_modes(self) -> list[tuple[str, str | Promise]]:
        """The languages to choose from, by code."""
        return [(to.code, NAMES[to.code]) for to in self.read_in()]

    @property
    def default_preview_mode(self) -> str:
        """The language of whoever previews, else the first one."""
        codes = [to.code for to in self.read_in()]
        own = language(get_language()).code
        return own if own in codes else codes[0]

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        """Return the page as a reader of the language in `mode_name` would see it."""
        with reading(request, self.language_of_mode(mode_name)):
            response: Any = self.previewed(request, mode_name)
            return response.render() if hasattr(response, "render") else response  # type: ignore[no-any-return]

    def language_of_mode(self, mode_name: str) -> Language:
        """Return the language of a mode, the default for one that there is not."""
        codes = {to.code: to for to in self.read_in()}
        return codes.get(mode_name) or codes[self.default_preview_mode]

    def previewed(self, request: HttpRequest, mode_name: str) -> Any:
        """Return the response, in the language that is active."""
        return super().serve_preview(request, mode_name)  # type: ignore[misc]


@contextmanager
def reading(request: HttpRequest, to: Language) -> Iterator[None]:
    """Let a request be one for a language, as its address would say."""
    # Messages belong to the desk: shown here, they would be gone there.
    if hasattr(request, "_messages"):
        del request._messages
    with override(to.code):
        request.LANGUAGE_CODE = to.code
        yield
