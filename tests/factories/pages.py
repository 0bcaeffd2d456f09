"""The page tree, published as editors publish it: a home in each language, and pages below it."""

import json
from collections.abc import Iterable
from contextlib import nullcontext
from typing import Any, TypeVar

from django.contrib.auth.models import Group
from django.utils.text import slugify
from wagtail.models import Locale, Page, PageViewRestriction, Site

from kb.editing.indexing import indexed_later
from kb.language.romanise import romanise
from kb.models import (
    ArticlePage,
    CaseStudyPage,
    GlossaryPage,
    GuidancePage,
    HomePage,
    PlaybookMeasure,
    PlaybookPage,
    PlaybookPhase,
    PlaybookQuestion,
    SectionPage,
)
from kb.models.base import KnowledgePage

Kind = TypeVar("Kind", bound=KnowledgePage)
TITLES = {"en": "Casebook", "zh-hans": "案例库"}


def locale(language: str = "en") -> Locale:
    """Return the content locale of a language, `en` or `zh-hans`."""
    return Locale.objects.get_or_create(language_code=language)[0]


def home(language: str = "en") -> HomePage:
    """Return the home page of a language; the first call makes both, each other's translation."""
    found: HomePage | None = HomePage.objects.filter(locale=locale(language)).first()
    if found:
        return found
    root = Page.get_first_root_node()
    first: HomePage = below(
        root, HomePage(title=TITLES["en"], slug="casebook", locale=locale("en"))
    )
    below(
        root,
        HomePage(
            title=TITLES["zh-hans"],
            slug="casebook-zh-hans",
            locale=locale("zh-hans"),
            translation_key=first.translation_key,
        ),
    )
    Site.objects.update_or_create(
        is_default_site=True,
        defaults={"hostname": "localhost", "site_name": "Casebook", "root_page": first},
    )
    Site.clear_site_root_paths_cache()
    return home(language)


def below(parent: Page, page: Kind, *, groups: Iterable[Group] = (), live: bool = True) -> Kind:
    """Put a new page below a parent, restrict it to groups if any, and publish it."""
    page.live = False
    with indexed_later(page) if live else nullcontext():
        parent.add_child(instance=page)
    if named := list(groups):
        restrict(page, *named)
    revision = page.save_revision()
    if live:
        revision.publish()
    fresh: Kind = type(page).objects.get(pk=page.pk)
    return fresh


def restrict(
    page: Page, *groups: Group, kind: str = PageViewRestriction.GROUPS
) -> PageViewRestriction:
    """Let only these groups see a page and all below it, or restrict it in another way."""
    made: PageViewRestriction = PageViewRestriction.objects.create(
        page=Page.objects.get(pk=page.pk), restriction_type=kind, password="open sesame"
    )
    made.groups.set(groups)
    return made


def stream(*blocks: tuple[str, Any]) -> str:
    """Return the raw text of a stream of (block name, value as it is stored)."""
    return json.dumps([{"type": name, "value": value} for name, value in blocks])


def section(title: str = "Library", parent: Page | None = None, **how: Any) -> SectionPage:
    """Publish a section, below the English home by default."""
    return _page(SectionPage, title, parent or home(), how)


def article(title: str = "An article", parent: Page | None = None, **how: Any) -> ArticlePage:
    """Publish an article; `body=stream(...)`."""
    how.setdefault("body", stream(("text", "<p>Some words of the article.</p>")))
    return _page(ArticlePage, title, parent or _library(), how)


def case_study(
    title: str = "A case study", parent: Page | None = None, **how: Any
) -> CaseStudyPage:
    """Publish a case study; each of its six sections takes a `stream(...)`."""
    how.setdefault("background", stream(("text", "<p>How it came about.</p>")))
    return _page(CaseStudyPage, title, parent or _library(), how)


def guidance(title: str = "Some guidance", parent: Page | None = None, **how: Any) -> GuidancePage:
    """Publish a page of guidance; `body=stream(...)`."""
    how.setdefault("body", stream(("text", "<p>How we do it.</p>")))
    return _page(GuidancePage, title, parent or _library(), how)


def playbook(title: str = "A playbook", parent: Page | None = None, **how: Any) -> PlaybookPage:
    """Publish a playbook with one phase, one measure and one question."""
    parent = parent or _library()
    measure = PlaybookMeasure(
        title="Say it first", solution="<p>At once.</p>", locale=parent.locale
    )
    phase = PlaybookPhase(title="The first hour", locale=parent.locale, measures=[measure])
    question = PlaybookQuestion(question="Who knew?", answer="Nobody.", locale=parent.locale)
    how.setdefault("phases", [phase])
    how.setdefault("questions", [question])
    return _page(PlaybookPage, title, parent, how)


def glossary(title: str = "Glossary", parent: Page | None = None, **how: Any) -> GlossaryPage:
    """Publish the page that lists the terms."""
    return _page(GlossaryPage, title, parent or home(), how)


def translated(page: Kind, title: str, language: str = "zh-hans", **how: Any) -> Kind:
    """Publish a translation of a page below the translation of its parent, made when missing."""
    other = locale(language)
    over = page.get_parent().specific
    parent = over.get_translation_or_none(other) or translated(over, over.title, language)
    kept: dict[str, Any] = {"live": how.pop("live", True), "groups": how.pop("groups", ())}
    fields = {"slug": f"{page.slug}-{language}", "translation_key": page.translation_key, **how}
    return below(parent, type(page)(title=title, locale=other, **fields), **kept)


def _library() -> SectionPage:
    found: SectionPage | None = SectionPage.objects.filter(slug="library").first()
    return found or section()


def _page(model: type[Kind], title: str, parent: Page, how: dict[str, Any]) -> Kind:
    kept = {name: how.pop(name) for name in ("groups", "live") if name in how}
    if not slugify(title):
        how.setdefault("slug", slugify(romanise(title)))
    return below(parent, model(title=title, locale=parent.locale, **how), **kept)
