"""Which engine a database has."""

from functools import cache

from django.db import connection

from kb.search.backends.postgres import PostgresEngine
from kb.search.backends.sqlite import SQLiteEngine
from kb.search.engine import Engine

_ENGINES: dict[str, type[SQLiteEngine] | type[PostgresEngine]] = {
    "sqlite": SQLiteEngine,
    "postgresql": PostgresEngine,
}


@cache
def _made(vendor: str) -> Engine:
    return _ENGINES[vendor]()


def engine() -> Engine:
    """Return the engine of the site's database."""
    return _made(connection.vendor)
