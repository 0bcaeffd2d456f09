"""The figures of a site with the starter content, on both databases; `make figures` prints them.

Ten searches with their hits, and for each kind of page the queries and the processor time at 10
and at 500 incidents more than the starter has.
"""

import os
import subprocess
import sys


def main() -> None:
    """Measure each database in a process of its own."""
    for name in ("sqlite", "postgres"):
        environment = {"CASEBOOK_TEST_DATABASE": name, "DJANGO_SETTINGS_MODULE": "tests.settings"}
        command = [sys.executable, "-W", "ignore", "-m", "tests.benchmarks.figures_of_one"]
        subprocess.run(command, env=os.environ | environment, check=True)


if __name__ == "__main__":
    main()
