"""Every address of the site, as the resolver knows it, with something put in for its arguments."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.urls import Resolver404, URLPattern, URLResolver, get_resolver, resolve
from django.utils.regex_helper import normalize

# What is tried for an argument, until the address leads back to its pattern.
ARGUMENTS = ("1", "a", str(UUID(int=1)), "a/", "1/")


@dataclass(frozen=True)
class Address:
    """One route: its name with namespaces, its pattern, an address that leads to it, its view."""

    name: str
    pattern: str
    path: str
    view: Any = field(repr=False)


def addresses() -> list[Address]:
    """Return all routes of the site, those below the languages in English."""
    return list(_walk(get_resolver().url_patterns, [], ()))


def _walk(
    entries: list[URLPattern | URLResolver], above: list[str], namespaces: tuple[str, ...]
) -> Iterator[Address]:
    for entry in entries:
        # Each level begins with ^; what a level above ends with stays.
        here = [*above, str(entry.pattern.regex.pattern).removeprefix("^")]
        if isinstance(entry, URLResolver):
            inner = (*namespaces, entry.namespace) if entry.namespace else namespaces
            yield from _walk(entry.url_patterns, here, inner)
        else:
            pattern = "".join(here)
            name = ":".join((*namespaces, entry.name or pattern))
            yield Address(name, pattern, _filled(pattern, entry), entry.callback)


def _filled(pattern: str, entry: URLPattern) -> str:
    for template, names in normalize(pattern):
        for argument in ARGUMENTS:
            path = "/" + template % dict.fromkeys(names, argument)
            if _leads_to(path, entry):
                return path
    # An earlier route takes every address of this one.
    return ""


def _leads_to(path: str, entry: URLPattern) -> bool:
    try:
        return resolve(path).func is entry.callback
    except Resolver404:
        return False
