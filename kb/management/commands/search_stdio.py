"""Answer searches line by line: a door for scripts and for measuring what is found."""

import json
import sys
from argparse import ArgumentParser
from dataclasses import dataclass
from typing import Any

from django.core.management.base import BaseCommand
from django.db import DatabaseError, close_old_connections
from django.utils import translation

from kb.language.codes import ENGLISH, Language, parse
from kb.management.quiet_end import quiet_end
from kb.management.searching_as import add_user_argument, searching_user
from kb.permissions import User
from kb.search.results import search

K = 10
MOST = 1_000


class Command(BaseCommand):
    """Reads `{"query", "lang", "k"}` a line, writes a JSON list of slugs a line, best first."""

    help = (
        'Reads one JSON object a line, {"query": TEXT, "lang": CODE, "k": NUMBER}, and answers '
        "each at once with one line, a JSON list of the slugs of what the search page lists, "
        "best first: pages and records alike. lang is the reader's language (en when it is "
        "unknown, which is reported), k at most 1000 (10 when it is not there); both may be "
        "missing or null. A line that cannot be read is answered with [] and reported on standard "
        "error."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        add_user_argument(parser)

    def handle(self, *args: Any, user: str | None = None, **options: Any) -> None:
        person = searching_user(user)
        with quiet_end():
            self._answer(person)

    def _answer(self, person: User) -> None:
        for number, line in enumerate(sys.stdin.buffer, 1):
            slugs: list[str] = []
            try:
                asked = _read(line)
                if asked.unknown:
                    self.stderr.write(f"line {number}: {asked.unknown}")
                slugs = _slugs(asked, person)
            except Exception as error:  # whatever it is, the next line is answered
                self.stderr.write(f"line {number}: {error or type(error).__name__}")
                if isinstance(error, DatabaseError):
                    close_old_connections()  # a broken one is made anew
            self.stdout.write(json.dumps(slugs))
            self.stdout.flush()


@dataclass(frozen=True)
class _Asked:
    """What a line asks; `unknown` says what of it was read as something else."""

    query: str
    reader: Language
    k: int
    unknown: str = ""


def _read(line: bytes) -> _Asked:
    """Read a line; raises ValueError with what is wrong with it."""
    try:
        values = json.loads(line.decode("utf-8", "replace"))
    except (ValueError, RecursionError):
        values = None
    if not isinstance(values, dict) or not isinstance(values.get("query"), str):
        raise ValueError('expected a JSON object with a text "query"')
    lang, k = values.get("lang"), values.get("k")
    if lang is not None and not isinstance(lang, str):
        raise ValueError('"lang" must be a language code such as "zh-Hant", or null')
    if k is None:
        k = K
    if isinstance(k, float) and k.is_integer():
        k = int(k)
    if not isinstance(k, int) or isinstance(k, bool) or k < 1:
        raise ValueError(f'"k" must be a whole number from 1 to {MOST}')
    reader = parse(lang or "")
    unknown = f'"lang" is {lang!r}: read as en' if lang and not reader else ""
    return _Asked(values["query"], reader or ENGLISH, min(k, MOST), unknown)


def _slugs(asked: _Asked, user: User) -> list[str]:
    with translation.override(asked.reader.code):
        results = search(asked.query, user, asked.reader, start=0, stop=asked.k)
    return list(dict.fromkeys(hit.slug for hit in results.hits + results.below))
