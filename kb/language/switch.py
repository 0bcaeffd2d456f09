"""The address of the same place in another language."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import translate_url
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language, get_language_from_path

from kb.language.codes import Language


@dataclass(frozen=True, slots=True)
class Alternate:
    """One language of the switch: where the reader stays, and whether the same text is there.

    `translated` is false where only something near it is (the section of a page that nobody has
    translated): such an address is no alternate for machines.
    """

    code: str
    hreflang: str
    label: str
    short_label: str
    url: str
    active: bool
    translated: bool = True


def alternate(to: Language, url: str, active: Language, *, translated: bool = True) -> Alternate:
    """Return one entry of the switch."""
    return Alternate(
        to.code, to.tag, to.label, to.short_label, url, to.code == active.code, translated
    )


def same_view(request: HttpRequest | None, to: Language) -> str:
    """Return the address of the current view in another language, with its query.

    An address without a language (the sign-in page) leads to the one it continues with, else home;
    being asked for in a language is remembered there.
    """
    home = f"/{to.code}/"
    if request is None:
        return home
    here = request.get_full_path()
    own = f"/{get_language()}/"
    if request.resolver_match and here.startswith(own):
        # A view of ours: its address differs in nothing but the language.
        return home + here.removeprefix(own)
    if (there := translate_url(here, to.code)).startswith(home):
        return there
    following = request.GET.get("next", "")
    if url_has_allowed_host_and_scheme(following, allowed_hosts=None):
        following = translate_url(following, to.code)
    return following if following.startswith(home) else home


def without_language(url: str) -> str:
    """Return an address as it is before a language is chosen: `/en/people/` gives `/people/`."""
    language = get_language_from_path(url)
    return url.removeprefix(f"/{language}") if language else url


def with_query(url: str, request: HttpRequest) -> str:
    """Return a page's address with the query of the current one."""
    query = request.META.get("QUERY_STRING", "")
    return f"{url}?{query}" if query else url
