"""Raw documents from the command line: what they hold, cleaned, for people and scripts."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.management.base import BaseCommand, CommandError

from cases.importing.commanded import begin, read_to_the_end
from cases.importing.dry_run import documents_of, files_of
from cases.importing.known_names import name_finder
from cases.importing.same_affair import tell_affairs
from cases.importing.stored import objects_of
from kb.imports.acts import go_on
from kb.management.quiet_end import quiet_end
from kb.management.searching_as import add_user_argument, searching_user
from kb.models import Import
from kb.permissions import User, may_edit
from kb.records.actions import audience_groups_of

# What a shell expects of a program that was interrupted.
INTERRUPTED = 130


class Command(BaseCommand):
    """Imports files, or with --dry-run prints what an import would make of them."""

    help = (
        "Read documents (text, Markdown, HTML, Word, PDF, zip files of them, folders), keep them "
        "as they came, repair and take them apart. Prints a summary, or one JSON object a line."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("paths", nargs="*", metavar="PATH", help="a file or a folder")
        parser.add_argument("--dry-run", action="store_true", help="store nothing")
        parser.add_argument(
            "--json", action="store_true", help="print one JSON object a line instead of text"
        )
        add_user_argument(parser)
        parser.add_argument("--title", help="what the import is called; else as the first path")
        parser.add_argument(
            "--audience-group", metavar="NAME", help="keep the import to this group of the user"
        )
        parser.add_argument(
            "--resume", type=int, metavar="NUMBER", help="go on with this import, cancelled or not"
        )
        waiting = parser.add_mutually_exclusive_group()
        waiting.add_argument(
            "--wait", action="store_true", help="read the files now (the way without an option)"
        )
        waiting.add_argument(
            "--background", action="store_true", help="leave the files to the worker"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if not options["paths"] and options["resume"] is None:
            raise CommandError("Name at least one file or folder.")
        if options["dry_run"]:
            self._dry_run(options)
            return
        if options["user"] is None:
            raise CommandError("Say --user NAME: an import is somebody's. Or try --dry-run.")
        user = searching_user(options["user"])
        if not may_edit(user, Import):
            raise CommandError(f"{options['user']} may not import.")
        try:
            self._import(user, options)
        except KeyboardInterrupt:
            self.stderr.write("Interrupted: the same command, or --resume, goes on.")
            raise SystemExit(INTERRUPTED) from None

    def _dry_run(self, options: dict[str, Any]) -> None:
        finder = name_finder(searching_user(options["user"]))
        rows: list[dict[str, Any]] = []
        for path in files_of(options["paths"]):
            self.stderr.write(str(path))
            rows += documents_of(path, finder)
        self._print(rows, options)

    def _import(self, user: User, options: dict[str, Any]) -> None:
        batch, rows, again = self._begun(user, options)
        if batch is not None:
            self.stderr.write(f"Import {batch.pk}: {batch.title}")
            waiting = batch.files.waiting().exists()
            if waiting and options["background"]:
                self.stderr.write("The worker reads it.")
                return
            if waiting and not read_to_the_end(batch, self.stderr.write):
                self.stderr.write(f"It was cancelled: --resume {batch.pk} goes on.")
            finder = name_finder(user)
            rows += objects_of(batch, user, finder, again=again and not waiting)
        self._print(rows, options)

    def _begun(
        self, user: User, options: dict[str, Any]
    ) -> tuple[Import | None, list[dict[str, Any]], bool]:
        """Return the import, what of the paths is not in it, and whether it all came before."""
        if options["resume"] is not None:
            batch = Import.objects.visible_to(user).filter(pk=options["resume"]).first()
            if batch is None:
                raise CommandError(f"There is no import {options['resume']}.")
            if go_on(batch, user):
                batch.refresh_from_db()
            return batch, [], False
        title = options["title"] or Path(options["paths"][0]).resolve().name
        group = None
        if name := options["audience_group"]:
            group = audience_groups_of(user).filter(name=name).first()
            if group is None:
                raise CommandError(
                    f"{options['user']} is in no group {name!r} that is an audience."
                )
        try:
            begun = begin(user, files_of(options["paths"]), title[:200], group)
        except PermissionDenied as error:
            raise CommandError(f"{options['user']} may not import for this group.") from error
        if begun.batch is not None and not begun.is_new:
            self.stderr.write("These very files came already: nothing is stored twice.")
        return begun.batch, begun.left_out, not begun.is_new

    def _print(self, rows: list[dict[str, Any]], options: dict[str, Any]) -> None:
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
        lines.append(f"  {found['encoding'] or '-'}, {', '.join(found['languages']) or '-'}")
        lines.append(f"  {repairs or 'no repairs'}")
        lines += [f"  - {item['title']}" for item in found["items"]]
    if found.get("came_before"):
        lines.append(f"  these bytes came before, as document {found['came_before']}")
    return "\n".join(lines)
