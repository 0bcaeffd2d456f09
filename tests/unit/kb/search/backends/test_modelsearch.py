"""modelsearch's own tests of a backend, run against ours."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

from tests.database import TestDatabase
from tests.modelsearch_suite.listed import LISTED

ROOT = Path(__file__).resolve().parents[5]
_ROW = re.compile(r"^\| `(test_\w+)` \| (.+) \|$", re.MULTILINE)


@pytest.mark.slow
def test_the_backend_passes_all_of_modelsearchs_tests_but_those_listed(
    test_database: TestDatabase,
) -> None:
    """In a process of its own, on the same kind of database (whose template exists by now)."""
    run = subprocess.run(
        [
            sys.executable, "-m", "pytest", "tests/modelsearch_suite/suite.py",
            "--ds=tests.modelsearch_suite.settings", "-q", "-p", "no:xdist",
        ],
        cwd=ROOT,
        env={k: v for k, v in os.environ.items() if not k.startswith(("PYTEST_", "DATABASE_URL"))},
        capture_output=True,
        text=True,
        check=False,
    )  # fmt: skip
    assert run.returncode == 0, run.stdout[-8_000:] + run.stderr[-2_000:]
    passed = re.search(r"(\d+) passed", run.stdout)
    expected = re.search(r"(\d+) xfailed", run.stdout)
    assert passed
    assert expected
    assert int(passed[1]) > 100
    assert int(expected[1]) == len(LISTED)


def test_the_listed_tests_stand_in_the_docs_with_their_reasons() -> None:
    text = (Path(settings.BASE_DIR) / "docs" / "search.md").read_text()
    assert dict(_ROW.findall(text)) == LISTED
