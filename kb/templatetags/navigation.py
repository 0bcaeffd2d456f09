"""The main menu, and how long lists number their pages."""

from dataclasses import dataclass
from typing import Any

from django import template
from django.core.paginator import Page as PageOfList
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext, gettext_lazy
from wagtail.models import Page

from kb.language.codes import language
from kb.models.closed_pages import open_to

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


def _section(page: Page, path: str) -> MenuLink:
    # Without the request no query is spent on which site this is: there is one.
    url = page.get_url() or ""
    return MenuLink(page.title, url, _active(url, path), authored=True)


@register.simple_tag(takes_context=True)
def main_menu(context: Any) -> list[MenuGroup]:
    """Return the groups of the main menu for this reader; one query, for the sections."""
    request = context["request"]
    content = language(get_language()).content
    sections = open_to(
        Page.objects.live()
        .in_menu()
        .filter(depth=SECTION_DEPTH, locale__language_code=content)
        .select_related("locale")
        .order_by("path"),
        request.user,
    )
    pages = [_section(page, request.path) for page in sections]
    return [
        MenuGroup(gettext("Records"), _lists(RECORDS, request.path)),
        MenuGroup(gettext("Knowledge"), [*pages, *_lists(KNOWLEDGE, request.path)]),
    ]


@register.filter
def page_range(page: PageOfList[Any]) -> list[int | None]:
    """Return the page numbers to print, with None where some are left out."""
    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1)
    return [number if isinstance(number, int) else None for number in numbers]
