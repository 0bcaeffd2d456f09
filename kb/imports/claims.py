"""Which file a process is about to read, so that no other reads it as well.

A claim ends with the process, in whatever way that ends: nothing has to be cleaned up.
"""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connection

# The first of the two numbers of PostgreSQL's advisory locks: what the second one counts.
_OF_FILES = 20_260


@contextmanager
def claimed(key: int) -> Iterator[bool]:
    """Claim the file of this key, and say whether that succeeded: False while another has it.

    SQLite has one machine and one writer, hence one claim for all files.
    """
    if connection.vendor == "postgresql":
        with _claimed_there(key) as mine:
            yield mine
    else:
        with _claimed_here() as mine:
            yield mine


@contextmanager
def _claimed_there(key: int) -> Iterator[bool]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", [_OF_FILES, key])
        (mine,) = cursor.fetchone()
    try:
        yield mine
    finally:
        # A connection that broke has let go already.
        if mine and connection.is_usable():
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s, %s)", [_OF_FILES, key])


@contextmanager
def _claimed_here() -> Iterator[bool]:
    name = str(connection.settings_dict["NAME"])
    if "memory" in name:
        yield True
        return
    with Path(f"{name}.importing").open("ab") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
            return
        yield True
