"""An import from the command line: files are kept, and read while somebody watches."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.contrib.auth.models import Group

from cases.importing.dry_run import bytes_of, demand_readable, empty_object
from kb.importing.failures import CannotRead
from kb.imports.again import came_already, fingerprint
from kb.imports.reading import read_waiting
from kb.imports.storing import start_import
from kb.models import Import
from kb.records.base import Audience

# While another process reads the same import, this one looks again after so long.
_PAUSE = 0.3


@dataclass
class Begun:
    """An import, new or there already, and what of the paths is not in it."""

    batch: Import | None
    is_new: bool = True
    left_out: list[dict[str, Any]] = field(default_factory=list)


def begin(user: Any, paths: Iterable[Path], title: str, group: Group | None) -> Begun:
    """Keep files as an import of one transaction, unless the very same files came already.

    What is not there or too large is told and left out. Raises PermissionDenied.
    """
    groups = [group] if group else []
    audience = Audience.GROUPS if group else Audience.ALL
    begun, wanted = Begun(None), []
    for path in paths:
        try:
            demand_readable(path)
            wanted.append((path, fingerprint(path)))
        except OSError:
            begun.left_out.append(_left_out(CannotRead("missing", str(path))))
        except CannotRead as failure:
            begun.left_out.append(_left_out(failure))
    if not wanted:
        return begun
    named = [(str(path), sha256) for path, sha256 in wanted]
    begun.batch = came_already(user, title, named, audience, groups)
    begun.is_new = begun.batch is None
    if begun.batch is None:
        files = _files([path for path, _sha256 in wanted], begun.left_out)
        begun.batch = start_import(user, files, title=title, audience=audience, groups=groups)
    return begun


def _files(paths: Sequence[Path], left_out: list[dict[str, Any]]) -> Iterator[tuple[str, bytes]]:
    for path in paths:
        try:
            yield str(path), bytes_of(path)
        except CannotRead as failure:
            left_out.append(_left_out(failure))


def _left_out(failure: CannotRead) -> dict[str, Any]:
    nothing = {"import": None, "document": None, "came_before": None, "picture": False}
    return {**empty_object(str(failure.values["name"]), errors=[str(failure)]), **nothing}


def read_to_the_end(batch: Import, note: Callable[[str], object]) -> bool:
    """Read an import, saying how far it is; return False when somebody has cancelled it."""
    total, told = batch.files.count(), -1
    while True:
        read = read_waiting(1, batch)
        done = batch.files.exclude(read_at=None).count()
        if done != told:
            note(f"{done} of {total} files read")
            told = done
        if not batch.files.waiting().exists():
            batch.refresh_from_db()
            return batch.state != Import.State.CANCELLED
        if not read:
            time.sleep(_PAUSE)
