"""The files of the starter content, and the stable keys of what stands in them."""

from __future__ import annotations

import tomllib
import uuid
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent

# Any fixed value will do: it keeps the keys of the starter apart from other people's.
_NAMESPACE = uuid.UUID("6f3f6d3e-4b1c-5a52-9b0e-1d2a0c5b7e11")


def read(file: Path) -> dict[str, Any]:
    """Return what stands in one file."""
    return tomllib.loads(file.read_text(encoding="utf-8"))


def stable_key(*words: str) -> uuid.UUID:
    """Return the key that this thing of the starter has on every site."""
    return uuid.uuid5(_NAMESPACE, "/".join(words))
