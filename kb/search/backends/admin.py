"""`QuerySet.search()` and `.autocomplete()`, as the admin and its choosers use them.

Everything is answered from the search table; the queryset's own filters are applied by the
database, so no field needs to be declared for filtering.
"""

from collections import OrderedDict
from typing import Any

from django.db import connection
from django.db.models import Count
from django.db.models.expressions import RawSQL
from modelsearch import query as asked
from modelsearch.backends.base import (
    BaseSearchQueryCompiler,
    BaseSearchResults,
    FilterFieldError,
    SearchFieldError,
)
from modelsearch.utils import get_descendants_content_types_pks

from kb.search.analysis.normalise import fold
from kb.search.analysis.pipeline import units
from kb.search.analysis.segment import words
from kb.search.backends.engines import engine
from kb.search.engine import Ranked
from kb.search.entries import Entry
from kb.search.expressions import (
    EVERYTHING,
    NOTHING,
    Expression,
    Stretch,
    all_of,
    any_of,
    without,
    word,
)
from kb.search.query import MOST_CHARACTERS, MOST_UNITS
from kb.search.sql import Sql, all_sql, any_sql, is_in, object_listed

_MANY = 500  # objects to fetch in one statement


class QueryCompiler(BaseSearchQueryCompiler):
    """Turns modelsearch's query objects into an expression over whole words."""

    DEFAULT_OPERATOR = "and"
    HANDLES_ORDER_BY_EXPRESSIONS = True

    def check(self) -> None:
        """Refuse fields that the model does not search; filters and orders need no declaration."""
        known = {field.field_name for field in self.searched_fields()}
        for name in self.fields or ():
            if name not in known:
                raise SearchFieldError(
                    f'Cannot search with field "{name}". Please add '
                    f'index.SearchField("{name}") to {self.queryset.model.__name__}.search_fields.',
                    field_name=name,
                )

    def searched_fields(self) -> list[Any]:
        """Return the declared fields that `fields` may name."""
        fields: list[Any] = self.queryset.model.get_searchable_search_fields()
        return fields

    @property
    def title_only(self) -> bool:
        """Whether only titles are searched: an entry keeps nothing else apart."""
        return self.fields is not None and set(self.fields) == {"title"}

    def expression(self) -> Expression:
        """Return what is asked for."""
        return _expression(self.query)

    def ranked(self, start: int, stop: int | None) -> Ranked:
        """Return a slice of the matching entries, best first."""
        return engine().rank(
            self.expression(), self.among_queryset(), start, stop, title_only=self.title_only
        )

    def condition(self) -> Sql:
        """Return the condition on a row of `kb_entry` that it is asked for."""
        return engine().matches(self.expression(), title_only=self.title_only)

    def of_model(self) -> Sql:
        """Return the condition that an entry is of the queryset's model."""
        types = get_descendants_content_types_pks(self.queryset.model)
        return is_in("kb_entry.content_type_id", sorted(types))

    def among_queryset(self) -> Sql:
        """Return the condition that an entry's object is in the queryset."""
        return self.of_model() & object_listed(self.queryset.order_by())

    def matching(self) -> Any:
        """Return the queryset of the matching objects, in the queryset's own order."""
        expression = self.expression()
        if expression == EVERYTHING:
            return self.queryset
        if expression == NOTHING:
            return self.queryset.none()
        found = self.of_model() & self.condition()
        ids = RawSQL(f"SELECT object_id FROM kb_entry WHERE {found.text}", found.params)
        queryset = self.queryset.filter(pk__in=ids)
        return queryset if queryset.query.order_by else queryset.order_by("-pk")


class AutocompleteCompiler(QueryCompiler):
    """Every word typed is the beginning of a word; Chinese from any character on."""

    def searched_fields(self) -> list[Any]:
        """Return the declared fields that `fields` may name."""
        fields: list[Any] = self.queryset.model.get_autocomplete_search_fields()
        return [*super().searched_fields(), *fields]

    def ranked(self, start: int, stop: int | None) -> Ranked:
        """Return a slice of the matching entries, those with the shortest titles first."""
        return _shortest(self.condition() & self.among_queryset(), start, stop)

    def condition(self) -> Sql:
        """Return the condition on a row of `kb_entry` that it is asked for."""
        return _prefixes(self.query)


