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
from kb.models.base import open_to

register = template.Library()

# Lists of records, by the name of their address; one that the site does not have is left out.
RECORDS = (
    ("incident_list", gettext_lazy("Incidents")),
    ("person_list", gettext_lazy("People")),
    ("organisation_list", gettext_lazy("Organisations")),
    ("statement_list", gettext_lazy("Statements")),
    ("outcome_list", gettext_lazy("Outcomes")),
    ("response_list", gettext_lazy("Responses")),
    ("source_list", gettext_lazy("Sources")),
)
KNOWLEDGE = (("rule_list", gettext_lazy("Firewall")),)
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


@dataclass(frozen=True)
class MenuGroup:
    """Links that belong together, under a heading."""

    label: str
    links: list[MenuLink]


def _link(label: str | Promise, url: str, path: str, authored: bool = False) -> MenuLink:
    active = "page" if path == url else "true" if path.startswith(url) else ""
    return MenuLink(label, url, active, authored)


def _lists(names: tuple[tuple[str, Promise], ...], path: str) -> list[MenuLink]:
    links = []
    for name, label in names:
        try:
            links.append(_link(label, reverse(name), path))
        except NoReverseMatch:
            continue
    return links


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
    pages = [
        _link(page.title, page.get_url(request) or "", request.path, True) for page in sections
    ]
    return [
        MenuGroup(gettext("Records"), _lists(RECORDS, request.path)),
        MenuGroup(gettext("Knowledge"), [*pages, *_lists(KNOWLEDGE, request.path)]),
    ]


@register.filter
def page_range(page: PageOfList[Any]) -> list[int | None]:
    """Return the page numbers to print, with None where some are left out."""
    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1)
    return [number if isinstance(number, int) else None for number in numbers]
