"""Processor time of a suggestion among 30,000 names, on both databases; `make bench-suggest`.

The whole request is measured, middleware, session and user included, through the site's own WSGI
handler. A tenth of the names is closed to the reader who asks.
"""

import os
import subprocess
import sys


def main() -> None:
    """Measure each database in a process of its own, and the floor beside it."""
    for name in ("sqlite", "postgres"):
        environment = {"CASEBOOK_TEST_DATABASE": name, "DJANGO_SETTINGS_MODULE": "tests.settings"}
        for part in ("tests.benchmarks.floor --one", "tests.benchmarks.suggestions_of_one"):
            command = [sys.executable, "-W", "ignore", "-m", *part.split()]
            subprocess.run(command, env=os.environ | environment, check=True)


if __name__ == "__main__":
    main()
