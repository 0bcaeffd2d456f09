"""The names no converter may touch, by registration: of people, organisations and glossary terms.

Apps register where names come from; `current()` gives all of them as one set with a version. An
editor's change is noticed at once in the process that saved it, and within MAX_AGE seconds in the
others, at the cost of one small query per provider and period.
"""

import hashlib
import logging
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Literal

from django.db import DatabaseError
from django.db.backends.signals import connection_created
from django.db.models import Model
from django.db.models.signals import post_delete, post_save

from kb.registry import Registry

logger = logging.getLogger(__name__)

# Seconds for which a process may rely on the names it knows.
MAX_AGE = 2.0


@dataclass(frozen=True, slots=True)
class Term:
    """What a record calls one thing in Chinese, in either script: its name first, then the others.

    A "person" is converted character by character with the surname kept, a "name" as a phrase of
    its own; in both, a spelling the record gives in the other script wins.
    """

    spellings: tuple[str, ...]
    kind: Literal["person", "name"] = "name"


@dataclass(frozen=True, slots=True)
class ProtectedTerms:
    """A provider: `terms()` reads all names, `version()` is a cheap text that changes with them."""

    name: str
    terms: Callable[[], Iterable[Term]]
    version: Callable[[], str]


@dataclass(frozen=True, slots=True)
class TermSet:
    """All protected terms of one moment; sets with equal `version` hold equal terms."""

    version: str
    terms: tuple[Term, ...] = field(default=(), compare=False)


NO_TERMS = TermSet("none")

providers: Registry[ProtectedTerms] = Registry()


class _Known:
    """The set this process works with, and when it was last compared with the database."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.terms = NO_TERMS
        self.stamp: tuple[str, ...] | None = None
        self.checked_at = float("-inf")


_known = _Known()


def register(provider: ProtectedTerms, *models: type[Model]) -> None:
    """Add a provider; a row of `models` saved or deleted makes this process look again at once."""
    providers.register(provider)
    for model in models:
        for signal in (post_save, post_delete):
            signal.connect(forget, sender=model, dispatch_uid=f"protected_terms.{provider.name}")


def forget(**_signal: object) -> None:
    """Compare with the database at the next use."""
    _known.checked_at = float("-inf")


# A new connection may lead to another database (each test has its own).
connection_created.connect(forget, dispatch_uid="protected_terms")


def current() -> TermSet:
    """Return the protected terms as they are now, give or take MAX_AGE seconds.

    Without tables to read from (before the first migration), what was known last is kept.
    """
    now = time.monotonic()
    if now - _known.checked_at < MAX_AGE:
        return _known.terms
    with _known.lock:
        if now - _known.checked_at < MAX_AGE:
            return _known.terms
        # Set before reading, so that a change saved meanwhile is looked at again.
        _known.checked_at = now
        try:
            stamp = tuple(f"{provider.name} {provider.version()}" for provider in providers)
            if stamp != _known.stamp:
                _known.terms = _read()
                _known.stamp = stamp
        except DatabaseError as error:
            logger.debug("Protected terms cannot be read yet: %s", error)
        return _known.terms


def _read() -> TermSet:
    """Read all names; their version is made from themselves, so that equal names stay cached."""
    terms = tuple(
        sorted(
            (term for provider in providers for term in provider.terms()),
            key=lambda term: (term.kind, term.spellings),
        )
    )
    return TermSet(hashlib.sha256(repr(terms).encode()).hexdigest()[:16], terms)
