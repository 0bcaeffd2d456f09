"""Bring a site up to the code: catalogues, database, groups, search, static files."""

from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from time import monotonic
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.contrib.staticfiles.storage import ManifestStaticFilesStorage
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser

from kb.health import is_migrated
from kb.language.catalogues import compile_catalogues
from kb.management.quick_states import quick_states
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
        if not is_migrated():
            self._step("Database", migrate)
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

    def _step(self, name: str, do: Callable[[], object]) -> None:
        """Do one step and say how long it took, when one could have noticed."""
        began = monotonic()
        do()
        if (took := monotonic() - began) > 0.5:
            self.stdout.write(f"  {name}: {took:.1f} s")


def migrate() -> None:
    """Apply the migrations that are missing."""
    with quick_states():
        call_command("migrate", verbosity=0, interactive=False)


def collect_static() -> None:
    """Copy the static files, with names made from their content, to where they are served from.

    Done only when one has changed since the last time, or the list of their names is not there.
    """
    folder, now = Path(settings.STATIC_ROOT), _static_files()
    collected = folder / ".collected"  # goes when somebody empties the folder
    names = folder / ManifestStaticFilesStorage.manifest_name
    if names.exists() and collected.exists() and collected.read_text() == now:
        return
    call_command("collectstatic", verbosity=0, interactive=False)
    if names.exists():
        collected.write_text(now)


def _static_files() -> str:
    """Return a key for the static files as they are: where each is, its size and its time."""
    digest = sha256()
    for finder in get_finders():
        for path, storage in finder.list(None):
            file = Path(storage.path(path))
            stat = file.stat()
            digest.update(f"{file} {stat.st_size} {stat.st_mtime_ns}\n".encode())
    return digest.hexdigest()
