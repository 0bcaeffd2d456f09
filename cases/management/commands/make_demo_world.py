"""Fill the site with a synthetic world, marked as such everywhere."""

from argparse import ArgumentParser, ArgumentTypeError
from time import monotonic
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand

from cases.demo_world.make import look_around, make

MOST = 999_999


def _number(text: str) -> int:
    if not text.isdigit() or not 1 <= int(text) <= MOST:
        raise ArgumentTypeError(f"{text} is not a number from 1 to {MOST}")
    return int(text)


class Command(BaseCommand):
    """Can be killed and repeated: a second run adds what is missing up to the number."""

    help = (
        "Adds an obviously synthetic bilingual world until it has N incidents: people, "
        "organisations, sources, statements, and all that ties them. Every title begins with Demo "
        "and 演示. What is there already stays; manage.py remove_demo_world takes it out again."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--incidents", type=_number, required=True, metavar="N")
        parser.add_argument("--seed", type=int, default=1, help="another seed, another world")
        parser.add_argument(
            "--no-search",
            action="store_true",
            help="leave the search table to a later manage.py rebuild_search",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        quiet, wanted = options["verbosity"] == 0, options["incidents"]
        began = monotonic()

        def report(there: int) -> None:
            if not quiet:
                rate = there / max(monotonic() - began, 0.001)
                self.stdout.write(f"{there}/{wanted} incidents, {rate:.0f} a second")
                self.stdout.flush()

        added = make(wanted, options["seed"], report)
        if added:
            look_around()
        if not options["no_search"]:
            call_command("rebuild_search", verbosity=options["verbosity"], stdout=self.stdout)
        self.stdout.write(f"{added} demonstration incidents added, with all that belongs to them.")
