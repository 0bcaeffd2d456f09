"""Finds the names that records bear in texts."""

import json
import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from cases.importing.known_names import name_finder
from kb.importing.mentions import Mention
from kb.importing.mentions.candidates import Candidate, find_candidates
from kb.importing.mentions.quotations import Quotation, find_quotations
from kb.management.quiet_end import quiet_end
from kb.management.searching_as import add_user_argument, searching_user


class Command(BaseCommand):
    """Prints every mention of a known name as a JSON object a line."""

    help = (
        "Find the people, organisations, channels and terms that a person may see in texts (files "
        "in UTF-8, or standard input), in English and both Chinese scripts. Prints one JSON object "
        "a line: path, text, start, end (characters of the text), kind (person, organisation, "
        "channel, term), record (slug; the key of a channel) and reason. Names that are switched "
        "off as too common are not found."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "paths",
            nargs="*",
            default=["-"],
            metavar="PATH",
            help="a file; - or nothing: standard input",
        )
        parser.add_argument("--json", action="store_true", help="print JSON lines (the only form)")
        parser.add_argument(
            "--unknown",
            action="store_true",
            help="also names that no record bears and that have a title, speak or end like a firm",
        )
        parser.add_argument(
            "--quotations",
            action="store_true",
            help="also what is quoted (kind quotation), its record being that of who said it",
        )
        add_user_argument(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        finder = name_finder(searching_user(options["user"]))
        with quiet_end():
            for path, text in _texts(options["paths"]):
                found = finder.find(text)
                rows = [_row(one, one.kind, one.record) for one in found]
                if options["unknown"]:
                    rows += [_row(one, one.kind, None) for one in find_candidates(text, found)]
                if options["quotations"]:
                    rows += [
                        _row(one, "quotation", one.speaker.record if one.speaker else None)
                        for one in find_quotations(text, found)
                    ]
                for row in sorted(rows, key=lambda row: (row["start"], row["end"])):
                    self.stdout.write(json.dumps({"path": path, **row}, ensure_ascii=False))


def _row(found: Mention | Candidate | Quotation, kind: str, record: str | None) -> dict[str, Any]:
    return {
        "text": found.text,
        "start": found.start,
        "end": found.end,
        "kind": kind,
        "record": record,
        "reason": str(found.reason),
    }


def _texts(paths: list[str]) -> Iterator[tuple[str, str]]:
    for path in paths:
        try:
            data = sys.stdin.buffer.read() if path == "-" else Path(path).read_bytes()
            yield path, data.decode("utf-8-sig")
        except OSError as error:
            raise CommandError(f"{path!r} cannot be read: {error.strerror}.") from error
        except UnicodeDecodeError as error:
            raise CommandError(
                f"{path!r} is not written in UTF-8 (byte {error.start}): see import_documents."
            ) from error
