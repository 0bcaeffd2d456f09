"""Undo a merge, or say what would go back."""

import json
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import translation

from cases.merging.checks import Refused
from cases.merging.telling import undo_as_data, undo_in_lines
from cases.merging.typed import rows_named, user_named
from cases.merging.undo import undo_plan
from cases.merging.unmerge import unmerge
from cases.models import Merge


class Command(BaseCommand):
    """`manage.py unmerge ID`: what is still where the merge put it goes back."""

    help = (
        "Undoes a merge. Rows that A was given since stay with A, unless --to-b names them or "
        '--rows names a file that says where each belongs: {"ROW": "a" or "b"}. '
        "Without an ID it lists the merges; with --dry-run it only says what would go back."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("id", metavar="ID", type=int, nargs="?", help="which merge")
        parser.add_argument(
            "--to-b", metavar="ROW", action="append", default=[], help="a row that belongs to B"
        )
        parser.add_argument("--rows", metavar="FILE", default="", help="JSON: where rows belong")
        parser.add_argument(
            "--dry-run", action="store_true", help="say what would go back, no more"
        )
        parser.add_argument("--by", metavar="USERNAME", default="", help="who undoes, for the log")
        parser.add_argument("--json", action="store_true", help="answer for scripts")

    def handle(self, *args: Any, **options: Any) -> None:
        with translation.override("en"):
            if options["id"] is None:
                self._list(options["json"])
            else:
                self._undo(**options)

    def _list(self, as_json: bool) -> None:
        merges = Merge.objects.order_by("pk")
        if as_json:
            rows = [
                {
                    "id": one.pk,
                    "kind": one.kind.partition(".")[2],
                    "kept": one.kept_name,
                    "merged": one.merged_name,
                    "at": one.at.isoformat(),
                    "undone_at": one.undone_at.isoformat() if one.undone_at else None,
                }
                for one in merges
            ]
            self.stdout.write(json.dumps(rows, ensure_ascii=False, indent=2))
            return
        for one in merges:
            undone = f", undone {one.undone_at:%Y-%m-%d}" if one.undone_at else ""
            self.stdout.write(
                f"{one.pk}: {one.kind.partition('.')[2]}: {one.merged_name} -> {one.kept_name}, "
                f"{one.at:%Y-%m-%d}{undone}"
            )
        if not merges:
            self.stdout.write("Nothing has been merged.")

    def _undo(self, **options: Any) -> None:
        merge = Merge.objects.filter(pk=options["id"]).first()
        if merge is None:
            raise CommandError(
                f"There is no merge {options['id']}: `manage.py unmerge` lists them all."
            )
        user = user_named(options["by"])
        try:
            planned = undo_plan(merge, user)
        except Refused as refusal:
            raise CommandError(" ".join(refusal.messages)) from refusal
        given = [*options["to_b"], *rows_named(options["rows"])]
        try:
            if not options["dry_run"] and not planned.problems:
                planned = unmerge(merge, user, given)
        except ValidationError as error:
            raise CommandError("Nothing was changed. " + " ".join(error.messages)) from error
        if options["json"]:
            self.stdout.write(json.dumps(undo_as_data(planned), ensure_ascii=False, indent=2))
        else:
            self.stdout.write("\n".join(undo_in_lines(planned)))
        if planned.problems:
            raise CommandError("Nothing was changed: see above what is in the way.")
        if not options["json"]:
            self.stdout.write(
                "Nothing was changed (--dry-run)." if options["dry_run"] else "Undone."
            )
