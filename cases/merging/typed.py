"""What somebody types at a command, read strictly: errors say what to do."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import CommandError


def record_named(kind: Any, name: str) -> Any:
    """Return the record with this address or number; raises CommandError for none."""
    found = kind._base_manager.filter(slug=name).first()
    if found is None and name.isascii() and name.isdigit() and len(name) < 19:
        found = kind._base_manager.filter(pk=int(name)).first()
    if found is None:
        raise CommandError(
            f"There is no {kind._meta.model_name} “{name}”: give the last part of its address, "
            "or its number."
        )
    return found


def user_named(name: str) -> Any:
    """Return the account of this name, None for no name; raises CommandError for an unknown one."""
    if not name:
        return None
    model = get_user_model()
    found = model._default_manager.filter(**{model.USERNAME_FIELD: name}).first()
    if found is None:
        raise CommandError(f"There is no account “{name}”: leave --by out, or name one there is.")
    return found


def rows_named(path: str) -> list[str]:
    """Return the rows that a JSON file gives to B; raises CommandError when it is no such file."""
    if not path:
        return []
    try:
        told = json.loads(Path(path).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise CommandError(f"{path} cannot be read as JSON: {error}") from error
    if not isinstance(told, dict) or not set(told.values()) <= {"a", "b"}:
        raise CommandError(f'{path} must be like {{"ROW": "a"}} or "b", for rows that were listed.')
    return [row for row, where in told.items() if where == "b"]
