"""What accepting one proposal does: a change of a newest draft, or a new draft."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from cases.importing.proposals.parts_of_drafts import Path


@dataclass(frozen=True, slots=True)
class Change:
    """A change of the newest draft of `record`: `apply(version)` puts in the part at `path`."""

    record: Any
    path: Path
    apply: Callable[[Any], None]


@dataclass(frozen=True, slots=True)
class Making:
    """A new draft record: `make()` saves it and returns it."""

    make: Callable[[], Any]


Step = Change | Making
