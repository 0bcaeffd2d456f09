"""Which saves the search and reference indexes pass over: those that say nothing new to them.

Storing a draft saves the thing too, to note which draft is the newest; and a publication saves it
in several steps. Writing an index takes longer than all of these saves together.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

# What Wagtail notes of a thing when a draft of it is stored: nothing is found or linked by it.
OF_DRAFTS = frozenset(
    {
        "latest_revision",
        "latest_revision_created_at",
        "draft_title",
        "has_unpublished_changes",
        "wagtail_admin_comments",
    }
)
_later: ContextVar[tuple[Any, ...]] = ContextVar("indexed_later", default=())


@contextmanager
def indexed_later(thing: Any) -> Iterator[None]:
    """Pass over a thing while it is saved; whoever asks for it writes both indexes afterwards."""
    token = _later.set((*_later.get(), thing))
    try:
        yield
    finally:
        _later.reset(token)


def is_passed_over(thing: Any, update_fields: Iterable[str] | None = None) -> bool:
    """Return whether a save of a thing, with Django's `update_fields`, is passed over."""
    if update_fields is not None and OF_DRAFTS.issuperset(update_fields):
        return True
    return any(
        one is thing or (type(one) is type(thing) and one.pk == thing.pk) for one in _later.get()
    )


@contextmanager
def references_kept() -> Iterator[None]:
    """Leave the reference index as it is, also inside a block that does so already."""
    # Wagtail's module looks models up when imported: too early for the top of this file.
    from wagtail.signal_handlers import (
        disable_reference_index_auto_update,
        reference_index_auto_update_disabled,
    )

    if getattr(reference_index_auto_update_disabled, "value", False):
        yield
    else:
        with disable_reference_index_auto_update():
            yield
