"""Sites of very many articles: loaded once, and kept for the next run.

A site holds the starter content, the cast, the benchmark's documents, and as many articles made of
their sentences as are missing. The next larger one begins with a copy of it. What is kept is
brought up to date when migrations or the analysis have changed since.
"""

import resource
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

from django.core.management import call_command
from django.db import connection
from wagtail.models import Page

from tests import cast
from tests.benchmarks.kept_sites import kept_sites
from tests.benchmarks.search_data import documents, write_articles
from tests.database import build
from tests.soak.one import KEPT
from tests.temporary import temporary_folder


class Sites:
    """The kept sites of one database; used one after another."""

    def __init__(self, folder: Path) -> None:
        """Take the documents from the folder of the benchmark."""
        self.folder = folder
        self.kept = kept_sites("search")

    def of_sizes(self, sizes: Iterable[int]) -> Iterator[int]:
        """Use the site of each number of articles in turn, the smallest first."""
        before = 0
        for size in sorted(sizes):
            if self.kept.has(str(size)):
                self.kept.use(str(size))
                call_command("migrate", verbosity=0)
                call_command("rebuild_search", verbosity=0)
            else:
                self._make(size, before)
            before = size
            connection.settings_dict["CONN_MAX_AGE"] = 600  # as on the site
            yield size
            connection.close()

    def copy_of(self, size: int) -> None:
        """Use a copy that may be written to; `drop_copy` ends it."""
        self.kept.copy(str(size), "copy")
        self.kept.use("copy")

    def drop_copy(self) -> None:
        """Forget the copy."""
        self.kept.drop("copy")

    def _make(self, size: int, before: int) -> None:
        making = "making"
        # What a small site lacks of the documents, a larger one must have.
        whole = before and Page.objects.filter(slug__startswith="cmrc-").count() > before // 2
        self.kept.drop(making)
        if whole:
            self.kept.copy(str(before), making)
            self.kept.use(making)
        else:
            database = build(KEPT, "search_start")
            self.kept.copy("", making)
            database.remove()
            self.kept.use(making)
            cast.create_cast()
            call_command("load_starter", verbosity=0)
            load(self._documents(size))
        made = Page.objects.filter(depth=4, slug__startswith="made-").count()
        more = size - Page.objects.filter(depth=4).count()
        file = temporary_folder("casebook-search-") / "made.jsonl"
        if more > 0:
            write_articles(self.folder, file, made, made + more)
            load(file)
        with file.with_suffix(".log").open("w") as log:
            call_command("fixtree", interactive=False, stdout=log)
        print("   fixtree:", file.with_suffix(".log").read_text().splitlines()[0], flush=True)
        connection.close()
        self.kept.copy(making, str(size))
        self.kept.drop(making)
        self.kept.use(str(size))

    def _documents(self, size: int) -> Path:
        """Return the file of documents, of a small site the first ones of them."""
        lines = documents(self.folder).read_text("utf-8").splitlines(keepends=True)
        file = temporary_folder("casebook-search-") / "documents.jsonl"
        file.write_text("".join(lines[:size]), "utf-8")
        return file


def load(file: Path) -> None:
    """Load a file of articles and print how fast, and how much memory it took."""
    before, began = resource.getrusage(resource.RUSAGE_SELF), time.monotonic()
    call_command("load_articles", str(file), verbosity=0)
    after, took = resource.getrusage(resource.RUSAGE_SELF), time.monotonic() - began
    rows = sum(1 for _line in file.open("rb"))
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    print(
        f"  {rows} articles loaded: {rows / took:.0f} a second by the clock, "
        f"{rows / spent:.0f} a second of this process; "
        f"at most {after.ru_maxrss / 1024:.0f} MB, {before.ru_maxrss / 1024:.0f} MB before",
        flush=True,
    )
