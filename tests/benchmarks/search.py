"""How well search finds, and what it costs, on both databases; `make bench-search` runs it.

What it finds is measured by a benchmark that is no part of the project: a folder with
`retrieval_eval.py` and its data, named by SEARCH_BENCHMARK or found beside this one. Its figures
must reach the floors of `search_floors.json`. What it costs is the processor time of whole requests
of the search page, worker and database, at each number of articles in SIZES (2000 when it is not
set), in milliseconds and as multiples of both floors of `make bench-floor`.

DATABASE keeps to one database, LIMIT to so many queries of a task and style, PART to `quality` or
`time`.
"""

import os
import subprocess
import sys

from tests.benchmarks.search_data import benchmark


def main() -> int:
    """Measure each database in a process of its own; return 1 when a figure is below its floor."""
    folder = benchmark()
    if folder is None:
        print("SKIPPED: the search benchmark is not on this machine (SEARCH_BENCHMARK names it).")
        return 0
    asked = os.environ.get("DATABASE")
    codes = []
    for name in [asked] if asked else ["sqlite", "postgres"]:
        environment = {"CASEBOOK_TEST_DATABASE": name, "DJANGO_SETTINGS_MODULE": "tests.settings"}
        command = [sys.executable, "-W", "ignore", "-m", "tests.benchmarks.search_of_one"]
        codes.append(subprocess.run(command, env=os.environ | environment, check=False).returncode)
    return 1 if any(codes) else 0


if __name__ == "__main__":
    sys.exit(main())
