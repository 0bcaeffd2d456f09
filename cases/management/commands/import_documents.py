"""Raw documents from the command line: what they hold, cleaned, for people and scripts."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from cases.importing.dry_run import documents_of, files_of
from cases.importing.known_names import name_finder
from cases.importing.same_affair import tell_affairs
from kb.management.quiet_end import quiet_end
from kb.management.searching_as import add_user_argument, searching_user


class Command(BaseCommand):
    """Prints what an import would make of files, without storing anything."""

    help = (
        "Read documents (text, Markdown, HTML, Word, PDF, zip files of them, folders), repair "
        "and take them apart. Prints a summary, or one JSON object a line."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("paths", nargs="+", metavar="PATH", help="a file or a folder")
        parser.add_argument(
            "--dry-run", action="store_true", help="store nothing; so far there is no other way"
        )
        parser.add_argument(
            "--json", action="store_true", help="print one JSON object a line instead of text"
        )
        add_user_argument(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        if not options["dry_run"]:
            raise CommandError("Nothing can be stored yet: say --dry-run to see what would be.")
        finder = name_finder(searching_user(options["user"]))
        rows: list[dict[str, Any]] = []
        for path in files_of(options["paths"]):
            self.stderr.write(str(path))
            rows += documents_of(path, finder)
        # One affair may have reports in many files: told when all are read.
        tell_affairs(rows)
        with quiet_end():
            for found in rows:
                as_json = json.dumps(found, ensure_ascii=False)
                self.stdout.write(as_json if options["json"] else _summary(found))


def _summary(found: dict[str, Any]) -> str:
    lines = [found["path"], *(f"  {error}" for error in found["errors"])]
    if not found["errors"]:
        repairs = ", ".join(f"{row['rule']} {row['count']}" for row in found["repairs"])
        lines.append(f"  {found['title'] or '-'}")
        lines.append(f"  {found['encoding']}, {', '.join(found['languages'])}")
        lines.append(f"  {repairs or 'no repairs'}")
        lines += [f"  - {item['title']}" for item in found["items"]]
    return "\n".join(lines)
