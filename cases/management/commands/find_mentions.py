"""Finds the names that records bear in texts."""

import json
import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from cases.importing.known_names import name_finder
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
        add_user_argument(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        finder = name_finder(searching_user(options["user"]))
        with quiet_end():
            for path, text in _texts(options["paths"]):
                for found in finder.find(text):
                    told = {
                        "path": path,
                        "text": found.text,
                        "start": found.start,
                        "end": found.end,
                        "kind": found.kind,
                        "record": found.record,
                        "reason": str(found.reason),
                    }
                    self.stdout.write(json.dumps(told, ensure_ascii=False))


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
