"""Loads the templates that statements may begin from."""

from __future__ import annotations

from pathlib import Path

from cases.models import Statement
from cases.starter.filling import filled
from kb.starter.files import read
from kb.starter.memory import Tally, known_slugs
from kb.starter.publishing import bring_out

FILE = Path(__file__).parent / "statements.toml"


def load_statements() -> Tally:
    """Publish the templates that are missing and were never loaded."""
    tally = Tally(str(Statement._meta.verbose_name_plural))
    known = known_slugs(Statement)
    for row in read(FILE)["statement"]:
        if row["slug"] in known:
            tally.kept += 1
        else:
            bring_out(filled(Statement, row), tally)
    return tally
