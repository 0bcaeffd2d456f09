"""Reads the dates of short texts, line by line."""

import json
import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, BinaryIO

from django.core.management.base import BaseCommand, CommandError

from kb.importing.dates import find_dates
from kb.importing.dates.references import parse_reference
from kb.management.quiet_end import quiet_end

UNKNOWN = {"from": None, "to": None, "precision": "unknown"}


class Command(BaseCommand):
    """Prints what the first date of each text means."""

    help = (
        'Read lines {"text", "reference", "lang"} from a file or standard input and print each '
        "with `from`, `to` (both inclusive, local time) and `precision` of the first date in its "
        "text; without one, nulls and `unknown`. `reference` is the day or moment the text was "
        "written (2026-01-07 or 2026-01-07T15:07); `lang` en-US or en-GB decides how 3/5/2024 is "
        "read. A line that cannot be read is answered with `error` and the rest goes on."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "file", nargs="?", default="-", metavar="FILE", help="- or nothing: standard input"
        )
        parser.add_argument("--json", action="store_true", help="print JSON lines (the only form)")

    def handle(self, *args: Any, **options: Any) -> None:
        with quiet_end(), _lines(options["file"]) as lines:
            for number, line in enumerate(lines, start=1):
                if line.strip():
                    self.stdout.write(_told(_answer(line, number)))
                    self.stdout.flush()


@contextmanager
def _lines(name: str) -> Iterator[BinaryIO]:
    if name == "-":
        yield sys.stdin.buffer
        return
    try:
        with open(name, "rb") as file:
            yield file
    except OSError as error:
        raise CommandError(f"{name!r} cannot be read: {error.strerror}.") from error


def _told(answer: dict[str, Any]) -> str:
    """Return an answer as JSON; half a character, which no encoding has, is escaped."""
    told = json.dumps(answer, ensure_ascii=False)
    return told if told.isprintable() else json.dumps(answer)


def _answer(line: bytes, number: int) -> dict[str, Any]:
    try:
        asked = json.loads(line.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        return {"line": number, **UNKNOWN, "error": "not a JSON object"}
    if not isinstance(asked, dict) or not isinstance(asked.get("text"), str):
        return {"line": number, **UNKNOWN, "error": 'write {"text": "...", "reference": "..."}'}
    try:
        given = asked.get("reference")
        reference = parse_reference(given) if given else None
    except (ValueError, AttributeError, TypeError):
        told = "write the reference as 2026-01-07 or 2026-01-07T15:07"
        return {**asked, **UNKNOWN, "error": told}
    found = find_dates(asked["text"], reference, str(asked.get("lang") or ""))
    if not found:
        return {**asked, **UNKNOWN}
    first = found[0]
    return {**asked, "from": first.from_, "to": first.to, "precision": first.precision}
