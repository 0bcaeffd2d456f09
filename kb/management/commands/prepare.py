"""Bring a site up to the code: catalogues, database, groups, search, static files."""

from collections.abc import Callable
from time import monotonic
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from kb.language.catalogues import compile_catalogues
from kb.models import HomePage
from kb.search.dictionary.lookup import dictionary
from kb.starter.groups import create_groups
from kb.starter.people import create_people
from kb.starter.reviews import create_review
from kb.starter.sign_in import read_or_make_passwords
from kb.translation.board import work_out_all


class Command(BaseCommand):
    """`manage.py prepare`: everything a start needs; what is done already is not done again."""

    help = "Brings database, groups, catalogues, search index and static files up to date."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--starter",
            action="store_true",
            help="Also create the cast and load the starter content into an empty site.",
        )

    def handle(self, *args: Any, starter: bool = False, **options: Any) -> None:
        try:
            self._step("Message catalogues", compile_catalogues)
        except OSError as error:
            raise CommandError(
                f"{error.filename} cannot be written ({error.strerror}). Whoever owns the code "
                "runs manage.py prepare once after each change of it."
            ) from error
        if self._migrations_are_missing():
            self._step("Database", lambda: call_command("migrate", verbosity=0, interactive=False))
        create_groups()
        create_review()
        if starter:
            create_people(read_or_make_passwords())
            if not HomePage.objects.exists():
                self._step("Starter content", lambda: call_command("load_starter", verbosity=0))
        self._step("Translations", work_out_all)
        self._step("Search index", lambda: call_command("rebuild_search", verbosity=0))
        self._step("Dictionary", dictionary)
        self._step("Static files", collect_static)

    def _migrations_are_missing(self) -> bool:
        executor = MigrationExecutor(connection)
        return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))

    def _step(self, name: str, do: Callable[[], object]) -> None:
        """Do one step and say how long it took, when one could have noticed."""
        began = monotonic()
        do()
        if (took := monotonic() - began) > 0.5:
            self.stdout.write(f"  {name}: {took:.1f} s")


def collect_static() -> None:
    """Copy the static files, with names made from their content, to where they are served from."""
    call_command("collectstatic", verbosity=0, interactive=False)
