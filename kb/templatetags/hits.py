"""The rows of a list of results: twenty of them, so written without a template."""

from collections.abc import Iterable
from functools import lru_cache

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import get_language, gettext

from kb.language.codes import Language
from kb.records.spans import Span
from kb.search.hits import Hit
from kb.search.reasons import Reason
from kb.templatetags.times import when

register = template.Library()


@register.simple_tag
def hit_rows(hits: Iterable[Hit]) -> SafeString:
    """Return hits as list items: title, excerpt, kind, time, why it was found, what it lacks."""
    # Every piece that is not ours went through escape(), or is marked text that did.
    return SafeString("\n".join(map(_row, hits)))


def _row(hit: Hit) -> str:
    title = hit.title
    text = ""
    if excerpt := hit.excerpt:
        lang = _lang(excerpt.language, foreign=excerpt.foreign)
        text = f'<p class="result__text"{lang}>{excerpt.html}</p>'
    about = [f"<span>{escape(capfirst(str(hit.label)))}</span>"]
    if hit.when:
        about.append(f"<span>{_time(hit.when, get_language())}</span>")
    about += map(_reason, hit.reasons)
    if hit.missing:
        words = " ".join(f"<s>{escape(word)}</s>" for word in hit.missing)
        about.append(f'<span class="result__missing">{escape(gettext("without:"))} {words}</span>')
    return (
        f'<li class="result"><h3 class="result__title"><a href="{escape(hit.url)}"'
        f"{_lang(title.language, foreign=title.foreign)}>{title.html}</a></h3>{text}"
        f'<p class="result__meta">{" ".join(about)}</p></li>'
    )


@lru_cache(maxsize=4_096)
def _time(span: Span, _language: str | None) -> str:
    """Return a time in the active language: hits of one day are many."""
    return escape(when(span))


def _reason(reason: Reason) -> str:
    words = escape(reason.label)
    lang, text = escape(reason.language_tag), escape(reason.text)
    return f'<span class="result__reason">{words} <mark lang="{lang}">{text}</mark></span>'


def _lang(language: Language, *, foreign: bool) -> str:
    return f' lang="{escape(language.tag)}"' if foreign else ""
