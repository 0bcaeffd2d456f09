"""Sites of very many incidents: the starter content and a made-up world, kept from run to run."""

from collections.abc import Iterable, Iterator

from django.core.management import call_command
from django.db import connection

from cases.demo_world.make import look_around
from tests import cast
from tests.benchmarks.kept_sites import KeptDatabases, KeptFiles, kept_sites
from tests.database import build
from tests.soak.one import KEPT

# SQLite serves a site of up to this size.
MOST_ON_SQLITE = 5_000


def of_sizes(sizes: Iterable[int]) -> Iterator[int]:
    """Use the site of each number of incidents in turn, the smallest first."""
    kept, before = kept_sites("links"), 0
    for size in sorted(sizes):
        if connection.vendor == "sqlite" and size > MOST_ON_SQLITE:
            continue
        if kept.has(str(size)):
            kept.use(str(size))
            call_command("migrate", verbosity=0)
            call_command("rebuild_search", verbosity=0)
        else:
            _make(kept, size, before)
        look_around()
        before = size
        connection.settings_dict["CONN_MAX_AGE"] = 600  # as on the site
        yield size
        connection.close()


def _make(kept: KeptFiles | KeptDatabases, size: int, before: int) -> None:
    """Make a site, from the next smaller one if there is any."""
    making = "making"
    kept.drop(making)
    if before:
        kept.copy(str(before), making)
    else:
        database = build(KEPT, "links_start")
        kept.copy("", making)
        database.remove()
    kept.use(making)
    if not before:
        cast.create_cast()
        call_command("load_starter", verbosity=0)
    call_command("make_demo_world", incidents=size)
    connection.close()
    kept.copy(making, str(size))
    kept.drop(making)
    kept.use(str(size))
