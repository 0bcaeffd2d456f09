"""The main menu, and how long lists number their pages."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django import template
from django.core.paginator import Page as PageOfList
from django.db import connection
from django.template.loader import get_template
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext, gettext_lazy
from wagtail.models import Page

from kb.language.reader import current_reader
from kb.models.closed_pages import MOST_PATHS, closed_paths, open_to, without_paths
from kb.page_addresses import page_addresses
from kb.permissions import User, is_signed_in

register = template.Library()

# Lists of records: the name of their address, label, icon, what is in them. One that the site does
# not have is left out.
RECORDS = (
    (
        "incident_list",
        gettext_lazy("Incidents"),
        "incident",
        gettext_lazy("What went wrong, and how it ended"),
    ),
    ("person_list", gettext_lazy("People"), "people", gettext_lazy("Who took part, in which role")),
    (
        "organisation_list",
        gettext_lazy("Organisations"),
        "organisation",
        gettext_lazy("Companies, outlets, authorities, communities"),
    ),
    (
        "statement_list",
        gettext_lazy("Statements"),
        "statement",
        gettext_lazy("The words as they were said"),
    ),
    (
        "outcome_list",
        gettext_lazy("Outcomes"),
        "outcome",
        gettext_lazy("What came of it, with figures"),
    ),
    (
        "response_list",
        gettext_lazy("Responses"),
        "response",
        gettext_lazy("What was done in answer, by which strategy"),
    ),
    ("source_list", gettext_lazy("Sources"), "source", gettext_lazy("What facts are known from")),
)
KNOWLEDGE = (
    (
        "rule_list",
        gettext_lazy("Firewall"),
        "firewall",
        gettext_lazy("The rules a statement is held against"),
    ),
)
# Root, home page, section.
SECTION_DEPTH = 3


@dataclass(frozen=True)
class MenuLink:
    """A link of the main menu; `active` is what `aria-current` says, empty elsewhere.

    An authored label is a page's title and read in the reader's script; others are ours.
    """

    label: str | Promise
    url: str
    active: str
    authored: bool = False
    icon: str = ""
    about: str | Promise = ""


@dataclass(frozen=True)
class MenuGroup:
    """Links that belong together, under a heading."""

    label: str
    links: list[MenuLink]


def _active(url: str, path: str) -> str:
    return "page" if path == url else "true" if path.startswith(url) else ""


def _lists(rows: tuple[tuple[str, Promise, str, Promise], ...], path: str) -> list[MenuLink]:
    links = []
    for name, label, icon, about in rows:
        try:
            url = reverse(name)
        except NoReverseMatch:
            continue
        links.append(MenuLink(label, url, _active(url, path), icon=icon, about=about))
    return links


@dataclass(frozen=True, slots=True)
class _Section:
    """A section of the knowledge base: what the menu shows of its page."""

    title: str
    url_path: str
    locale_id: int


def _sections(content: str, user: User) -> list[_Section]:
    """Return the sections of a content language that this person may see.

    The menu is on every page, and making its statement takes longer than running it: it is made
    once for each set of closed parts, and run each time.
    """
    if not is_signed_in(user):
        return []
    closed = closed_paths(user)
    if len(closed) > MOST_PATHS:
        return [_Section(*row) for row in _shown(open_to(_of_menu(content), user))]
    with connection.cursor() as cursor:
        cursor.execute(*_statement(connection.vendor, content, closed))
        return [_Section(*row) for row in cursor.fetchall()]


def _shown(pages: Any) -> Any:
    return pages.values_list("title", "url_path", "locale_id")


def _of_menu(content: str) -> Any:
    pages = Page.objects.live().in_menu()
    return pages.filter(depth=SECTION_DEPTH, locale__language_code=content).order_by("path")


@lru_cache(maxsize=128)
def _statement(vendor: str, content: str, closed: tuple[str, ...]) -> tuple[str, tuple[Any, ...]]:
    pages = _shown(without_paths(_of_menu(content), closed))
    text, params = pages.query.get_compiler(connection=connection).as_sql()
    return text, tuple(params)


@register.simple_tag(takes_context=True)
def main_menu(context: Any) -> list[MenuGroup]:
    """Return the groups of the main menu for this reader; one query, for the sections."""
    request = context["request"]
    menus = request.__dict__.setdefault("_casebook_menus", {})
    code = get_language()
    if code not in menus:
        menus[code] = _menu(request)
    found: list[MenuGroup] = menus[code]
    return found


def _menu(request: Any) -> list[MenuGroup]:
    content = current_reader().content
    addresses = page_addresses(request)
    pages = []
    for one in _sections(content, request.user):
        url = addresses.url(one.url_path, one.locale_id, content)
        pages.append(MenuLink(one.title, url, _active(url, request.path), authored=True))
    return [
        MenuGroup(gettext("Records"), _lists(RECORDS, request.path)),
        MenuGroup(gettext("Knowledge"), [*pages, *_lists(KNOWLEDGE, request.path)]),
    ]


@register.simple_tag(takes_context=True)
def menu_links(context: Any) -> SafeString:
    """Return the main menu as HTML: it stands twice on a page, folded and in a row."""
    groups = main_menu(context)
    return SafeString(get_template("components/main_nav.html").render({"groups": groups}))


@register.filter
def page_range(page: PageOfList[Any]) -> list[int | None]:
    """Return the page numbers to print, with None where some are left out."""
    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1)
    return [number if isinstance(number, int) else None for number in numbers]
