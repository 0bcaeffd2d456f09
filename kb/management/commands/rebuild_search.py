"""Bring the search table up to date with the pages and records."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.db.models import Model
from modelsearch.index import get_indexed_models

from kb.search.backends import engine
from kb.search.entries import Entry
from kb.search.indexing import forget_everything
from kb.search.rebuilding import due, forget_orphans, make_anew, mark_all, write_besides

_WIDTH = 40
_MANY = 2_000  # entries from which on the writes are collected, where a database can do that


class Command(BaseCommand):
    """Can be run, killed and run again at any time; searches go on finding everything."""

    help = (
        "Make the entries of the search table that are missing, left over, or of another version "
        "of the text analysis. The site can go on meanwhile; a run that was killed is continued."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        how = parser.add_mutually_exclusive_group()
        how.add_argument(
            "--all", action="store_true", help="make all entries anew, each in its place"
        )
        how.add_argument(
            "--empty",
            action="store_true",
            help="empty the table first, when it is damaged: searches find less until it is done",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        self.verbosity = options["verbosity"]
        if options["all"]:
            mark_all()
        elif options["empty"]:
            forget_everything(engine())
        left_over = forget_orphans(engine())
        waiting = {
            model: number for model in get_indexed_models() if (number := due(model).count())
        }
        if sum(waiting.values()) > _MANY:
            with engine().many_writes():
                self._make(waiting)
        else:
            self._make(waiting)
        besides = write_besides(anew=options["all"] or options["empty"])
        if waiting or left_over or besides:
            engine().refresh()
        if self.verbosity:
            self.stdout.write(
                self.style.SUCCESS(
                    f"{Entry.objects.count()} pages and records can be found: "
                    f"{sum(waiting.values())} made anew, {left_over} left over taken out."
                )
            )

    def _make(self, waiting: dict[type[Model], int]) -> None:
        for model, total in waiting.items():
            done = 0
            for number in make_anew(engine(), model):
                done += number
                self._show(model, done, max(done, total))

    def _show(self, model: type[Model], done: int, total: int) -> None:
        if not self.verbosity:
            return
        filled = _WIDTH * done // total
        end = "\n" if done >= total else "\r" if self.stdout.isatty() else "\n"
        bar = "█" * filled + "·" * (_WIDTH - filled)
        name = str(model._meta.verbose_name_plural)
        self.stdout.write(f"{bar} {done}/{total} {name}", ending=end)
        self.stdout.flush()
