"""Run the long figures on both databases, print a table, and fail when anything went wrong.

`make soak` runs all; `make soak ONLY=interleavings` one. `DATABASE=postgres` keeps to one database,
`TIMES`, `SEED` and `SECONDS` change how often, from which dice and how long at most. The same seed
makes the same tries; what two processes do at the same moment is up to the machine.
"""

import argparse
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.soak.figure import MOST_SHOWN
from tests.temporary import temporary_folder

# Each is a module beside this one, with TITLE, TIMES, SECONDS and `run(trial) -> Result`.
FIGURES = (
    "interleavings",
    "parallel_creation",
    "hostile_queries",
    "hostile_statements",
    "hostile_files",
    "two_worlds",
    "merge_undo",
    "killed_imports",
)
DATABASES = ("sqlite", "postgres")


def measured(database: str, figure: str, options: list[str], folder: Path) -> dict[str, Any]:
    """Run one figure on one database in a process of its own; return what it reported."""
    report = folder / f"{figure}-{database}.json"
    environment = {"CASEBOOK_TEST_DATABASE": database, "DJANGO_SETTINGS_MODULE": "tests.settings"}
    command = [sys.executable, "-W", "ignore", "-m", "tests.soak.one", figure, str(report)]
    ended = subprocess.run([*command, *options], env=os.environ | environment, check=False)
    row: dict[str, Any] = {"done": 0, "of": 0, "seconds": 0, "line": "", "seed": 0}
    if report.exists():
        row = json.loads(report.read_text())
    else:
        row["wrong"] = [f"It ended with code {ended.returncode} and without a report."]
    return row | {"figure": figure, "database": database}


def table(rows: list[dict[str, Any]]) -> str:
    """Return the rows as people read them, each fault below."""
    lines = [f"{'figure':<18} {'database':<9} {'done':>9} {'wrong':>6} {'s':>5}  numbers"]
    for row in rows:
        done = f"{row['done']}/{row['of']}"
        lines.append(
            f"{row['figure']:<18} {row['database']:<9} {done:>9} {len(row['wrong']):>6} "
            f"{row['seconds']:>5.0f}  {row['line']} (seed {row['seed']})"
        )
        lines += [f"    {fault}" for fault in row["wrong"][:MOST_SHOWN]]
    return "\n".join(lines)


def main() -> int:
    """Run what was asked for, and return 0 when nothing went wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", choices=FIGURES, default=os.environ.get("ONLY") or None)
    parser.add_argument("--database", choices=DATABASES, default=os.environ.get("DATABASE") or None)
    for name in ("times", "seed", "seconds"):
        parser.add_argument(f"--{name}", default=os.environ.get(name.upper(), ""))
    asked = parser.parse_args()
    options = [
        f"--{name}={getattr(asked, name)}"
        for name in ("times", "seed", "seconds")
        if getattr(asked, name)
    ]
    folder = temporary_folder("casebook-soak-")
    rows = [
        measured(database, figure, options, folder)
        for figure in ([asked.only] if asked.only else FIGURES)
        for database in ([asked.database] if asked.database else DATABASES)
    ]
    print(f"\n{table(rows)}")
    return 1 if any(row["wrong"] for row in rows) else 0


if __name__ == "__main__":
    sys.exit(main())
