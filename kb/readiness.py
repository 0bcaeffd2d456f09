"""What stops a publication: the checks that a page or record must pass, by registration."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db.models import Model

from kb.registry import Registry


class NotReady(ValidationError):
    """A publication that was refused; `messages` says what to mend, one sentence each."""


@dataclass(frozen=True)
class ReadinessCheck:
    """One reason to refuse: for objects of `model`, `problems(obj)` gives sentences for the editor.

    The object is a draft: its parts may have no primary keys yet.
    """

    name: str
    model: type[Model]
    problems: Callable[[Model], Iterable[str]]


checks: Registry[ReadinessCheck] = Registry()


def problems(obj: Model) -> list[str]:
    """Return all that keeps this draft from being published; empty when it may go out."""
    return [
        sentence
        for check in checks
        if isinstance(obj, check.model)
        for sentence in check.problems(obj)
    ]
