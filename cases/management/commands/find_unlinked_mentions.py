"""Finds people and organisations that texts name without a link, and prints how many or which."""

from __future__ import annotations

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from cases.models import UnlinkedMention
from cases.unlinked.finding import look, look_again
from cases.unlinked.names import NAMED


class Command(BaseCommand):
    """Looks through the texts that changed, or all; what was decided stays decided."""

    help = (
        "Find people and organisations that pages and records name without a link: in what was "
        "saved since the last time, or with --all everywhere. The worker does the same; stopped, "
        "it goes on where it was."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Say how much, and how to answer."""
        parser.add_argument("--all", action="store_true", help="look through everything anew")
        parser.add_argument(
            "--json", action="store_true", help="print each undecided one as a line of JSON"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Look, telling on the error stream how far it is; print the numbers or what was found."""
        if options["all"]:
            look_again()
        done = look(None, self._progress)
        rows = UnlinkedMention.objects.undecided()
        if options["json"]:
            self._print(rows)
        else:
            self.stdout.write(f"{done} texts looked through, {rows.count()} unlinked mentions")

    def _progress(self, done: int, total: int) -> None:
        self.stderr.write(f"{done} of {total} texts")

    def _print(self, rows: Any) -> None:
        slugs = {
            kind: dict(model._base_manager.values_list("pk", "slug"))
            for kind, model in NAMED.items()
        }
        for row in rows.select_related("content_type").order_by("pk").iterator(500):
            told = {
                "thing": f"{row.content_type.model}-{row.object_id}",
                "named": row.named_kind,
                "record": slugs[row.named_kind].get(row.named),
                "count": row.count,
                "excerpts": row.excerpts,
            }
            self.stdout.write(json.dumps(told, ensure_ascii=False))
