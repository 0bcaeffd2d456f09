"""Where loaded articles stand: the section `articles` of each content language."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import F
from wagtail.models import Page

from kb.models import HomePage, SectionPage
from kb.starter.memory import Tally
from kb.starter.pages import FOLDER, load_pages, page_files
from kb.starter.publishing import bring_out_page

SLUG = "articles"
_TITLES = {"en": "Articles", "zh-hans": "文章"}
_STEP = Page.steplen
_ALPHABET = Page.alphabet


def shelf(language: str) -> SectionPage:
    """Return the section of a content language, made and published when it is missing."""
    home = _home(language)
    found: SectionPage | None = SectionPage.objects.child_of(home).filter(slug=SLUG).first()
    if found is not None:
        return found
    other = SectionPage.objects.filter(slug=SLUG, depth=home.depth + 1)
    other = other.exclude(locale=home.locale).first()
    section = SectionPage(
        title=_TITLES[language],
        slug=SLUG,
        locale=home.locale,
        live=False,
        **({"translation_key": other.translation_key} if other else {}),
    )
    home.add_child(instance=section)
    bring_out_page(section, Tally(SLUG))
    return section


def _home(language: str) -> HomePage:
    found: HomePage | None = (
        HomePage.objects.filter(locale__language_code=language).order_by("path").first()
    )
    if found is None:
        # The starter's own, so that loading the starter later finds its front page there.
        load_pages([file for file in page_files(FOLDER) if file.name == "home"], _nothing)
        found = HomePage.objects.get(locale__language_code=language)
    return found


def place_below(parent: Page, pages: Iterable[Any]) -> list[Page]:
    """Give new pages their places as the last children of a page; call it in a transaction.

    The parent's row is locked until the end of the transaction, as treebeard reads its number of
    children from there.
    """
    new = list(pages)
    locked = Page.objects.select_for_update().get(pk=parent.pk)
    for page, path in zip(new, _free_paths(locked), strict=False):
        page.path = path
        page.depth = locked.depth + 1
        page.url_path = f"{locked.url_path}{page.slug}/"
    Page.objects.filter(pk=locked.pk).update(numchild=F("numchild") + len(new))
    return new


def _free_paths(parent: Page) -> Iterator[str]:
    """Yield the paths after the last child of a page; raises OverflowError past 1.6 million."""
    last = (
        Page.objects.filter(path__startswith=parent.path, depth=parent.depth + 1)
        .order_by("-path")
        .values_list("path", flat=True)
        .first()
    )
    step = Page._str2int(last[-_STEP:]) if last else 0
    while True:
        step += 1
        if step >= len(_ALPHABET) ** _STEP:
            raise OverflowError("This section is full: move some of its articles elsewhere.")
        yield Page._get_path(parent.path, parent.depth + 1, step)


def _nothing(kind: str, name: str) -> int | None:
    """Front pages refer to no record."""
    return None
