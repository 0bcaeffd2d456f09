"""What a query asks for, as a small tree that knows nothing of databases."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Stretch:
    """Units next to each other; the first and last may be parts of longer Han runs."""

    units: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AllOf:
    """Every part; with none, everything."""

    parts: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """At least one part; with none, nothing."""

    parts: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class Without:
    """What the part does not match."""

    part: Expression


Expression: TypeAlias = Stretch | AllOf | AnyOf | Without

EVERYTHING = AllOf(())
NOTHING = AnyOf(())


def word(unit: str) -> Stretch:
    """Return the expression of one unit."""
    return Stretch((unit,))


def all_of(parts: Iterable[Expression]) -> Expression:
    """Return a conjunction without needless nesting or repetition."""
    flat = _flattened(parts, AllOf)
    if NOTHING in flat:
        return NOTHING
    return flat[0] if len(flat) == 1 else AllOf(flat)


def any_of(parts: Iterable[Expression]) -> Expression:
    """Return an alternative without needless nesting or repetition."""
    flat = _flattened(parts, AnyOf)
    if EVERYTHING in flat:
        return EVERYTHING
    return flat[0] if len(flat) == 1 else AnyOf(flat)


def without(part: Expression) -> Expression:
    """Return the opposite."""
    if part == EVERYTHING:
        return NOTHING
    if part == NOTHING:
        return EVERYTHING
    return part.part if isinstance(part, Without) else Without(part)


def _flattened(
    parts: Iterable[Expression], kind: type[AllOf] | type[AnyOf]
) -> tuple[Expression, ...]:
    flat: dict[Expression, None] = {}
    for part in parts:
        flat.update(dict.fromkeys(part.parts if isinstance(part, kind) else (part,)))
    return tuple(flat)


def is_positive(expression: Expression) -> bool:
    """Return whether the expression can be answered from a word index alone."""
    if isinstance(expression, Stretch):
        return True
    if isinstance(expression, Without):
        return False
    return bool(expression.parts) and all(is_positive(part) for part in expression.parts)


def stretches(expression: Expression) -> Iterator[Stretch]:
    """Yield what makes a text score: all stretches that are not excluded."""
    if isinstance(expression, Stretch):
        yield expression
    elif not isinstance(expression, Without):
        for part in expression.parts:
            yield from stretches(part)
