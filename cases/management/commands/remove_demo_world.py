"""Take the synthetic world out of the site again."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from cases.demo_world.make import look_around
from cases.demo_world.removal import Held, remove

_MOST_SHOWN = 50


class Command(BaseCommand):
    """Can be killed and repeated: what is left goes the next time."""

    help = (
        "Removes every record that manage.py make_demo_world made, with whatever people added to "
        "them: facts, drafts, log entries. When other records or pages name any of them, it says "
        "which, and removes nothing."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--cut",
            action="store_true",
            help="take out what names them in other records: that fact, citation or key",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        def report(gone: int, total: int) -> None:
            if options["verbosity"]:
                self.stdout.write(f"{gone}/{total} records removed")
                self.stdout.flush()

        try:
            gone = remove(report, cutting=options["cut"])
        except Held as held:
            for hold in held.holds[:_MOST_SHOWN]:
                self.stderr.write(f"  {hold}")
            raise CommandError(
                f"{len(held.holds)} times the rest of the site names something of the "
                "demonstration world: nothing more was removed. Take these out, or run this again "
                "with --cut."
            ) from held
        if gone:
            look_around()
        self.stdout.write(f"{gone} demonstration records removed, with all that belonged to them.")
