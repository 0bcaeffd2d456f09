"""Sites that benchmarks keep from one run to the next: they take long to make."""

import shutil
from pathlib import Path

from django.db import connection

from tests.database import PostgreSQL, SQLite
from tests.soak.one import KEPT


class KeptFiles(SQLite):
    """Kept sites are files."""

    def __init__(self, prefix: str) -> None:
        self.folder = KEPT
        self.prefix = prefix

    def has(self, name: str) -> bool:
        """Return whether a site of this name is kept."""
        return self._file(name).exists()

    def copy(self, name: str, to: str) -> None:
        """Copy a site, of the empty name the one in use, to another name."""
        connection.close()
        shutil.copyfile(self._file(name) if name else self._current(), self._file(to))

    def use(self, name: str) -> None:
        """Use a kept site from now on."""
        self._use(self._file(name))

    def drop(self, name: str) -> None:
        """Forget a kept site."""
        connection.close()
        for ending in ("", "-wal", "-shm"):
            Path(f"{self._file(name)}{ending}").unlink(missing_ok=True)

    def _file(self, name: str) -> Path:
        return self.folder / f"{self.prefix}-{name}.kept"

    def _current(self) -> Path:
        return Path(connection.settings_dict["NAME"])


class KeptDatabases(PostgreSQL):
    """Kept sites are databases of the server."""

    def __init__(self, prefix: str) -> None:
        self.prefix = prefix
        self.home = connection.settings_dict["NAME"]

    def has(self, name: str) -> bool:
        """Return whether a site of this name is kept."""
        return self._exists(self._name(name))

    def copy(self, name: str, to: str) -> None:
        """Copy a site, of the empty name the one in use, to another name."""
        source = self._name(name) if name else connection.settings_dict["NAME"]
        connection.close()
        self._copy(source, self._name(to))

    def use(self, name: str) -> None:
        """Use a kept site from now on."""
        self._use(self._name(name))

    def drop(self, name: str) -> None:
        """Forget a kept site."""
        self._on_home(f'DROP DATABASE IF EXISTS "{self._name(name)}" WITH (FORCE)')

    def _name(self, name: str) -> str:
        return f"casebook_{self.prefix}_{name}"


def kept_sites(prefix: str) -> KeptFiles | KeptDatabases:
    """Return the sites that a benchmark keeps in the database of this process."""
    KEPT.mkdir(parents=True, exist_ok=True)
    return KeptFiles(prefix) if connection.vendor == "sqlite" else KeptDatabases(prefix)
