"""What the operators of a query mean: a condition each, or words when they mean nothing."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from typing import Any

from django.db import connection
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kb.language.codes import ENGLISH, LANGUAGES, parse
from kb.permissions import User
from kb.search.analysis.pipeline import units
from kb.search.analysis.synonyms import name_key
from kb.search.days import typed_days
from kb.search.facets import KIND, LANGUAGE, YEAR, has_value
from kb.search.filters import period
from kb.search.operators import Parsed, Piece
from kb.search.sources import facets, sources
from kb.search.sql import Sql, any_sql

LANGUAGE_LABELS = {"en": _("English"), "zh": _("Chinese")}
_LANGUAGE_NAMES = {
    "en": "english 英文 英语",
    "zh": "chinese 中文 汉语 华语 普通话 简体 繁体 简体中文 繁体中文",
}
LABELS = {
    KIND: _("Kind"),
    LANGUAGE: _("Language"),
    YEAR: _("Year"),
    "after": _("From"),
    "before": _("Before"),
}


@dataclass(frozen=True, slots=True)
class Understood:
    """An operator that narrows: what, to one of what, and the query without it."""

    label: str | Promise
    values: list[Any]
    excluded: bool
    without: str
    condition: Sql


@dataclass(frozen=True, slots=True)
class Narrowed:
    """The operators of a query that mean something, and the pieces that are read as words."""

    understood: tuple[Understood, ...] = ()
    as_words: tuple[Piece, ...] = ()

    @property
    def conditions(self) -> Iterator[Sql]:
        """What each operator demands of an entry."""
        for one in self.understood:
            yield ~one.condition if one.excluded else one.condition


def understand(asked: Parsed, user: User, visible: Sql) -> Narrowed:
    """Return what the operators of a query mean to this person."""
    understood, as_words = [], []
    for piece in asked.pieces:
        if piece.kind != "operator":
            continue
        meant = _meaning(piece, user, visible)
        if meant is None:
            as_words.append(piece)
        else:
            values, condition = meant
            label = LABELS.get(piece.operator) or facets[piece.operator].label
            understood.append(
                Understood(label, values, piece.excluded, asked.without(piece), condition)
            )
    return Narrowed(tuple(understood), tuple(as_words))


def _meaning(piece: Piece, user: User, visible: Sql) -> tuple[list[Any], Sql] | None:
    """Return what an operator narrows to, and its condition; None if it means nothing."""
    name, value = piece.operator, piece.value
    if name == KIND:
        kind = value if value in sources else _kinds().get(name_key(units(value)))
        return ([sources[kind].label], has_value(KIND, kind)) if kind else None
    if name == LANGUAGE:
        half = _half(value)
        return ([LANGUAGE_LABELS[half]], has_value(LANGUAGE, half)) if half else None
    if name in (YEAR, "after", "before"):
        return _period(name, value)
    if name not in facets:
        return None
    found = _facet_values(name, value, user, visible)
    known = facets[name].choices(user, found) if found else {}
    if not known:
        return None
    # Several people may have the name.
    return [choice.label for choice in known.values()], any_sql(
        has_value(name, one) for one in known
    )


def _period(name: str, value: str) -> tuple[list[Any], Sql] | None:
    days = typed_days(value)
    if days is None:
        return None
    first, last = days
    if name == "after":
        return [value], period(first, None)
    if name == "before":
        try:
            return [value], period(None, first - timedelta(days=1))
        except OverflowError:
            return None
    return [value], period(first, last)


def _half(value: str) -> str | None:
    typed = name_key(units(value))
    for half, names in _LANGUAGE_NAMES.items():
        if typed in {name_key(units(name)) for name in names.split()}:
            return half
    found = parse(value)
    return found.half if found else None


@cache
def _kinds() -> dict[str, str]:
    """Return the kinds by the units of their names, and of their labels in all languages."""
    found = {name_key(units(source.name)): source.name for source in sources}
    for language in (ENGLISH, *LANGUAGES):
        with translation.override(language.code):
            for source in sources:
                found.setdefault(name_key(units(str(source.label))), source.name)
    return found


def _facet_values(name: str, value: str, user: User, visible: Sql) -> list[str]:
    """Return the stored values that are meant: by their address, or a name of a record."""
    if found := facets[name].find(user, value):
        return [found]
    if name not in sources:
        return []
    key = name_key(units(value))
    statement = f"""
        SELECT DISTINCT kb_entry.object_id FROM kb_entryname
        JOIN kb_entry ON kb_entry.id = kb_entryname.entry_id
        WHERE kb_entryname.key = %s AND kb_entry.kind = %s AND {visible.text}
        ORDER BY 1 LIMIT 20
    """
    with connection.cursor() as cursor:
        cursor.execute(statement, [key, name, *visible.params])
        return [str(pk) for (pk,) in cursor.fetchall()] if key else []
