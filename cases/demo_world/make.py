"""Making the demonstration world, block by block."""

from collections.abc import Callable

from django.db import connection
from django.utils import timezone

from cases.demo_world.block import make_block
from cases.demo_world.numbers import Known
from cases.demo_world.shelf import Shelf
from cases.models import Incident
from kb.starter.vocabulary import load_vocabularies

BLOCK = 250  # incidents in one transaction: on SQLite others wait for it


def make(incidents: int, seed: int, report: Callable[[int], None]) -> int:
    """Add what is missing until there are so many incidents; return how many were added.

    `report` is told after each block how many there are.
    """
    load_vocabularies()
    shelf = Shelf(seed, Known.now(), timezone.now())
    before = there = shelf.known.last(Incident)
    while there < incidents:
        there = min(incidents, there - there % BLOCK + BLOCK)
        make_block(shelf, there)
        report(there)
    return max(0, there - before)


def look_around() -> None:
    """Let the database count its rows anew, without which it plans as for an empty site."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
