"""Checks that the sentences kept with glossary terms still read as they must."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from kb.models import GlossaryTerm
from kb.wording.effects import Change, current_terms, wrong_cases


class Command(BaseCommand):
    help = "Check that the sentences kept with glossary terms read as they must."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="Print one JSON object a line.")

    def handle(self, *args: Any, **options: Any) -> None:
        terms = tuple(current_terms())
        wrong = 0
        checked = 0
        for term in GlossaryTerm.objects.published().prefetch_related("cases"):
            checked += len(term.cases.all())
            for case, reads in wrong_cases(term, Change(terms, terms)):
                wrong += 1
                row = {"term": term.slug, "typed": case.typed, "to": case.to}
                row |= {"expected": case.expected, "reads": reads}
                self.stdout.write(
                    json.dumps(row, ensure_ascii=False)
                    if options["json"]
                    else f"{term.slug} ({case.to}): {case.typed} reads {reads}, "
                    f"must read {case.expected}"
                )
        if wrong:
            raise CommandError(f"{wrong} of {checked} sentences do not read as they must.")
        if not options["json"]:
            self.stdout.write(f"All {checked} sentences read as they must.")