class EntryResults(BaseSearchResults):
    """Objects in the order of their entries, fetched through the queryset that was searched."""

    supports_facet = True

    def _do_search(self) -> list[Any]:
        compiler = self.query_compiler
        trivial = compiler.expression() in (EVERYTHING, NOTHING)
        if trivial or not compiler.order_by_relevance:
            found = list(compiler.matching()[self.start : self.stop])
            scores = dict.fromkeys((obj.pk for obj in found), 0.0)
        else:
            found, scores = self._by_relevance()
        if self._score_field:
            for obj in found:
                setattr(obj, self._score_field, scores[obj.pk])
        return found

    def _by_relevance(self) -> tuple[list[Any], dict[int, float]]:
        compiler = self.query_compiler
        ranked = compiler.ranked(self.start, self.stop)
        self._count_cache = max(0, min(ranked.total, self.stop or ranked.total) - self.start)
        objects_of = _objects_of([pk for pk, _score in ranked.scored])
        scores = {objects_of[pk]: score for pk, score in ranked.scored if pk in objects_of}
        queryset = compiler.queryset.order_by()
        if queryset.query.is_sliced:
            queryset = compiler.queryset.model._default_manager.all()
        ids = list(scores)
        objects = {
            obj.pk: obj
            for first in range(0, len(ids), _MANY)
            for obj in queryset.filter(pk__in=ids[first : first + _MANY])
        }
        return [objects[pk] for pk in ids if pk in objects], scores

    def _do_count(self) -> int:
        total: int = self.query_compiler.matching().count()
        stop = total if self.stop is None else min(total, self.stop)
        return max(0, int(stop) - int(self.start))

    def facet(self, field_name: str) -> OrderedDict[Any, int]:
        """Return how many matching objects have each value of a field."""
        compiler = self.query_compiler
        if compiler._get_filterable_field(field_name) is None:
            raise FilterFieldError(
                f'Cannot facet search results with field "{field_name}". Please add '
                f'index.FilterField("{field_name}") to '
                f"{compiler.queryset.model.__name__}.search_fields.",
                field_name=field_name,
            )
        counts = compiler.matching().order_by().values_list(field_name).annotate(count=Count("pk"))
        return OrderedDict(sorted(counts, key=lambda pair: -pair[1]))


def _shortest(where: Sql, start: int, stop: int | None) -> Ranked:
    """Return a slice of the entries on a condition, those with the shortest titles first."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM kb_entry WHERE {where.text}", where.params)
        total = int(cursor.fetchone()[0])
        cursor.execute(
            "SELECT kb_entry.id FROM kb_entry"
            " JOIN kb_entrytext ON kb_entrytext.entry_id = kb_entry.id"
            f" WHERE {where.text} ORDER BY length(kb_entrytext.title), kb_entry.id DESC"
            " LIMIT %s OFFSET %s",
            [*where.params, total if stop is None else stop - start, start],
        )
        return Ranked(total, tuple((pk, 0.0) for (pk,) in cursor.fetchall()))


def _objects_of(entry_ids: list[int]) -> dict[int, int]:
    """Return the primary keys of the objects of entries."""
    found: dict[int, int] = {}
    for first in range(0, len(entry_ids), _MANY):
        entries = Entry.objects.filter(pk__in=entry_ids[first : first + _MANY])
        found.update(entries.values_list("pk", "object_id"))
    return found


def _expression(query: Any) -> Expression:
    """Return the expression of a query object of modelsearch."""
    if isinstance(query, asked.PlainText | asked.Fuzzy):
        found = [word(unit) for unit in _typed_units(query.query_string)]
        if not found:
            return NOTHING
        return all_of(found) if query.operator == "and" else any_of(found)
    if isinstance(query, asked.Phrase):
        found_units = tuple(_typed_units(query.query_string))
        return Stretch(found_units) if found_units else NOTHING
    if isinstance(query, asked.MatchAll):
        return EVERYTHING
    if isinstance(query, asked.Boost):
        return _expression(query.subquery)
    if isinstance(query, asked.Not):
        return without(_expression(query.subquery))
    combine = all_of if isinstance(query, asked.And) else any_of
    return combine(_expression(part) for part in query.subqueries)


def _prefixes(query: Any) -> Sql:
    """Return the condition that the words of a query object are beginnings of an entry's words."""
    if isinstance(query, asked.PlainText | asked.Fuzzy | asked.Phrase):
        typed = words(fold(query.query_string[:MOST_CHARACTERS]))[:MOST_UNITS]
        found = [engine().has_prefix(start) for start in typed]
        any_will_do = getattr(query, "operator", "and") == "or" or not found
        return any_sql(found) if any_will_do else all_sql(found)
    if isinstance(query, asked.MatchAll):
        return all_sql(())
    if isinstance(query, asked.Boost):
        return _prefixes(query.subquery)
    if isinstance(query, asked.Not):
        return ~_prefixes(query.subquery)
    combine = all_sql if isinstance(query, asked.And) else any_sql
    return combine(_prefixes(part) for part in query.subqueries)


def _typed_units(text: str) -> list[str]:
    return list(dict.fromkeys(units(text[:MOST_CHARACTERS])))[:MOST_UNITS]
