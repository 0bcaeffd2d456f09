"""The search of the site behind modelsearch's interface, the same on either database.

Only this folder knows modelsearch's backends; `engine()` is for the site's own list of results.
"""

from collections.abc import Iterable
from typing import Any, ClassVar

from django.db import connection
from django.db.models import Model
from modelsearch.backends.base import BaseIndex, BaseSearchBackend

from kb.search import indexing
from kb.search.backends.admin import (
    AutocompleteCompiler,
    EntryResults,
    QueryCompiler,
)
from kb.search.backends.engines import engine
from kb.search.rebuilding import forget_orphans

__all__ = ["SearchBackend", "engine"]


class EntryIndex(BaseIndex):
    """The one index of the site: the search table."""

    def add_items(self, model: type[Model], items: Iterable[Any]) -> None:
        """Write the entries of objects of one model."""
        indexing.index_objects(engine(), model, items)

    def delete_item(self, item: Model) -> None:
        """Take an object out."""
        indexing.forget_object(engine(), item)

    def reset(self) -> None:
        """Empty the table."""
        indexing.forget_everything(engine())

    def refresh(self) -> None:
        """Bring the statistics that ranking uses up to date."""
        engine().refresh()

    def __str__(self) -> str:
        return f"kb_entry on {connection.vendor}"


class Rebuilder:
    """Empties nothing: each entry is compared with its object and written in its place."""

    def __init__(self, index: EntryIndex) -> None:
        self.index = index

    def start(self) -> EntryIndex:
        """Return the index that objects are added to."""
        return self.index

    def finish(self) -> None:
        """Take out what nothing stands behind, and bring the statistics up to date."""
        forget_orphans(engine())
        self.index.refresh()


class SearchBackend(BaseSearchBackend):
    """What modelsearch, and through it Wagtail's admin, searches and indexes with."""

    query_compiler_class = QueryCompiler
    autocomplete_query_compiler_class = AutocompleteCompiler
    index_class = EntryIndex
    results_class = EntryResults
    rebuilder_class = Rebuilder
    catch_indexing_errors: ClassVar[bool] = False
