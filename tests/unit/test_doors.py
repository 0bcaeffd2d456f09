"""Every door of the site and the admin answers everybody as `tests/doors/table.txt` says."""

from collections.abc import Iterator

import pytest
from django.db import connection, transaction
from django.test import Client
from pytest_django import DjangoDbBlocker

from tests import cast
from tests.database import TestDatabase
from tests.doors.canaries import PERSONAS
from tests.doors.crawl import Crawl, crawl
from tests.doors.doors import Door, addresses_of, doors
from tests.doors.table import differences, read_table
from tests.doors.world import World, build

# A desk takes a minute and a half: the four share the doors, and on the second database only those
# who read are asked, who share them too. `python -m tests.doors` asks everybody everything.
SHARING: tuple[str, ...] = ("editor", "legal_editor", "reviewer", "administrator")
if connection.vendor != "sqlite":
    SHARING = ("reader", "legal")
WRITTEN_DOWN = [
    name for name in PERSONAS if all(cells.get(name, "?") != "?" for cells in read_table().values())
]
# Who has a right that a reader has not has it in every language: they are asked in each by turns,
# and so is everybody on the second database.
IN_EVERY_LANGUAGE = set(PERSONAS) - {"legal"} if connection.vendor == "sqlite" else set()
ASKED = WRITTEN_DOWN if connection.vendor == "sqlite" else ["reader", "legal"]


@pytest.fixture(scope="module")
def world(test_database: TestDatabase, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    """The things behind the doors, made once for this file."""
    with django_db_blocker.unblock():
        test_database.restart()
        yield build()
        test_database.restart()


@pytest.fixture(scope="module")
def every(world: World) -> list[Door]:
    """All doors."""
    return doors(world)


@pytest.mark.parametrize("persona", ASKED)
def test_every_door_answers_as_agreed_and_shows_nothing_it_should_not(
    world: World, every: list[Door], persona: str
) -> None:
    asked = every
    if persona in SHARING:
        # By rows: what two addresses answer in one row is met together.
        rows = sorted({door.row for door in every})[SHARING.index(persona) :: len(SHARING)]
        asked = [door for door in every if door.row in rows]
    with transaction.atomic():
        met: Crawl = crawl(world, asked, persona, every_language=persona in IN_EVERY_LANGUAGE)
        transaction.set_rollback(True)
    assert met.wrongs() == []
    cells = {row: {persona: cell} for row, cell in met.cells.items()}
    agreed = {row: agreed for row, agreed in read_table().items() if row in cells}
    assert differences(agreed, cells) == [], "see: python -m tests.doors --help"


def test_there_is_a_row_for_every_door_and_a_door_for_every_row(every: list[Door]) -> None:
    assert {door.row for door in every} == set(read_table()), "python -m tests.doors --write"


@pytest.mark.skipif(connection.vendor != "sqlite", reason="refused before a database is asked")
@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_whatever_may_change_something_wants_a_token_from_this_site(
    world: World, every: list[Door], method: str
) -> None:
    client = Client(enforce_csrf_checks=True, raise_request_exception=False)
    client.force_login(cast.persona("administrator"))
    client.get("/en/incidents/new/")
    token = client.cookies["csrftoken"].value
    wrong = []
    for path in sorted({path for door in every for path in _first(door, world)}):
        send = getattr(client, method)
        without = send(path)
        foreign = send(path, headers={"x-csrftoken": token, "origin": "https://evil.example"})
        if {without.status_code, foreign.status_code} != {403}:
            wrong.append((path, without.status_code, foreign.status_code))
    assert wrong == []


def _first(door: Door, world: World) -> list[str]:
    state = next(iter(world.states_of(door.kind)), "")
    return addresses_of(door, world, state)[:1]
