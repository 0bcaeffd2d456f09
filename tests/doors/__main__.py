"""Ask every door and compare with the table; see `python -m tests.doors --help`."""

from __future__ import annotations

import argparse
import logging
import os
import sys
from fnmatch import fnmatchcase
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")

import django

django.setup()  # models can be imported only after it

from django.db import transaction  # noqa: E402
from django.test.utils import setup_test_environment  # noqa: E402

from kb.language.catalogues import compile_catalogues  # noqa: E402
from tests import cast  # noqa: E402
from tests.database import build  # noqa: E402
from tests.doors.canaries import PERSONAS  # noqa: E402
from tests.doors.crawl import Crawl, crawl  # noqa: E402
from tests.doors.doors import doors  # noqa: E402
from tests.doors.table import Table, differences, read_table, write_table  # noqa: E402
from tests.doors.world import build as build_world  # noqa: E402

KEPT = Path(".pytest_cache/d/databases")  # where pytest keeps the migrated database


def main() -> int:
    """Crawl, print what differs and what is wrong, and return 0 when nothing is."""
    parser = argparse.ArgumentParser(prog="python -m tests.doors", description=__doc__)
    parser.add_argument("--write", action="store_true", help="write the table as it is met now")
    parser.add_argument("--door", action="append", help="ask only rows of this name (with * and ?)")
    parser.add_argument("--missing", action="store_true", help="ask only doors without a row")
    parser.add_argument("--figures", action="store_true", help="print the figures of the matrix")
    parser.add_argument(
        "--persona", action="append", choices=PERSONAS, help="ask as this one only (repeatable)"
    )
    options = parser.parse_args()
    asked = options.persona or PERSONAS
    logging.disable(logging.ERROR)
    compile_catalogues()
    setup_test_environment()
    KEPT.mkdir(parents=True, exist_ok=True)
    database = build(KEPT, f"doors_{os.getpid()}")
    cast.create_cast()
    world = build_world()
    every, agreed = doors(world), read_table()
    chosen = [
        door
        for door in every
        if (not options.door or any(fnmatchcase(door.row[0], name) for name in options.door))
        and not (options.missing and door.row in agreed)
    ]
    print(f"{len(chosen)} of {len(every)} rows", file=sys.stderr, flush=True)
    crawls: list[Crawl] = []
    for persona in asked:
        with transaction.atomic():
            crawls.append(crawl(world, chosen, persona))
            transaction.set_rollback(True)
        print(f"{persona}: {crawls[-1].asked} requests", file=sys.stderr, flush=True)
    database.remove()

    met: Table = {door.row: {c.persona: c.cells[door.row] for c in crawls} for door in chosen}
    rows = {door.row: agreed.get(door.row, {}) | met.get(door.row, {}) for door in every}
    kept = {row: cells for row, cells in agreed.items() if row in met or row not in rows}
    changed = differences(kept, met)
    wrong = [line for c in crawls for line in c.wrongs()]
    print(*changed, *wrong, sep="\n")
    if options.figures:
        routes = len({door.address.pattern for door in chosen})
        print(
            f"{routes} routes, {len(chosen)} rows, {sum(c.asked for c in crawls)} requests as "
            f"{len(asked)} personas; canaries shown to somebody without the right: "
            f"{sum(len(c.shown) for c in crawls)}; shown to those with it: "
            f"{sum(c.met for c in crawls)}; tables written by a GET: "
            f"{len({table for c in crawls for _door, table in c.written})}"
        )
    if options.write:
        write_table({row: cells for row, cells in rows.items() if cells})
        print(f"Written, with {len(changed)} differences: read them before you commit.")
        return int(bool(wrong))
    return int(bool(changed or wrong))


if __name__ == "__main__":
    sys.exit(main())
