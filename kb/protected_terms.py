"""The words of the glossary, which no converter may touch."""

from collections.abc import Iterator
from typing import Any

from django.db.models import (
    Count,
    DateTimeField,
    Max,
    Model,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
)
from django.db.models.functions import Cast
from wagtail.models import Page

from kb.language import protected_terms
from kb.language.codes import SIMPLIFIED
from kb.language.protected_terms import ALONE, ProtectedTerms, Term
from kb.models import wording
from kb.models.glossary import GlossaryAlias, GlossaryTerm, Scope
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
    places = dict(_wordings().values_list("pk", "place"))
    for term in GlossaryTerm._base_manager.prefetch_related("aliases"):
        yield from terms_of(term, places.get(term.pk), published=term.live and not term.is_archived)


def terms_of(term: GlossaryTerm, place: str | None, *, published: bool) -> Iterator[Term]:
    """Yield what a glossary term protects everywhere, and its own wording, once it is published.

    `place` is the path of the Chinese page that its scope names.
    """
    aliases = [alias.text for alias in term.aliases.all() if alias.language == "zh"]
    yield Term(tuple(filter(None, [term.term.zh, *aliases])))
    says = term.says
    within = {Scope.SITE: "", Scope.SECTION: place, Scope.PAGE: f"{place or ''}{ALONE}"}[
        Scope(term.scope)
    ]
    # Of a page that is in English only nobody reads another script.
    if says and published and (place or term.scope == Scope.SITE):
        spellings = dict.fromkeys(filter(None, [term.term.zh, *says.values()]))
        yield Term(tuple(spellings), says=tuple(sorted(says.items())), within=within or "")


def place_of(page: Page | None) -> str | None:
    """Return the path of the Chinese version of a page, None where there is none."""
    if page is None:
        return None
    chinese = page.get_translations(inclusive=True).filter(locale__language_code=SIMPLIFIED.content)
    path: str | None = chinese.values_list("path", flat=True).first()
    return path


def _wordings() -> QuerySet[Any, Any]:
    """Return the terms with a wording of their own, each with the path of its Chinese page."""
    chinese = Page._base_manager.filter(
        translation_key=OuterRef("scope_page__translation_key"),
        locale__language_code=SIMPLIFIED.content,
    )
    empty = Q(in_traditional="", in_hong_kong="", in_simplified="")
    rows: QuerySet[Any, Any] = GlossaryTerm._base_manager.exclude(empty)
    return rows.annotate(place=Subquery(chinese.values("path")[:1])).order_by("pk")  # type: ignore[no-any-return]


def _version() -> str:
    """Return a text that changes with the terms, and where and whether their wordings hold."""
    wordings = _wordings().values_list("pk", "live", "archived_at", "scope", "place")
    return f"{stamp_of(GlossaryTerm, GlossaryAlias)} {list(wordings)}"


def register() -> None:
    """Tell the converter of the glossary, and of what editors have decided about single spots."""
    protected_terms.register(
        ProtectedTerms("decisions", tuple, wording.version, wording.decisions),
        wording.WordingDecision,
    )
    protected_terms.register(
        ProtectedTerms("glossary", _terms, _version),
        GlossaryTerm,
        GlossaryAlias,
    )
