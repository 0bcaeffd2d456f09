"""How well precedents are ranked, on both databases; `make bench-precedents` runs it.

Situations of `tests/data/precedents` are asked of a made-up world and the starter content. Beside
each figure stands that of plain full-text search for the same words (for conditions alone, their
labels): what somebody would have without precedents, and a floor like `precedents_floors.json`. SHOW=work
names what is ranked badly.

DATABASE keeps to one database, PART to `work` or `judge`.
"""

import os
import subprocess
import sys


def main() -> int:
    """Measure each database in a process of its own; return 1 when a figure is below its floor."""
    asked, code = os.environ.get("DATABASE"), 0
    for name in [asked] if asked else ["sqlite", "postgres"]:
        environment = {"CASEBOOK_TEST_DATABASE": name, "DJANGO_SETTINGS_MODULE": "tests.settings"}
        command = [sys.executable, "-W", "ignore", "-m", "tests.benchmarks.precedents_of_one"]
        code |= subprocess.run(command, env=os.environ | environment, check=False).returncode
    return code


if __name__ == "__main__":
    sys.exit(main())
