"""Loads pages: in two rounds, so that any page may link to any other."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from django.contrib.auth.models import User
from wagtail.models import Locale, Page, Site

from kb.models import (
    ArticlePage,
    CaseStudyPage,
    CrisisType,
    GlossaryPage,
    GuidancePage,
    HomePage,
    KnowledgePage,
    PlaybookMeasure,
    PlaybookPage,
    PlaybookPhase,
    PlaybookQuestion,
    ReviewedPage,
    SectionPage,
    Topic,
)
from kb.models.vocabulary import by_key
from kb.starter.blocks import Resolve, stream
from kb.starter.files import HERE, read, stable_key
from kb.starter.memory import Tally, loaded_before, remember
from kb.starter.prose import PageFinder, numbered, rich_text
from kb.starter.publishing import bring_out_page

FOLDER = HERE / "pages"
LANGUAGES = ("en", "zh-hans")
KINDS: dict[str, type[KnowledgePage]] = {
    "home": HomePage,
    "section": SectionPage,
    "glossary": GlossaryPage,
    "article": ArticlePage,
    "guidance": GuidancePage,
    "playbook": PlaybookPage,
    "case_study": CaseStudyPage,
}
# Parents come before what stands below them; sections in the order they are listed.
FIRST = ("home", "case-studies", "guidance", "playbooks", "background", "glossary")
RESPONSIBLE = "reviewer"  # who of the cast answers for guidance and playbooks to begin with


@dataclass(frozen=True)
class PageFile:
    """One page in one language, as its file holds it; `name` is the same for both languages."""

    name: str
    language: str
    data: dict[str, Any]

    @property
    def model(self) -> type[KnowledgePage]:
        """The kind of page."""
        return KINDS[self.data["kind"]]

    @property
    def code(self) -> str:
        """How the audit log remembers it."""
        return f"{self.name}.{self.language}"


def page_key(name: str) -> Any:
    """Return the translation key of a starter page."""
    return stable_key("page", name)


def measure_key(page: str, measure: str) -> Any:
    """Return the translation key of a measure of a starter playbook."""
    return stable_key("measure", page, measure)


def page_files(*folders: Path) -> list[PageFile]:
    """Return all pages of these folders, parents before what stands below them."""
    found = []
    for file in (file for folder in folders for file in sorted(folder.glob("*.toml"))):
        name, _dot, language = file.stem.partition(".")
        found.append(PageFile(name, language, read(file)))
    rank = {name: number for number, name in enumerate(FIRST)}
    return sorted(found, key=lambda page: (rank.get(page.name, len(rank)), page.language))


def find_page(name: str, language: str) -> Page | None:
    """Return the starter page of this name in a language, None when it was deleted."""
    pages: Any = Page.objects.filter(translation_key=page_key(name))
    found: Page | None = pages.filter(locale__language_code=language).first()
    return found


def load_pages(files: list[PageFile], resolve: Resolve) -> tuple[Tally, set[str]]:
    """Publish the pages that are missing and were never loaded.

    Returns the tally and the names of the pages that are new in some language.
    """
    tally = Tally(str(Page._meta.verbose_name_plural))
    locales = {code: Locale.objects.get_or_create(language_code=code)[0] for code in LANGUAGES}
    new = []
    for file in files:
        page = _place(file, locales[file.language])
        if page is None:
            tally.kept += 1
        else:
            new.append((file, page))
    for file, page in new:
        # As it was placed, the page knows nothing of those placed below it since.
        page.refresh_from_db()
        _fill(file, page, resolve)
        bring_out_page(page, tally)
    return tally, {file.name for file, _page in new}


def _place(file: PageFile, locale: Locale) -> Any:
    """Put a new page, unpublished and without its text, into the tree; None when it is not new."""
    if find_page(file.name, file.language) or file.code in loaded_before(file.model):
        return None
    parent = _parent(file)
    if parent is None:
        return None
    data = file.data
    page = file.model(
        title=data["title"],
        slug=data["slug"],
        summary=data["summary"],
        locale=locale,
        translation_key=page_key(file.name),
        live=False,
    )
    parent.add_child(instance=page)
    remember(page, file.code)
    if isinstance(page, HomePage) and file.language == LANGUAGES[0]:
        _make_front_page(page)
    return page


def _parent(file: PageFile) -> Any:
    if file.model is HomePage:
        return Page.get_first_root_node()
    return find_page(file.data["parent"], file.language)


def _make_front_page(home: HomePage) -> None:
    """Let the site begin here, and remove the page that Wagtail's own migrations put there."""
    site = Site.objects.filter(is_default_site=True).first() or Site(
        hostname="localhost", is_default_site=True
    )
    before = site.root_page if site.root_page_id else None
    site.root_page = home
    site.site_name = home.title
    site.save()
    if before is not None and before.specific_class is Page and not before.get_children().exists():
        before.delete()


def _fill(file: PageFile, page: Any, resolve: Resolve) -> None:
    """Write the text of a page from its file."""

    def link(name: str) -> int | None:
        target = find_page(name, file.language)
        return None if target is None else target.pk

    data = file.data
    if "intro" in data:
        page.intro = rich_text(data["intro"], link)
    for name in ("body", *CaseStudyPage.section_names):
        if name in data:
            setattr(page, name, stream(data[name], f"{file.code}/{name}", resolve, link))
    if isinstance(page, ReviewedPage):
        page.responsible = User.objects.filter(username=RESPONSIBLE).first()
        page.review_date = date.today() + timedelta(days=30 * data["review_in_months"])
    if isinstance(page, PlaybookPage):
        _fill_playbook(file, page, link)


def _fill_playbook(file: PageFile, page: PlaybookPage, link: PageFinder) -> None:
    """Write the phases, measures and questions of a playbook, and what it is meant for."""
    meant_for = file.data.get("meant_for", {})
    page.crisis_types = [by_key(CrisisType, key) for key in meant_for.get("types", [])]
    page.topics = [by_key(Topic, key) for key in meant_for.get("topics", [])]
    page.lowest_severity = meant_for.get("lowest_severity")
    phases = []
    for row in file.data["phases"]:
        phase = PlaybookPhase(
            title=row["title"],
            intro=row["intro"],
            locale=page.locale,
            translation_key=stable_key("phase", file.name, row["key"]),
        )
        phase.measures = [
            PlaybookMeasure(
                title=measure["title"],
                **{
                    name: rich_text(measure[name], link)
                    for name in ("solution", "advantages", "drawbacks")
                },
                steps=numbered(measure["steps"], link),
                owner=measure["owner"],
                due_after=measure.get("due_after"),
                locale=page.locale,
                translation_key=measure_key(file.name, measure["key"]),
            )
            for measure in row.get("measures", [])
        ]
        phases.append(phase)
    page.phases = phases
    page.questions = [
        PlaybookQuestion(
            question=row["question"],
            answer=row["answer"],
            locale=page.locale,
            translation_key=stable_key("question", file.name, row["key"]),
        )
        for row in file.data["questions"]
    ]
