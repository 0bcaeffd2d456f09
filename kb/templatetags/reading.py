"""Authored text in the reader's writing. Interface wording never comes through here.

`{{ incident.title|reading }}` is HTML: what had to fall back to the other language is marked with
its own `lang`, and says so. `{{ page.title|reading_text }}` is the same as plain text, for
attributes and `<title>`; `{{ incident.summary|reading_paragraphs }}` keeps lines and paragraphs.
Rich text needs no filter: `wagtailcore/shared/richtext.html` sends every piece through
`reading_html`. `{% record_link person %}` names a person or organisation, with the other name
beside it the first time on a page.
"""

from collections.abc import Iterable
from typing import Any

from django import template
from django.utils.functional import Promise
from django.utils.html import conditional_escape, format_html, linebreaks
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from wagtail.rich_text import RichText

from kb import glossary_hints
from kb.language.codes import Language
from kb.language.conversion import variant
from kb.language.detection import script_of
from kb.language.passages import mark_passages, mark_text
from kb.language.reader import current_reader
from kb.language.reading import Passage, TwoWritings, read
from kb.language.rich_text import convert_html
from kb.models.readers import settings_of
from kb.permissions import asking
from kb.reading_page import current

register = template.Library()


def _reader() -> Language:
    return current_reader()


def _passage(value: TwoWritings | str | None) -> Passage:
    reader = _reader()
    if value is None:
        return Passage("", reader)
    if isinstance(value, Promise):
        # A translated string is interface wording.
        return Passage(str(value), reader)
    if isinstance(value, str) or hasattr(value, "zh"):
        return read(value, reader)
    return Passage(str(value), reader)


@register.filter
def reading(value: TwoWritings | str | None) -> SafeString:
    """Return a Bilingual or a text as HTML in the reader's writing."""
    if isinstance(value, SafeString):
        return reading_html(value)
    passage = _passage(value)
    return _marked("span", value, passage, conditional_escape(passage.text))


@register.filter
def reading_paragraphs(value: TwoWritings | str | None) -> SafeString:
    """Return a Bilingual or a text of several lines as paragraphs in the reader's writing."""
    passage = _passage(value)
    html = SafeString(linebreaks(passage.text, autoescape=True)) if passage.text else SafeString("")
    return _marked("div", value, passage, html)


def _marked(
    element: str, value: TwoWritings | str | None, passage: Passage, html: SafeString
) -> SafeString:
    """Return HTML of a passage in an element with its language, if it is not the reader's.

    Where the reader's half of a record is missing, a mark says so: a style sheet writes it, so that
    nobody copies it with the text.
    """
    if not passage.foreign:
        return mark_safe(mark_passages(html, _reader()))
    passage_html = format_html('<{0} lang="{1}">{2}</{0}>', element, passage.language.tag, html)
    if isinstance(value, str):
        return passage_html
    only = _("in English only") if passage.language.half == "en" else _("in Chinese only")
    return format_html('<{0} class="only" data-only="{1}">{2}</{0}>', element, only, passage_html)


@register.filter
def reading_text(value: TwoWritings | str | None) -> str:
    """Return a Bilingual or a text as plain text in the reader's writing."""
    return _passage(value).text


@register.filter
def unlike(aliases: Iterable[Any], name: TwoWritings) -> list[Any]:
    """Return the other names that read otherwise than the name, in either half, and each other."""
    reader = _reader()
    shown = {read(half, reader).text for half in (name.en, name.zh) if half}
    kept = []
    for alias in aliases:
        text = read(alias.text, reader).text
        if text not in shown:
            shown.add(text)
            kept.append(alias)
    return kept


@register.filter
def reading_html(value: RichText | str | None) -> SafeString:
    """Return HTML with its Chinese in the reader's script, tags and addresses as they are."""
    if not value:
        return SafeString("")
    if isinstance(value, RichText):
        # Rendered by our template, which comes back here.
        return SafeString(value.__html__())
    to = variant(_reader().code)
    return hinted(marked(mark_safe(convert_html(value, to) if to else value)))


@register.filter
def marked(value: Any) -> SafeString:
    """Return a text or HTML in which passages in another language are marked as such.

    For what is shown as it is: names of accounts and groups, labels of vocabularies.
    """
    if isinstance(value, SafeString):
        return mark_safe(mark_passages(value, _reader()))
    return mark_text(str(value), _reader())


@register.filter
def hinted(value: SafeString) -> SafeString:
    """Return HTML with a hint at each glossary term that the page has not explained yet.

    For what stands in the reader's writing: `{{ event.what|reading|hinted }}`.
    """
    page, user = current.get(), asking.get()
    if page is None or user is None or not value or not settings_of(user).hints:
        return value
    return glossary_hints.hinted(value, page, user, _reader())


@register.simple_tag
def no_hint(term: Any) -> str:
    """Let a term stand unexplained on this page: it is what the page is about."""
    if page := current.get():
        page.explained[term.pk] = None
    return ""


@register.inclusion_tag("components/hints.html")
def hints() -> dict[str, Any]:
    """Write the explanations of the terms that the page has hinted at, at its end."""
    page = current.get()
    return {"terms": glossary_hints.explanations(page) if page else []}


@register.simple_tag
def lang_attr(value: TwoWritings | str | None) -> SafeString:
    """Return ` lang="..."` for a value that had to fall back to another language, else nothing."""
    passage = _passage(value)
    return format_html(' lang="{}"', passage.language.tag) if passage.foreign else SafeString("")


@register.filter
def other_writing(value: TwoWritings) -> SafeString:
    """Return the half of a Bilingual that is not the reader's, as HTML: the other name beside one.

    Empty when a half is missing (the only one is shown already) or both are the same.
    """
    if not value.en or not value.zh or value.en == value.zh:
        return SafeString("")
    if _reader().half == "en":
        return format_html('<span lang="{}">{}</span>', script_of(value.zh).tag, value.zh)
    return format_html('<span lang="en">{}</span>', value.en)


@register.simple_tag
def other_name(record: Any, always: bool = False) -> SafeString:
    """Return a record's name in the other writing, if the page has not introduced it yet.

    It stands behind the name itself, with a space before it; `always` where the record is the
    subject.
    """
    page = current.get()
    if page is not None and not page.introduces(record) and not always:
        return SafeString("")
    other = other_writing(record.named)
    return format_html(' <span class="other-name">{}</span>', other) if other else SafeString("")


@register.simple_tag
def record_link(record: Any) -> SafeString:
    """Return a link to a person or organisation, the other name beside it on first mention."""
    return format_html(
        '<a href="{}">{}</a>{}',
        record.get_absolute_url(),
        reading(record.named),
        other_name(record),
    )
