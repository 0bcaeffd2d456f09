"""Where somebody who found nothing may go on, by registration: the cases most linked to."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise

from kb.permissions import User
from kb.registry import Registry


@dataclass(frozen=True)
class StartingPoint:
    """A list of records: `find(user, most)` gives what this person may see, best first."""

    name: str
    label: str | Promise
    find: Callable[[User, int], Sequence[Any]]


starting_points: Registry[StartingPoint] = Registry()
