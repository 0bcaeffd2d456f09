"""Very long lists are counted once: what was found is kept until the search table changes.

Kept in the memory of a process, under all that was asked: the expression, the permission statement
with the groups and closed parts it names, filters and slice. Each answer holds for one version of
the search table, which every write that can change what somebody finds raises in its own
transaction (`SearchChange`); an answer of an older version is never given.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from functools import wraps
from threading import Lock
from typing import Any, TypeVar

from django.db import connection

from kb.search.engine import Ranked

LONG = 2_000  # hits from which counting them again takes longer than asking for the version
_MOST = 200
Version = tuple[int, int]
_T = TypeVar("_T")


class _Memory:
    """The answers of this process; asks for the version only after some list was long."""

    def __init__(self) -> None:
        self.lock = Lock()
        self.is_worth_it = False
        self.kept: OrderedDict[Hashable, tuple[Version, Any]] = OrderedDict()

    def get(self, key: Hashable, version: Version) -> Any:
        """Return the answer of this version, None when there is none."""
        with self.lock:
            known = self.kept.get(key)
            return known[1] if known and known[0] == version else None

    def keep(self, key: Hashable, version: Version, answer: Any) -> None:
        """Keep an answer that was worked out after the version was read."""
        with self.lock:
            self.kept[key] = (version, answer)
            self.kept.move_to_end(key)
            while len(self.kept) > _MOST:
                self.kept.popitem(last=False)

    def forget(self) -> None:
        """Begin again, as a new process does."""
        with self.lock:
            self.is_worth_it = False
            self.kept.clear()


memory = _Memory()


def remember_long_lists(rank: Callable[..., Ranked]) -> Callable[..., Ranked]:
    """Return `rank`, keeping what it answers when there are very many hits."""

    @wraps(rank)
    def remembering(
        engine: Any,
        expression: Any,
        where: Any,
        start: int = 0,
        stop: int | None = None,
        *,
        title_only: bool = False,
        narrowing: Any = None,
        newest: bool = False,
    ) -> Ranked:
        def answer() -> Ranked:
            how = {"title_only": title_only, "narrowing": narrowing, "newest": newest}
            return rank(engine, expression, where, start, stop, **how)

        filters = tuple(narrowing.filters.items()) if narrowing else None
        key = (expression, where, start, stop, title_only, newest, filters)
        return remembered(key, answer, lambda found: found.total)

    return remembering


def remember_long_counts(count: Callable[..., int]) -> Callable[..., int]:
    """Return `count`, keeping what it answers when there are very many."""

    @wraps(count)
    def remembering(engine: Any, expression: Any, where: Any) -> int:
        return remembered(
            (expression, where), lambda: count(engine, expression, where), lambda total: total
        )

    return remembering


def remembered(asked: Hashable, answer: Callable[[], _T], total: Callable[[_T], int]) -> _T:
    """Return what was answered to the same in this version of the table, or answer now.

    `asked` holds all that the answer depends on but what records and pages say; `total` is how many
    things it is about, which decides whether it is worth keeping.
    """
    if not memory.is_worth_it:
        found = answer()
        memory.is_worth_it = total(found) >= LONG
        return found
    key = (connection.vendor, connection.settings_dict["NAME"], asked)
    version = _version()
    known: _T | None = memory.get(key, version)
    if known is None:
        known = answer()
        if total(known) >= LONG:
            memory.keep(key, version, known)
    return known


def _version() -> Version:
    """Return what is never twice the same: rows are added in the transactions they speak of."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*), coalesce(max(id), 0) FROM kb_searchchange")
        number, newest = cursor.fetchone()
    return int(number), int(newest)
