"""Affairs among raw documents, from the command line: which reports belong together."""

import json
from argparse import ArgumentParser
from collections.abc import Iterable
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from cases.importing.affairs.keeping import find_all
from cases.importing.affairs.lines import stored_lines
from cases.importing.dry_run import documents_of, files_of
from cases.importing.known_names import name_finder
from cases.importing.same_affair import affair_lines, tell_affairs
from kb.management.quiet_end import quiet_end
from kb.management.searching_as import add_user_argument, searching_user

_DOING = {"read": "documents read:", "compare": "reports compared:"}


class Command(BaseCommand):
    """Prints the affairs that documents report, each with its reports and moments."""

    help = (
        "Group documents, and the items of digests, by the affair they report. With --json one "
        'object a line: {"affair", "title", "reports": [{"path", "item", "title", "outlet", '
        '"moments"}], "moments": {key: [numbers of reports, from 0]}}. A report may be of several '
        "moments; an affair may have one report. Nothing is stored."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("paths", nargs="*", metavar="PATH", help="a file or a folder")
        parser.add_argument(
            "--json", action="store_true", help="print one JSON object a line instead of text"
        )
        parser.add_argument("--stored", action="store_true", help="of everything imported")
        parser.add_argument("--again", action="store_true", help="with --stored: compare all anew")
        add_user_argument(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        user = searching_user(options["user"])
        if options["stored"]:
            if options["paths"]:
                raise CommandError("Name paths, or --stored, not both.")
            find_all(self._told, again=options["again"])
            self._print(stored_lines(user), as_json=options["json"])
            return
        if options["again"] or not options["paths"]:
            raise CommandError("Name a PATH, or --stored for everything imported.")
        finder = name_finder(user)
        rows = [row for path in files_of(options["paths"]) for row in documents_of(path, finder)]
        for error in (error for row in rows for error in row["errors"]):
            self.stderr.write(error)
        tell_affairs(rows)
        self._print(affair_lines(rows), as_json=options["json"])

    def _print(self, affairs: Iterable[dict[str, Any]], *, as_json: bool) -> None:
        with quiet_end():
            for affair in affairs:
                line = json.dumps(affair, ensure_ascii=False)
                self.stdout.write(line if as_json else _summary(affair))

    def _told(self, what: str, done: int, whole: int) -> None:
        """Print the progress, every hundred and at the end."""
        if done % 100 == 0 or done == whole:
            self.stderr.write(f"{_DOING[what]} {done} of {whole}")


def _summary(affair: dict[str, Any]) -> str:
    lines = [f"{affair['affair']}. {affair['title'] or '-'}"]
    for report in affair["reports"]:
        place = report["path"] + (f" ({report['item']})" if report["item"] else "")
        lines.append(f"   {', '.join(report['moments'])}: {report['title'] or '-'}  {place}")
    return "\n".join(lines)
