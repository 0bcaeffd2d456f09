"""What pages, glossary terms and firewall rules are found by."""

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from wagtail import blocks
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page
from wagtail.rich_text import get_text_for_indexing

from kb.language.codes import language
from kb.language.marks import said
from kb.models import GlossaryTerm, KnowledgePage, PlaybookPage, Rule
from kb.models.closed_pages import open_to
from kb.permissions import User
from kb.search.analysis.segment import is_han, words
from kb.search.openness import Readership
from kb.search.sources import SearchSource, SearchText, sources
from kb.text_parts import Half, TextPart


def visible_pages(user: User) -> QuerySet[Page]:
    """Return the pages of any kind that this person may read: one question for all kinds."""
    pages: QuerySet[Page] = open_to(Page.objects.live(), user)
    return pages


# --- Pages --------------------------------------------------------------------


def page_text(page: Any) -> SearchText:
    """Return the words of a page, all in its own language but what says otherwise."""
    half = language(page.locale.language_code).half
    published = page.first_published_at
    day = timezone.localdate(published) if published else None
    return SearchText(
        title=(TextPart(page.title, half, "title"),),
        body=tuple(part for part in _page_parts(page, half) if part.text.strip()),
        start=day,
        end=day,
    )


def _page_parts(page: Any, half: Half) -> Iterator[TextPart]:
    yield TextPart(page.summary, half, "summary")
    yield from _field_parts(page, half)
    if isinstance(page, PlaybookPage):
        yield from _playbook_parts(page, half)


def _field_parts(obj: Any, half: Half) -> Iterator[TextPart]:
    for field in obj._meta.get_fields():
        if isinstance(field, RichTextField):
            yield from rich_parts(getattr(obj, field.name), half, field.name)
        elif isinstance(field, StreamField):
            for child in getattr(obj, field.name):
                yield from block_parts(child.block, child.value, half, field.name)


def _playbook_parts(page: PlaybookPage, half: Half) -> Iterator[TextPart]:
    for phase in page.phases.all():
        yield TextPart(f"{phase.title}\n{phase.intro}", half, "phase")
        for measure in phase.measures.all():
            yield TextPart(measure.title, half, "measure")
            yield from _field_parts(measure, half)
            yield TextPart(measure.owner, half, "measure")
    for item in page.questions.all():
        yield TextPart(item.question, half, "question")
        yield TextPart(item.answer, half, "answer")


def block_parts(block: Any, value: Any, half: Half, place: str) -> Iterator[TextPart]:
    """Yield the words of a block that every reader of the page sees.

    Records that a page embeds are found by themselves; words that need a source which not
    everybody may open are shown to some readers only, so nobody finds the page by them.
    """
    if isinstance(block, blocks.RichTextBlock):
        yield from rich_parts(value.source if value else "", half, place)
    elif isinstance(block, blocks.StructBlock):
        # A page may be restricted above, for some time: only what everybody may open counts.
        if "source" in block.child_blocks and not Readership(None).may_all_see(value["source"]):
            return
        for name, child in block.child_blocks.items():
            within: Half = name if name in ("en", "zh") else half
            yield from block_parts(child, value.get(name), within, place)
    elif isinstance(block, blocks.ListBlock):
        for one in value or ():
            yield from block_parts(block.child_block, one, half, place)
    elif isinstance(block, blocks.CharBlock | blocks.TextBlock) and value:
        # Quotes and names stand in the language of their source.
        written: Half = "zh" if any(map(is_han, words(value))) else "en"
        yield TextPart(value, written, place)


def rich_parts(html: str, half: Half, place: str) -> Iterator[TextPart]:
    """Yield the text of rich text, and the words that some readers get in place of typed ones."""
    yield TextPart(plain(html), half, place)
    if words_of_marks := " ".join(said(html or "")):
        yield TextPart(words_of_marks, "zh", place)


def plain(html: str) -> str:
    """Return the text of rich text, with a space where a tag separates words."""
    text: str = get_text_for_indexing(html) if html else ""
    return text


# --- Records of the knowledge base --------------------------------------------


def term_text(term: GlossaryTerm) -> SearchText:
    """Return the words of a glossary term; all its spellings mean the same."""
    aliases = tuple(
        TextPart(alias.text, "zh" if alias.language == "zh" else "en", "alias")
        for alias in term.aliases.all()
    )
    # Whoever searches for the word they read finds the texts that are typed with the other one.
    wordings = tuple(
        TextPart(words, "zh", "wording") for words in dict.fromkeys(term.says.values())
    )
    return SearchText(
        title=term.term.parts("title"),
        body=(*term.definition.parts("definition"), *aliases, *wordings),
        names=(*term.term.parts("title"), *aliases, *wordings),
    )


def rule_text(rule: Rule) -> SearchText:
    """Return the words of a firewall rule that its page shows."""
    return SearchText(
        title=rule.title.parts("title"),
        body=(
            *rule.trigger.parts("trigger"),
            *rule.rationale.parts("rationale"),
            *rule.alternative.parts("alternative"),
            TextPart(rule.code, "en", "code"),
        ),
    )


def page_models() -> list[type[KnowledgePage]]:
    """Return every kind of page."""
    return [model for model in _descendants(KnowledgePage) if not model._meta.abstract]


def _descendants(model: type[Any]) -> Iterator[type[Any]]:
    for child in model.__subclasses__():
        yield child
        yield from _descendants(child)


def register() -> None:
    """Make pages, glossary terms and rules findable."""
    for model in page_models():
        meta = model._meta
        sources.register(
            SearchSource(
                str(meta.model_name).removesuffix("page"),
                meta.verbose_name,
                model,
                visible_pages,
                page_text,
            )
        )
    for name, record, text in (("term", GlossaryTerm, term_text), ("rule", Rule, rule_text)):
        sources.register(
            SearchSource(
                name,
                record._meta.verbose_name,
                record,
                record.objects.visible_to,
                text,
            )
        )
