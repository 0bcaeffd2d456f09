"""Loads all of the starter content, in the order its parts need one another."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from django.db import transaction

from cases.models import Incident, Source, WriteUp
from cases.starter.incidents import load_incidents
from cases.starter.names import load_names
from cases.starter.risks import load_risks
from cases.starter.statements import load_statements
from kb.records.base import Record
from kb.starter.glossary import load_glossary
from kb.starter.memory import Tally, find_record
from kb.starter.pages import FOLDER as KB_PAGES
from kb.starter.pages import PageFile, load_pages, page_files, page_key
from kb.starter.rules import load_rules
from kb.starter.speaking import load_speaking
from kb.starter.vocabulary import load_vocabularies

PAGES = Path(__file__).parent / "pages"
KINDS: dict[str, type[Record]] = {"incident": Incident, "source": Source}


@transaction.atomic
def load_all(report: Callable[[Tally], None]) -> None:
    """Load what is missing and was never loaded; whatever is there stays as it is.

    `report` is told of each kind when it is done.
    """
    for tally in load_vocabularies():
        report(tally)
    report(load_rules())
    for tally in load_speaking():
        report(tally)
    report(load_glossary())
    for tally in load_names():
        report(tally)
    report(load_incidents())
    report(load_statements())
    report(load_risks())
    files = page_files(KB_PAGES, PAGES)
    tally, new = load_pages(files, resolve)
    report(tally)
    _link_write_ups([file for file in files if file.name in new])


def resolve(kind: str, slug: str) -> int | None:
    """Return the primary key of a record that a page names, None when it was deleted."""
    record = find_record(KINDS[kind], slug)
    return None if record is None else record.pk


def _link_write_ups(files: list[PageFile]) -> None:
    """Tie new pages to the incidents they write up."""
    for file in files:
        for slug in file.data.get("incidents", []):
            if incident := find_record(Incident, slug):
                WriteUp.objects.get_or_create(page_key=page_key(file.name), incident=incident)
