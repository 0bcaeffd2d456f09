"""Merge one record into another, or say what would be moved."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import translation

from cases.merging.checks import Refused
from cases.merging.merge import merge
from cases.merging.plan import plan
from cases.merging.relations import KINDS
from cases.merging.telling import plan_as_data, plan_in_lines
from cases.merging.typed import record_named, user_named


class Command(BaseCommand):
    """`manage.py merge KIND A B`: A stays, B becomes part of it."""

    help = (
        "Merges record B into record A: B's rows become A's, B's address leads to A. "
        "Records are named by the last part of their address, or by number. "
        "With --dry-run it only says what would move. Undo it with `manage.py unmerge ID`."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("kind", choices=sorted(KINDS), help="what both are")
        parser.add_argument("kept", metavar="A", help="the record that stays")
        parser.add_argument("merged", metavar="B", help="the record that becomes part of A")
        parser.add_argument("--dry-run", action="store_true", help="say what would move, no more")
        parser.add_argument("--by", metavar="USERNAME", default="", help="who merges, for the log")
        parser.add_argument("--json", action="store_true", help="answer for scripts")

    def handle(self, *args: Any, **options: Any) -> None:
        kind = KINDS[options["kind"]]
        with translation.override("en"):
            kept = record_named(kind, options["kept"])
            merged = record_named(kind, options["merged"])
            user = user_named(options["by"])
            planned = plan(kept, merged, user)
            told: dict[str, Any] = plan_as_data(planned)
            if not options["dry_run"] and not planned.problems:
                try:
                    told["id"] = merge(kept, merged, user).pk
                except Refused as refusal:
                    planned.problems = told["problems"] = refusal.messages
            lines = plan_in_lines(planned)
        if options["json"]:
            self.stdout.write(json.dumps(told, ensure_ascii=False, indent=2))
        else:
            self.stdout.write("\n".join(lines))
        if planned.problems:
            raise CommandError("Nothing was changed: see above what is in the way.")
        if not options["json"]:
            self.stdout.write(
                "Nothing was changed (--dry-run)."
                if options["dry_run"]
                else f"Merged. To undo it: manage.py unmerge {told['id']}"
            )
