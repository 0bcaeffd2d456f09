"""The glossary in the order of the reader's language: by first letter, Chinese by its pinyin."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django import template
from django.utils.translation import get_language

from kb.language.codes import language
from kb.language.romanise import romanise
from kb.records.bilingual import Bilingual

register = template.Library()

# Where a term stands that begins with no letter.
OTHER = "#"


@dataclass(frozen=True)
class Letter:
    """A letter with its terms."""

    name: str
    terms: list[Any]


def _order(name: Bilingual, half: str) -> str:
    return romanise((name.zh or name.en) if half == "zh" else (name.en or name.zh))


@register.filter
def by_letter(terms: Iterable[Any]) -> list[Letter]:
    """Return glossary terms grouped by the first letter they have in the reader's language."""
    half = language(get_language()).half
    keyed = sorted(((_order(term.term, half), term) for term in terms), key=lambda pair: pair[0])

    def letter(pair: tuple[str, Any]) -> str:
        first = pair[0][:1].upper()
        return first if first.isalpha() else OTHER

    groups = groupby(sorted(keyed, key=lambda pair: (letter(pair) == OTHER, pair[0])), key=letter)
    return [Letter(name, [term for _key, term in pairs]) for name, pairs in groups]


@register.filter
def other_writing(name: Bilingual) -> str:
    """Return the half of a name the reader does not read, empty when it says the same."""
    mine, other = (name.en, name.zh) if language(get_language()).half == "en" else (name.zh, name.en)
    return other if mine and other != mine else ""
