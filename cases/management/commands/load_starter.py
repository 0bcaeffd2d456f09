"""Load the starter content; what is there already is left alone."""

from typing import Any

from django.core.management.base import BaseCommand

from cases.starter.load import load_all
from kb.starter.groups import create_groups
from kb.starter.memory import Tally
from kb.starter.people import create_people
from kb.starter.sign_in import read_or_make_passwords


class Command(BaseCommand):
    """`manage.py load_starter`: may be run any number of times."""

    help = (
        "Loads the cast, vocabularies, rules, records and pages a new site starts with. "
        "Nothing that exists is changed, and nothing that was deleted comes back."
    )

    def handle(self, *args: Any, verbosity: int = 1, **options: Any) -> None:
        create_groups()
        create_people(read_or_make_passwords())

        def report(tally: Tally) -> None:
            if verbosity or tally.drafts:
                self.stdout.write(f"  {tally}")

        load_all(report)
