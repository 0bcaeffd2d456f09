"""Finds records that may be one, all of them, and prints how many or which."""

from __future__ import annotations

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from cases.duplicates.conflicts import find_all_conflicts
from cases.duplicates.finding import find_all
from cases.duplicates.judging import KINDS
from cases.duplicates.loading import MODELS
from cases.models import LikelyPair, RoleConflict

# A contradiction names its facts by number: roles have no address of their own.
ROLE_COLUMNS = ("kind", "first", "second", "person", "other_person", "organisation", "is_certain")


class Command(BaseCommand):
    """Looks at every record of each kind; what was decided stays decided."""

    help = (
        "Find records that may be one (people, organisations, sources, incidents) and roles that "
        "contradict each other, from scratch. Needed once after many records were loaded past "
        "the site; saves keep it up to date."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Say which kinds, and how to answer."""
        parser.add_argument(
            "--kind", action="append", choices=(*KINDS, "role"), help="only this (repeatable)"
        )
        parser.add_argument(
            "--json", action="store_true", help="print each pair as a line of JSON, best first"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Find, telling on the error stream how far it is; print the numbers or the pairs."""
        kinds = options["kind"] or (*KINDS, "role")
        if "role" in kinds:
            roles, found = find_all_conflicts()
            if not options["json"]:
                self.stdout.write(f"role: {roles} roles, {found} contradictions")
            for row in RoleConflict.objects.undecided() if options["json"] else ():
                told = {name: getattr(row, name) for name in ROLE_COLUMNS}
                self.stdout.write(json.dumps({"role": told}, ensure_ascii=False))
        for kind in (kind for kind in KINDS if kind in kinds):
            records, pairs = find_all(kind, self._progress(kind))
            if options["json"]:
                self._print_pairs(kind)
            else:
                self.stdout.write(f"{kind}: {records} records, {pairs} likely pairs")

    def _progress(self, kind: str) -> Any:
        def tell(what: str, done: int, total: int) -> None:
            self.stderr.write(f"{kind}: {what} {done} of {total}")

        return tell

    def _print_pairs(self, kind: str) -> None:
        rows = LikelyPair.objects.filter(kind=kind).undecided().order_by("-score", "first")
        manager = MODELS[kind]._base_manager
        for start in range(0, rows.count(), 400):
            some = list(rows[start : start + 400])
            ids = {pk for row in some for pk in (row.first, row.second)}
            slugs = dict(manager.filter(pk__in=ids, archived_at=None).values_list("pk", "slug"))
            for row in some:
                if row.first in slugs and row.second in slugs:
                    told = {
                        "kind": kind,
                        "first": slugs[row.first],
                        "second": slugs[row.second],
                        "score": row.score,
                        "reasons": row.reasons,
                    }
                    self.stdout.write(json.dumps(told, ensure_ascii=False))
