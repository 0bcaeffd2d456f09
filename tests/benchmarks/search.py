"""How well search finds, and what it costs, on both databases; `make bench-search` runs it.

What it finds is measured by a benchmark that is no part of the project: a folder with
`retrieval_eval.py` and its data, named by SEARCH_BENCHMARK or found beside this one. Its figures
must reach the floors of `search_floors.json`. Across English and Chinese it is measured on data of
the project's own (`across_languages`). What it costs is the processor time of whole requests
of the search page, worker and database, at each number of articles in SIZES (2000 when it is not
set), in milliseconds and as multiples of both floors of `make bench-floor`.

Whether its totals are what a person would count is compared with a plain scan of the same texts,
WORDS words at a time (200 when it is not set), SEED choosing them.

DATABASE keeps to one database, LIMIT to so many queries of a task and style, PART to `quality`,
`counts` or `time`.
"""

import os
import subprocess
import sys

from tests.benchmarks.search_data import benchmark


def main() -> int:
    """Measure each database in a process of its own; return 1 when a figure is below its floor."""
    asked, part = os.environ.get("DATABASE"), os.environ.get("PART", "")
    modules = ["counts_of_one"] if part in ("", "counts") else []
    modules += ["across_languages"] if part in ("", "quality") else []
    if benchmark() is None:
        print("Not all is measured: the search benchmark is not here (SEARCH_BENCHMARK names it).")
    elif part != "counts":
        modules.append("search_of_one")
    codes = []
    for name in [asked] if asked else ["sqlite", "postgres"]:
        environment = {"CASEBOOK_TEST_DATABASE": name, "DJANGO_SETTINGS_MODULE": "tests.settings"}
        for module in modules:
            command = [sys.executable, "-W", "ignore", "-m", f"tests.benchmarks.{module}"]
            ended = subprocess.run(command, env=os.environ | environment, check=False)
            codes.append(ended.returncode)
    return 1 if any(codes) else 0


if __name__ == "__main__":
    sys.exit(main())
