"""One long figure on the database that the environment names; `python -m tests.soak` calls it."""

import argparse
import json
import os
import sys
import time
from importlib import import_module
from pathlib import Path

import django

django.setup()  # figures import models

from django.db import connections  # noqa: E402

from kb.language.catalogues import compile_catalogues  # noqa: E402
from tests import cast  # noqa: E402
from tests.database import build  # noqa: E402
from tests.soak.figure import Trial  # noqa: E402

# Where migrated databases are kept between runs, as those of the tests are.
KEPT = Path(__file__).resolve().parents[2] / ".pytest_cache" / "d" / "databases"


def main() -> int:
    """Run the figure in a database of its own, and write its report as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("figure")
    parser.add_argument("report", type=Path)
    parser.add_argument("--times", type=int)
    parser.add_argument("--seconds", type=float)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    figure = import_module(f"tests.soak.{asked.figure}")

    compile_catalogues()
    KEPT.mkdir(parents=True, exist_ok=True)
    database = build(KEPT, f"soak_{os.getpid()}")
    try:
        cast.create_cast()
        print(f"{figure.TITLE}: {os.environ['CASEBOOK_TEST_DATABASE']}", flush=True)
        trial = Trial(
            times=asked.times or figure.TIMES,
            seed=asked.seed,
            seconds=asked.seconds or figure.SECONDS,
        )
        result = figure.run(trial)
        took = time.monotonic() - trial.began
    finally:
        connections.close_all()
        database.remove()
    report = {
        "done": result.done,
        "of": trial.times,
        "wrong": result.wrong,
        "seconds": took,
        "line": result.line(),
        "seed": trial.seed,
    }
    asked.report.write_text(json.dumps(report))
    return 1 if result.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
