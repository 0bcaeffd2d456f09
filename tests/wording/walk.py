"""A walk over the site: from the map of addresses and the first page, along every link and form."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit

from django.test import Client
from django.urls import Resolver404, resolve
from django.utils.translation import override

from tests.addresses import addresses
from tests.wording.said import Form, Said

NOWHERE = "7777777"  # is found by no search, and has no letters
# Addresses that end the walk of a person, or lead out of it.
NOT_FOLLOWED = (
    "/accounts/logout",
    "/admin/logout",
    "/static/",
    "/media/",
    "/documents/",
    "/admin/error_test",
)
# A brief in both writings says its labels in both on purpose.
IN_TWO_LANGUAGES = ("both", "1")


@dataclass(frozen=True)
class Visit:
    """One page as it was answered."""

    address: str
    status: int
    page: Said
    kind: tuple[str, ...] = ()


class Walk:
    """The walk of one person in one language; `each` pages of every kind are looked at.

    A kind of page is a view, for Wagtail's pages the section it stands in, with the question in its
    address, or with several; with any question if `apart` is not set. Forms that ask are sent with something found, and with nothing to
    find; forms that tell are sent empty, at the end.
    """

    def __init__(
        self, client: Client, within: str, each: int = 1, most: int = 400, *, apart: bool = True
    ) -> None:
        self.client, self.within, self.each, self.most = client, within, each, most
        self.apart = apart
        self._seen: dict[tuple[str, ...], int] = {}
        self._known: set[str] = set()
        self._todo: deque[str] = deque()
        self._kinds: dict[tuple[str, str], tuple[str, ...]] = {}
        self._told: dict[tuple[str, ...], tuple[str, dict[str, str]]] = {}

    def pages(self, *first: str) -> Iterator[Visit]:
        """Yield the pages, those at `first` before all others."""
        for address in first:
            self._note(address)
        while self._todo and len(self._known) < self.most:
            address = self._todo.popleft()
            yield from self._visit(address, self.client.get(address))
        for address, data in self._told.values():
            yield from self._visit(address, self.client.post(address, data))

    def _visit(self, address: str, response: object) -> Iterator[Visit]:
        status = int(getattr(response, "status_code", 0))
        if status in (301, 302):
            self._note(urljoin(address, response["Location"]))  # type: ignore[index]
            return
        if "html" not in response.get("Content-Type", ""):  # type: ignore[attr-defined]
            return
        page = Said(response.content.decode())  # type: ignore[attr-defined]
        for link in page.links:
            self._note(urljoin(address, link))
        for form in page.forms:
            self._note_form(address, form)
        yield Visit(address, status, page, self._kind(*urlsplit(address)[2:4]))

    def _note(self, address: str) -> None:
        parts = urlsplit(address)
        if parts.netloc not in ("", "testserver", "localhost"):
            return
        path = f"{parts.path}?{parts.query}" if parts.query else parts.path
        if path in self._known or not self._follows(parts.path):
            return
        if IN_TWO_LANGUAGES in parse_qsl(parts.query):
            return
        kind = self._kind(parts.path, parts.query)
        if self._seen.get(kind, 0) >= self.each:
            return
        self._seen[kind] = self._seen.get(kind, 0) + 1
        self._known.add(path)
        self._todo.append(path)

    def _follows(self, path: str) -> bool:
        return path.startswith(self.within) and not path.startswith(NOT_FOLLOWED)

    def _kind(self, path: str, query: str) -> tuple[str, ...]:
        # Every page has the links of its head and foot.
        if (path, query) not in self._kinds:
            self._kinds[path, query] = self._kind_of(path, query)
        return self._kinds[path, query]

    def _kind_of(self, path: str, query: str) -> tuple[str, ...]:
        with override("en"):
            try:
                match = resolve(
                    f"/en/{path.split('/', 2)[2]}" if self.within != "/admin/" else path
                )
            except Resolver404:
                return ("nothing",)
        view = match.view_name or str(match.func)
        section = match.kwargs.get("path") or match.args[0] if view == "wagtail_serve" else ""
        where = [part for part in str(section).split("/") if part]
        asked = sorted({name for name, value in parse_qsl(query) if value})
        if asked and not (self.apart and len(asked) == 1):
            asked = ["several"]
        return (view, *where[:1], str(len(where)), *asked)

    def _note_form(self, address: str, form: Form) -> None:
        action = urljoin(address, form.action)
        if form.method == "post":
            parts = urlsplit(action)
            if self._follows(parts.path):
                kind = (*self._kind(parts.path, ""), "post")
                told = untouched(form)
                # The form itself, not the buttons beside it which are sent to the same address.
                if kind not in self._told or len(told) > len(self._told[kind][1]):
                    self._told[kind] = (parts.path, told)
            return
        for fields in (found_fields(form), lost_fields(form)):
            if fields:
                self._note(f"{action.split('?')[0]}?{urlencode(fields)}")


def untouched(form: Form) -> dict[str, str]:
    """Return what a form sends when nobody has typed anything."""
    return {name: values[0] for name, kind, values in form.fields if kind == "hidden"}


def found_fields(form: Form) -> dict[str, str]:
    """Return the fields of a form that asks, with the first choice of each."""
    fields: dict[str, str] = {}
    for name, kind, values in form.fields:
        choices = [value for value in values if value]
        if kind in ("select", "checkbox", "radio") and choices:
            fields.setdefault(name, choices[0])
    return fields


def lost_fields(form: Form) -> dict[str, str]:
    """Return the fields of a form that asks for something nowhere to be found."""
    return {name: NOWHERE for name, kind, _values in form.fields if kind in ("text", "search")}


def beginnings(language: str) -> list[str]:
    """Return the addresses of the site that take nothing, in a language, and one of nothing."""
    plain = {
        address.path
        for address in addresses()
        if address.path.startswith("/en/") and "(" not in address.pattern.removeprefix("en/")
    }
    return [
        f"/{language}/",
        f"/{language}/no-such-page/",
        *(f"/{language}{path.removeprefix('/en')}" for path in sorted(plain)),
    ]


def admin_beginnings() -> list[str]:
    """Return the addresses of the admin that take nothing, and one of nothing."""
    plain = {
        address.path
        for address in addresses()
        if address.path.startswith("/admin/") and "(" not in address.pattern
    }
    return ["/admin/", "/admin/no-such-page/", *sorted(plain)]
