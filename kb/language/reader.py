"""The reader's language: that of the address, Traditional in the glyphs of their region."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache

from django.utils.translation import get_language

from kb.language.codes import HONG_KONG, TRADITIONAL, Language, language

# Asked only when Traditional is read.
_prefers_hong_kong: ContextVar[Callable[[], bool] | None] = ContextVar("region", default=None)


def current_reader() -> Language:
    """Return the language that is read now; Traditional of Hong Kong for who prefers that."""
    found = language(get_language())
    if found is not TRADITIONAL:
        return found
    prefers = _prefers_hong_kong.get()
    return HONG_KONG if prefers and prefers() else found


@contextmanager
def read_by(prefers_hong_kong: Callable[[], bool]) -> Iterator[None]:
    """Let somebody read meanwhile, who may prefer the glyphs of Hong Kong; asked once at most."""
    token = _prefers_hong_kong.set(cache(prefers_hong_kong))
    try:
        yield
    finally:
        _prefers_hong_kong.reset(token)
