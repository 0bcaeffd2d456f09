"""Make the search table anew from the pages and records."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.db.models import Model
from modelsearch.index import get_indexed_models
from wagtail.search.backends import get_search_backend

from kb.search.backends import engine
from kb.search.checks import is_outdated
from kb.search.entries import Entry

CHUNK = 200
_WIDTH = 40


class Command(BaseCommand):
    """Can be run at any time and any number of times; searches find less until it is done."""

    help = "Make the search table anew from all pages and records."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--if-needed",
            action="store_true",
            help="do nothing when the table is filled by today's text analysis",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["if_needed"] and Entry.objects.exists() and not is_outdated():
            return
        self.verbosity = options["verbosity"]
        backend = get_search_backend()
        rebuilder = backend.rebuilder_class(next(iter(backend.all_indexes())))
        index = rebuilder.start()
        with engine().many_writes():
            total = sum(self._add(index, model) for model in get_indexed_models())
        rebuilder.finish()
        if self.verbosity:
            self.stdout.write(self.style.SUCCESS(f"{total} pages and records can be found."))

    def _add(self, index: Any, model: Any) -> int:
        """Add all objects of a model, in order of their keys, and return how many."""
        objects = model.get_indexed_objects().order_by("pk")
        total = objects.count()
        done, last = 0, None
        while chunk := list(objects.filter(pk__gt=last)[:CHUNK] if last else objects[:CHUNK]):
            index.add_items(model, chunk)
            done, last = done + len(chunk), chunk[-1].pk
            self._show(model, done, total)
        return done

    def _show(self, model: type[Model], done: int, total: int) -> None:
        if not self.verbosity:
            return
        filled = _WIDTH * done // max(done, total)
        end = "\n" if done >= total else "\r" if self.stdout.isatty() else "\n"
        bar = "█" * filled + "·" * (_WIDTH - filled)
        name = str(model._meta.verbose_name_plural)
        self.stdout.write(f"{bar} {done}/{total} {name}", ending=end)
        self.stdout.flush()
