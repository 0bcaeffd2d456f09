"""Asks every door as one persona, watching what is shown and what is written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from typing import Any
from zlib import crc32

from django.db import connection, transaction
from django.template.base import Template
from django.test import Client
from django.test.utils import _TestState

from tests import cast
from tests.doors.answers import Answer, read
from tests.doors.canaries import STATES, Canary
from tests.doors.doors import Door, addresses_of, is_shadowed
from tests.doors.world import World

Row = tuple[str, str]
WRITE = re.compile(r'^\s*(?:INSERT INTO|UPDATE|DELETE FROM)\s+"?(\w+)"?', re.IGNORECASE)
POINT = re.compile(r'^(SAVEPOINT|ROLLBACK TO SAVEPOINT)\s+"?(\w+)"?', re.IGNORECASE)
# What a GET may write: it is about this visit, or made again from what is there.
WRITTEN_BY_READING = {
    "django_session": "the visit itself",
    "auth_user": "the time of the last sign-in",
    "wagtailadmin_editingsession": "who has a form open, shown to others who open it",
    "wagtailusers_userprofile": "made empty at somebody's first look at the admin",
    "wagtailimages_rendition": "a smaller picture, made when it is first shown",
    "wagtailcore_pagesubscription": "made empty when somebody first opens the editor of a page",
}


@dataclass
class Crawl:
    """What one persona met: a cell for each row, and what should not have been."""

    persona: str
    every_language: bool = True
    cells: dict[Row, str] = field(default_factory=dict)
    shown: set[tuple[str, str, Canary]] = field(default_factory=set)  # canaries without a right
    written: set[tuple[str, str]] = field(default_factory=set)
    differing: set[str] = field(default_factory=set)  # answers that depend on the language
    unreachable: set[str] = field(default_factory=set)
    errors: set[str] = field(default_factory=set)
    asked: int = 0
    met: int = 0  # canaries that were shown to somebody with the right

    def wrongs(self) -> list[str]:
        """Return, as lines for a person, what should not have been, whatever the table says."""
        found = [
            f"SHOWN to {self.persona}: {word} by {door} ({at})" for door, at, word in self.shown
        ]
        found += [f"a GET writes {table}: {door}" for door, table in self.written]
        found += [f"no address leads there: {line}" for line in self.unreachable]
        found += [f"an error: {line}" for line in self.errors]
        found += [f"languages differ: {line}" for line in self.differing]
        return sorted(found)


def crawl(world: World, doors: list[Door], persona: str, *, every_language: bool = True) -> Crawl:
    """Ask every door as somebody, in every language or in each by turns."""
    found = Crawl(persona, every_language)
    client = Client(raise_request_exception=False)
    if persona not in ("anonymous", "deactivated"):
        client.force_login(cast.persona(persona))
    if persona == "deactivated":
        user = cast.persona(persona)
        type(user).objects.filter(pk=user.pk).update(is_active=True)
        client.force_login(cast.persona(persona))
        type(user).objects.filter(pk=user.pk).update(is_active=False)
    with _lean_rendering():
        for door in doors:
            found.cells[door.row] = _cell(world, door, client, found)
    return found


def _cell(world: World, door: Door, client: Client, found: Crawl) -> str:
    if not door.kind:
        answer = _ask(world, door, "", client, found)
        seen = "".join(s[0].upper() for s in STATES if s in {c.state for c in answer.canaries})
        return answer.letter + (f":{seen}" if seen else "")
    letters = ""
    for state in world.states_of(door.kind):
        answer = _ask(world, door, state, client, found)
        own = {c for c in answer.canaries if (c.kind, c.state) == (_word_of(door.kind), state)}
        letters += "S" if own and answer.letter == "o" else answer.letter
    return letters


def _word_of(kind: str) -> str:
    of_imports = dict.fromkeys(("importedfile", "rawpicture"), "imported")
    return {"translation": "article", "rendition": "image", **of_imports}.get(kind, kind)


def _ask(world: World, door: Door, state: str, client: Client, found: Crawl) -> Answer:
    answers, cookies = [], {name: morsel.value for name, morsel in client.cookies.items()}
    asked = addresses_of(door, world, state)
    if asked and not found.every_language:
        asked = [asked[crc32(f"{door.row} {state}".encode()) % len(asked)]]
    for address in asked:
        tables: set[str] = set()
        with connection.execute_wrapper(_watch(tables)), transaction.atomic():
            response = client.get(address)
            answers.append(read(response, address))
            if answers[-1].letter == "m":
                response = client.post(address)
                posted = read(response, address)
                answers[-1] = Answer(posted.letter, posted.canaries)
                tables.clear()
            transaction.set_rollback(True)
        # Each door is met anew: what a visit left behind (signing out as well) is forgotten.
        client.cookies = SimpleCookie(cookies)
        found.asked += 1
        label = " ".join(door.row) + (f" {state}" if state else "")
        if answers[-1].letter == "E":
            found.errors.add(f"{label} {address} {response.status_code}")
        found.written |= {(label, table) for table in tables - WRITTEN_BY_READING.keys()}
        found.met += sum(c.may_be_met_by(found.persona) for c in answers[-1].canaries)
        found.shown |= {
            (label, address, canary)
            for canary in answers[-1].canaries
            if not canary.may_be_met_by(found.persona)
        }
    if not answers:
        if not is_shadowed(door):
            found.unreachable.add(" ".join(door.row))
        return Answer(".", frozenset())
    if len({answer.letter for answer in answers}) > 1:
        found.differing.add(f"{door.row} {state} {[answer.letter for answer in answers]}")
    return Answer(answers[0].letter, frozenset().union(*(a.canaries for a in answers)))


def _watch(tables: set[str]) -> Any:
    """Note what is written, and forget what is taken back (previews render a draft that way)."""
    before: dict[str, set[str]] = {}

    def wrapper(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if written := WRITE.match(sql):
            tables.add(written[1])
        elif point := POINT.match(sql):
            if point[1].upper().startswith("ROLLBACK"):
                tables.intersection_update(before.get(point[2], set()))
            else:
                before[point[2]] = set(tables)
        return execute(sql, params, many, context)

    return wrapper


@contextmanager
def _lean_rendering() -> Iterator[None]:
    """Render without the test client's record of each template: it takes a third of the time."""
    instrumented = Template._render
    Template._render = _TestState.saved_data.template_render  # type: ignore[attr-defined]
    try:
        yield
    finally:
        Template._render = instrumented
