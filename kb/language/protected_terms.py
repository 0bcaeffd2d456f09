"""The names no converter may touch, by registration: of people, organisations and glossary terms.

Apps register where names come from; `current()` gives those that hold at the place being read, as
one set with a version. An editor's change is noticed at once in the process that saved it, and
within MAX_AGE seconds in the others, at the cost of one small query per provider and period.

A place is the path of a page in the tree, which begins with the paths of all pages above it.
"""

import hashlib
import logging
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Literal

from django.db import DatabaseError
from django.db.backends.signals import connection_created
from django.db.models import Model
from django.db.models.signals import post_delete, post_save

from kb.language.decisions import Decision
from kb.registry import Registry

logger = logging.getLogger(__name__)

# Seconds for which a process may rely on the names it knows.
MAX_AGE = 2.0
# Ends the place of a term that holds there and not below.
ALONE = "!"


@dataclass(frozen=True, slots=True)
class Term:
    """What a record calls one thing in Chinese, in either script: its name first, then the others.

    A "person" is converted character by character with the surname kept, a "name" as a phrase of
    its own; in both, a spelling the record gives in the other script wins.

    `says` gives pairs of a script ("zh-hant") and the word that its readers get instead, whatever
    it is made of: 软件 may be 軟體 in Taiwan. `within` is the place where the term holds, with all
    that is below it; with a "!" after it, the term holds there alone.
    """

    spellings: tuple[str, ...]
    kind: Literal["person", "name"] = "name"
    says: tuple[tuple[str, str], ...] = ()
    within: str = ""

    def holds_at(self, place: str) -> bool:
        """Return whether the term is one of a place."""
        return (
            place == self.within[:-1]
            if self.within[-1:] == ALONE
            else (place.startswith(self.within))
        )


@dataclass(frozen=True, slots=True)
class ProtectedTerms:
    """A provider: `terms()` reads all names, `version()` is a cheap text that changes with them.

    `decisions()` reads what editors have decided about single spots.
    """

    name: str
    terms: Callable[[], Iterable[Term]]
    version: Callable[[], str]
    decisions: Callable[[], Iterable[Decision]] = tuple


@dataclass(frozen=True, slots=True)
class TermSet:
    """The protected terms of one moment and place; sets with equal `version` hold equal terms.

    Those nearer to the place come first, then those that say what is read: the first one to give a
    form of a word decides, and in which order they were made never matters. A decision about a spot
    wins over all of them.
    """

    version: str
    terms: tuple[Term, ...] = field(default=(), compare=False)
    decisions: tuple[Decision, ...] = field(default=(), compare=False)

    # The scripts whose readers some term tells what to read.
    told: frozenset[str] = field(init=False, compare=False)

    def __post_init__(self) -> None:
        told = frozenset(script for term in self.terms for script, _word in term.says)
        object.__setattr__(self, "told", told)


NO_TERMS = TermSet("none")

providers: Registry[ProtectedTerms] = Registry()

_place: ContextVar[str] = ContextVar("place", default="")


def term_set(
    terms: Iterable[Term], place: str = "", decisions: tuple[Decision, ...] = ()
) -> TermSet:
    """Return the terms that hold at a place as one set; its version is made from themselves."""
    held = tuple(sorted((term for term in terms if term.holds_at(place)), key=_order))
    made_from = repr((held, decisions)) if decisions else repr(held)
    return TermSet(hashlib.sha256(made_from.encode()).hexdigest()[:16], held, decisions)


def _order(term: Term) -> tuple[object, ...]:
    near = -len(term.within)
    return (near, not term.says, term.kind, term.spellings, term.says)


@contextmanager
def reading_at(place: str) -> Iterator[None]:
    """Let the terms of a place hold for what is converted meanwhile."""
    token = _place.set(place)
    try:
        yield
    finally:
        _place.reset(token)


class _Known:
    """The terms this process works with, and when they were last compared with the database."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.stamp: tuple[str, ...] | None = None
        self.checked_at = float("-inf")
        self.take(())

    def take(self, terms: Iterable[Term], decisions: Iterable[Decision] = ()) -> None:
        """Work with these terms from now on."""
        self._terms = tuple(terms)
        self._decisions = tuple(decisions)
        self._places = {term.within for term in self._terms} - {""}
        self._everywhere = term_set(self._terms, "", self._decisions)
        self._sets = {frozenset[str](): self._everywhere}

    def at(self, place: str) -> TermSet:
        """Return the terms of a place; made once for all places where the same ones hold."""
        if not self._places:
            return self._everywhere
        held = frozenset(
            within for within in self._places if Term((), within=within).holds_at(place)
        )
        if held not in self._sets:
            self._sets[held] = term_set(self._terms, place, self._decisions)
        return self._sets[held]


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
    """Return the protected terms of the place being read, give or take MAX_AGE seconds.

    Without tables to read from (before the first migration), what was known last is kept.
    """
    now = time.monotonic()
    if now - _known.checked_at >= MAX_AGE:
        _look_again(now)
    return _known.at(_place.get())


def version_of(provider: str) -> str:
    """Return the version of a provider as `current` saw it last: for what is made of it as well."""
    current()
    stamps = _known.stamp or ()
    return next((one for one in stamps if one.startswith(f"{provider} ")), "")


def _look_again(now: float) -> None:
    with _known.lock:
        if now - _known.checked_at < MAX_AGE:
            return
        # Set before reading, so that a change saved meanwhile is looked at again.
        _known.checked_at = now
        try:
            stamp = tuple(f"{provider.name} {provider.version()}" for provider in providers)
            if stamp != _known.stamp:
                _known.take(
                    [term for provider in providers for term in provider.terms()],
                    [decision for provider in providers for decision in provider.decisions()],
                )
                _known.stamp = stamp
        except DatabaseError as error:
            logger.debug("Protected terms cannot be read yet: %s", error)
