"""The database of a run: migrated once, copied for each process and for each test that commits.

Migrating takes half a minute. The migrated database is kept under a name made from everything
that goes into it, so a run after which no migration has changed starts at once. Tests that need
real transactions begin with a fresh copy of it instead of an emptied database, and so find the
root page, the locales, the groups and the cast like every other test.
"""

import fcntl
import hashlib
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import django
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.core.management.sql import emit_post_migrate_signal
from django.db import connection

from kb.management.quick_states import quick_states

ROOT = Path(__file__).resolve().parent.parent
KEPT = ROOT / ".pytest_cache" / "d" / "databases"  # where pytest keeps what `build` is given


def fingerprint() -> str:
    """Return a key for the migrated database: the libraries, the apps and our migrations."""
    migrated = [
        config.name
        for config in apps.get_app_configs()
        if settings.MIGRATION_MODULES.get(config.label, "") is not None
        and not config.name.startswith("tests.")
    ]
    digest = hashlib.sha256(repr((django.VERSION, migrated)).encode())
    files = [ROOT / "requirements.txt", *sorted(ROOT.glob("*/migrations/*.py"))]
    for file in files:
        digest.update(str(file.relative_to(ROOT)).encode() + file.read_bytes())
    return digest.hexdigest()[:16]


@contextmanager
def only_one_process(lock: Path) -> Iterator[None]:
    """Let the processes of all runs on this machine in one after another."""
    with lock.open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


class SQLite:
    """Databases are files; a copy is a copied file."""

    def __init__(self, folder: Path, process: str) -> None:
        self.template = folder / f"{fingerprint()}.sqlite3"
        self.used = Path(settings.VAR_DIR) / f"test-{process}.sqlite3"
        self.start = self.used.with_suffix(".start")

    def template_exists(self) -> bool:
        return self.template.exists()

    def migrate_template(self) -> None:
        being_made = self.template.with_suffix(".new")
        being_made.unlink(missing_ok=True)
        self._use(being_made)
        with quick_states():
            call_command("migrate", verbosity=0)
        connection.close()  # the last connection to close moves the write-ahead log into the file
        being_made.rename(self.template)
        # Those of older migrations are kept for a while: branches come and go.
        kept = sorted(self.template.parent.glob("*.sqlite3"), key=lambda file: file.stat().st_mtime)
        for old in kept[:-4]:
            old.unlink()

    def use_template(self) -> None:
        shutil.copyfile(self.template, self.used)
        self._use(self.used)

    def keep_start(self, name: str = "") -> None:
        """Keep what is in the database now, as what `restart` begins with."""
        connection.close()
        shutil.copyfile(self.used, self._kept(name))

    def has_start(self, name: str) -> bool:
        return self._kept(name).exists()

    def restart(self, name: str = "") -> None:
        """Begin again with what was kept."""
        connection.close()
        for ending in ("", "-wal", "-shm"):
            Path(f"{self.used}{ending}").unlink(missing_ok=True)
        shutil.copyfile(self._kept(name), self.used)

    def remove(self) -> None:
        connection.close()

    def _kept(self, name: str) -> Path:
        return self.start.with_name(f"{self.start.name}{name}")

    def _use(self, file: Path) -> None:
        connection.close()
        settings.DATABASES["default"]["NAME"] = connection.settings_dict["NAME"] = str(file)


class PostgreSQL:
    """Databases of one server; a copy is made with `CREATE DATABASE ... TEMPLATE`."""

    def __init__(self, folder: Path, process: str) -> None:
        self.template = f"casebook_template_{fingerprint()}"
        self.used = f"casebook_test_{process}"
        self.start = f"{self.used}_start"
        self.home = connection.settings_dict["NAME"]

    def template_exists(self) -> bool:
        return self._exists(self.template)

    def migrate_template(self) -> None:
        being_made = f"{self.template}_new"
        self._copy("template0", being_made)
        self._use(being_made)
        with quick_states():
            call_command("migrate", verbosity=0)
        self._on_home(f'ALTER DATABASE "{being_made}" RENAME TO "{self.template}"')

    def use_template(self) -> None:
        self._copy(self.template, self.used)
        self._use(self.used)

    def keep_start(self, name: str = "") -> None:
        self._copy(self.used, self.start + name)
        self._use(self.used)

    def has_start(self, name: str) -> bool:
        exists = self._exists(self.start + name)
        self._use(self.used)
        return exists

    def restart(self, name: str = "") -> None:
        self._copy(self.start + name, self.used)
        self._use(self.used)

    def remove(self) -> None:
        for name in self._names():
            self._on_home(f'DROP DATABASE "{name}" WITH (FORCE)')

    def _names(self) -> list[str]:
        self._use(self.home)
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT datname FROM pg_database WHERE datname = %s OR starts_with(datname, %s)",
                [self.used, self.start],
            )
            return [name for (name,) in cursor.fetchall()]

    def _exists(self, name: str) -> bool:
        self._use(self.home)
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
            return cursor.fetchone() is not None

    def _copy(self, source: str, target: str) -> None:
        self._on_home(f'DROP DATABASE IF EXISTS "{target}" WITH (FORCE)')
        self._on_home(f'CREATE DATABASE "{target}" TEMPLATE "{source}" STRATEGY FILE_COPY')

    def _on_home(self, statement: str) -> None:
        self._use(self.home)
        with connection.cursor() as cursor:
            cursor.execute(statement)

    def _use(self, name: str) -> None:
        connection.close()
        settings.DATABASES["default"]["NAME"] = connection.settings_dict["NAME"] = name


TestDatabase = SQLite | PostgreSQL


def migrated(folder: Path, process: str) -> TestDatabase:
    """Return the database of a process, not made yet, when the one to copy it from is there."""
    kind = SQLite if connection.vendor == "sqlite" else PostgreSQL
    database = kind(folder, process)
    if not database.template_exists():
        database.migrate_template()
    return database


def build(folder: Path, process: str) -> TestDatabase:
    """Return the migrated database of this process; `folder` keeps templates between runs."""
    with only_one_process(folder / f"{connection.vendor}.lock"):
        database = migrated(folder, process)
        database.use_template()
    # Content types and permissions follow the models, which may have changed without a migration.
    emit_post_migrate_signal(verbosity=0, interactive=False, db="default", apps=apps)
    return database


def main() -> None:
    """Make the database that those of the next run are copied from."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    django.setup()
    KEPT.mkdir(parents=True, exist_ok=True)
    with only_one_process(KEPT / f"{connection.vendor}.lock"):
        migrated(KEPT, "template")


if __name__ == "__main__":
    main()
