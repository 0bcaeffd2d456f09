"""The words of the glossary, which no converter may touch."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Count, DateTimeField, Max, Model, QuerySet, Value
from django.db.models.functions import Cast

from kb.language import protected_terms
from kb.language.protected_terms import ProtectedTerms, Term
from kb.models import wording
from kb.models.glossary import GlossaryAlias, GlossaryTerm
from kb.records.base import Record


def stamp_of(*kinds: type[Model]) -> str:
    """Return a text that changes when a row of these kinds comes, goes or is published; one query.

    Parts change when their root is published, so a kind without revisions is only counted.
    """
    rows = [_state(kind, place) for place, kind in enumerate(kinds)]
    return repr(sorted(rows[0].union(*rows[1:], all=True) if rows[1:] else rows[0]))


def _state(kind: type[Model], place: int) -> QuerySet[Any, Any]:
    published, revised = Max(Cast(Value(None), DateTimeField())), Max("pk")
    if issubclass(kind, Record):
        published, revised = Max("last_published_at"), Max("latest_revision_id")
    rows: QuerySet[Any, Any] = (
        kind._base_manager.annotate(place=Value(place))
        .order_by()
        .values("place")
        .annotate(rows=Count("pk"), published=published, revised=revised)
        .values_list("place", "rows", "published", "revised")
    )
    return rows


def _terms() -> Iterator[Term]:
    for term in GlossaryTerm._base_manager.prefetch_related("aliases"):
        aliases = [alias.text for alias in term.aliases.all() if alias.language == "zh"]
        yield Term(tuple(filter(None, [term.term.zh, *aliases])))


def register() -> None:
    """Tell the converter of the glossary, and of what editors have decided about single spots."""
    protected_terms.register(
        ProtectedTerms("decisions", tuple, wording.version, wording.decisions),
        wording.WordingDecision,
    )
    protected_terms.register(
        ProtectedTerms("glossary", _terms, lambda: stamp_of(GlossaryTerm, GlossaryAlias)),
        GlossaryTerm,
        GlossaryAlias,
    )
