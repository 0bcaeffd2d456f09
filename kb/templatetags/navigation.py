"""The main menu, and how long lists number their pages."""

from dataclasses import dataclass
from typing import Any

from django import template
from django.core.paginator import Page as PageOfList
from django.db import connection
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext, gettext_lazy
from wagtail.models import Page

from kb.language.reader import current_reader
from kb.models import HomePage
from kb.models.closed_pages import MOST_PATHS, closed_paths, open_to
from kb.page_addresses import page_addresses
from kb.permissions import User, is_signed_in
from kb.templatetags.reading import reading

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
# What the links between records show: one menu of its own, since a row has no room for them.
LINKS = (
    (
        "draft_check",
        gettext_lazy("Check a draft"),
        "check",
        gettext_lazy("Which rules do these words cross, and what would be better"),
    ),
    (
        "precedents",
        gettext_lazy("Precedents"),
        "precedents",
        gettext_lazy("Has this happened before, and how did it end"),
    ),
    (
        "risk_list",
        gettext_lazy("Risks"),
        "alert",
        gettext_lazy("What may go wrong, with its signals"),
    ),
    (
        "partner_list",
        gettext_lazy("Checks of partners"),
        "people",
        gettext_lazy("Who was looked up before anybody called"),
    ),
    (
        "ledger",
        gettext_lazy("Ledger"),
        "ledger",
        gettext_lazy("Every response, with what came of it"),
    ),
    (
        "checklist_list",
        gettext_lazy("Checklists"),
        "check",
        gettext_lazy("Playbooks in use: what is still to be done"),
    ),
    (
        "lesson_list",
        gettext_lazy("Lessons"),
        "scales",
        gettext_lazy("What cases speak for and against"),
    ),
    (
        "timeline",
        gettext_lazy("Timeline"),
        "timeline",
        gettext_lazy("Everything by year and month"),
    ),
    (
        "compare",
        gettext_lazy("Compare"),
        "side-by-side",
        gettext_lazy("Two to four incidents on one axis"),
    ),
    (
        "drill_list",
        gettext_lazy("Practise"),
        "playbook",
        gettext_lazy("Answer a past incident moment by moment, then see how it ended"),
    ),
    ("graph", gettext_lazy("Graph"), "graph", gettext_lazy("Who and what is connected, and how")),
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
    """Links that belong together, under a heading; a folded one is a menu of its own in a row."""

    label: str
    links: list[MenuLink]
    folded: bool = False


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


# From the few pages that may be sections to their rows, in this order: no index of the page table
# leads to sections, and there may be very many pages.
_SECTIONS = """
    SELECT page.title, page.url_path, page.locale_id
    FROM ({candidates}) AS candidate
    CROSS JOIN wagtailcore_page AS page CROSS JOIN wagtailcore_locale AS locale
    WHERE page.id = candidate.page_ptr_id AND locale.id = page.locale_id
        AND page.live AND page.show_in_menus AND page.depth = %s AND locale.language_code = %s
        {closed}
    ORDER BY page.path
"""


def _sections(content: str, user: User) -> list[_Section]:
    """Return the sections of a content language that this person may see."""
    if not is_signed_in(user):
        return []
    closed = closed_paths(user)
    if len(closed) > MOST_PATHS:
        pages = Page.objects.live().in_menu().filter(depth=SECTION_DEPTH)
        pages = open_to(pages.filter(locale__language_code=content).order_by("path"), user)
        return [_Section(*row) for row in pages.values_list("title", "url_path", "locale_id")]
    candidates = " UNION ALL ".join(
        f"SELECT page_ptr_id FROM {model._meta.db_table}"
        for model in HomePage.allowed_subpage_models()
        if model is not Page
    )
    outside = "AND NOT substr(page.path, 1, %s) = %s " * len(closed)
    statement = _SECTIONS.format(candidates=candidates, closed=outside)
    lengths = [part for path in closed for part in (len(path), path)]
    with connection.cursor() as cursor:
        cursor.execute(statement, [SECTION_DEPTH, content, *lengths])
        return [_Section(*row) for row in cursor.fetchall()]


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
        MenuGroup(gettext("Look back"), _lists(LINKS, request.path), folded=True),
    ]


@register.simple_tag(takes_context=True)
def menu_links(context: Any, row: bool = False) -> SafeString:
    """Return the main menu as HTML: it stands twice on a page, folded and in a row."""
    groups = [_group(group, row) for group in main_menu(context) if group.links]
    # Every piece that is not ours went through escape() or reading().
    return SafeString(f'<div class="main-nav__groups">{"".join(groups)}</div>')


def _group(group: MenuGroup, row: bool) -> str:
    links = "".join(map(_item, group.links))
    if row and group.folded:
        current = ' aria-current="true"' if any(link.active for link in group.links) else ""
        return (
            '<details class="menu main-nav__group main-nav__more">'
            f'<summary class="main-nav__link"{current}>{escape(group.label)}</summary>'
            f'<ul class="menu__panel">{links}</ul></details>'
        )
    return (
        f'<div class="main-nav__group"><p class="label">{escape(group.label)}</p>'
        f'<ul class="main-nav__list">{links}</ul></div>'
    )


def _item(link: MenuLink) -> str:
    current = f' aria-current="{link.active}"' if link.active else ""
    label = reading(str(link.label)) if link.authored else escape(link.label)
    return f'<li><a class="main-nav__link" href="{escape(link.url)}"{current}>{label}</a></li>'


@register.simple_tag(takes_context=True)
def page_numbers(context: Any, page: PageOfList[Any]) -> SafeString:
    """Return the numbers of the pages of a list as list items; the rest of the address is kept."""
    rest = context["request"].GET.copy()
    rest.pop("page", None)
    before = f"?{rest.urlencode()}&" if rest else "?"
    items = []
    for number in page_range(page):
        if number is None:
            inside = '<span class="pagination__link pagination__link--gap">…</span>'
        elif number == page.number:
            inside = f'<span class="pagination__link" aria-current="page">{number}</span>'
        else:
            label = escape(gettext("Page %(number)s") % {"number": number})
            inside = (
                f'<a class="pagination__link" href="{escape(before)}page={number}"'
                f' aria-label="{label}">{number}</a>'
            )
        items.append(f"<li>{inside}</li>")
    return SafeString("\n".join(items))


def page_range(page: PageOfList[Any]) -> list[int | None]:
    """Return the page numbers to print, with None where some are left out."""
    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1)
    return [number if isinstance(number, int) else None for number in numbers]
