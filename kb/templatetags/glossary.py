"""The glossary by letter: in English by its letters, in Chinese by its pinyin."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django import template

from kb.language.collation import OTHER, first_letter, half_of, sort_key
from kb.language.reader import current_reader

register = template.Library()


@dataclass(frozen=True)
class Letter:
    """A letter with its terms."""

    name: str
    terms: list[Any]


@register.filter
def by_letter(terms: Iterable[Any]) -> list[Letter]:
    """Return glossary terms in the order of the reader's language, by their first letters."""
    reader = current_reader()

    def key(term: Any) -> tuple[bool, str, tuple[str, str, str]]:
        key = sort_key(half_of(term.term, reader))
        letter = first_letter(key)
        return letter == OTHER, letter, key

    keyed = sorted(((key(term), term) for term in terms), key=lambda pair: pair[0])
    groups = groupby(keyed, key=lambda pair: pair[0][1])
    return [Letter(name, [term for _key, term in pairs]) for name, pairs in groups]
