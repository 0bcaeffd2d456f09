"""Authored text in the reader's writing. Interface wording never comes through here.

`{{ incident.title|reading }}` is HTML: what had to fall back to the other language is marked with
its own `lang`. `{{ page.title|reading_text }}` is the same as plain text, for attributes and
`<title>`. Rich text needs no filter: `wagtailcore/shared/richtext.html` sends every piece through
`reading_html`.
"""

from django import template
from django.utils.functional import Promise
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from wagtail.rich_text import RichText

from kb.language.codes import Language, language
from kb.language.conversion import variant
from kb.language.detection import script_of
from kb.language.reading import Passage, TwoWritings, read
from kb.language.rich_text import convert_html

register = template.Library()


def _reader() -> Language:
    return language(get_language())


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
    if passage.foreign:
        return format_html('<span lang="{}">{}</span>', passage.language.tag, passage.text)
    return conditional_escape(passage.text)


@register.filter
def reading_text(value: TwoWritings | str | None) -> str:
    """Return a Bilingual or a text as plain text in the reader's writing."""
    return _passage(value).text


@register.filter
def reading_html(value: RichText | str | None) -> SafeString:
    """Return HTML with its Chinese in the reader's script, tags and addresses as they are."""
    if not value:
        return SafeString("")
    if isinstance(value, RichText):
        # Rendered by our template, which comes back here.
        return SafeString(value.__html__())
    to = variant(_reader().code)
    return mark_safe(convert_html(value, to) if to else value)


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
