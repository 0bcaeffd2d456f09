"""Which parts of the page tree are closed to a person, and the pages that are not."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection, models
from django.db.models import Exists, ExpressionWrapper, F, OuterRef, Q
from wagtail.models import Page, PageViewRestriction

from kb.permissions import User, group_ids, is_administrator, is_signed_in

# Closed parts that are written into a statement; of more, it asks the database again.
MOST_PATHS = 40

# What was answered for a set of groups, while one request is answered that changes nothing.
_answered: ContextVar[dict[frozenset[int], tuple[str, ...]] | None] = ContextVar(
    "answered", default=None
)


@contextmanager
def closed_paths_read_once() -> Iterator[None]:
    """Let `closed_paths` read once for each set of groups; for what changes nothing only."""
    token = _answered.set({})
    try:
        yield
    finally:
        _answered.reset(token)


def closed_to(user: User) -> Any:
    """Return the pages that start a part of the tree this person may not see.

    A restriction holds for all translations of its page from the moment it is set: it is found
    through `translation_key`, not through the page it was set on.
    """
    return _closed_to(group_ids(user))


def _closed_to(groups: frozenset[int]) -> Any:
    admitted = Q(restriction_type=PageViewRestriction.LOGIN) | Q(
        restriction_type=PageViewRestriction.GROUPS, groups__in=groups
    )
    refused = PageViewRestriction.objects.exclude(
        pk__in=PageViewRestriction.objects.filter(admitted).values("pk")
    )
    return Page.objects.filter(translation_key__in=refused.values("page__translation_key"))


def closed_paths(user: User) -> tuple[str, ...]:
    """Return the paths of the pages that start a part of the tree closed to somebody signed in.

    Every page of the site needs this several times: it is read once for a request that only
    reads (`closed_paths_read_once`) and anew each time for any other.
    """
    if is_administrator(user):
        return ()
    groups, answered = group_ids(user), _answered.get()
    if answered is None:
        return _read_closed_paths(groups)
    if groups not in answered:
        answered[groups] = _read_closed_paths(groups)
    return answered[groups]


def _read_closed_paths(groups: frozenset[int]) -> tuple[str, ...]:
    # The statement is made once for a set of groups: making it costs more than running it.
    text, params = _closed_statement(connection.vendor, groups)
    with connection.cursor() as cursor:
        cursor.execute(text, params)
        paths = sorted(path for (path,) in cursor.fetchall())
    tops: list[str] = []
    for path in paths:
        if not (tops and path.startswith(tops[-1])):
            tops.append(path)
    return tuple(tops)


@lru_cache(maxsize=512)
def _closed_statement(vendor: str, groups: frozenset[int]) -> tuple[str, tuple[Any, ...]]:
    paths = _closed_to(groups).order_by().values("path")
    try:
        text, params = paths.query.get_compiler(connection=connection).as_sql()
    except EmptyResultSet:
        return "SELECT path FROM wagtailcore_page WHERE 1 = 0", ()
    return text, tuple(params)


def open_to(pages: Any, user: User) -> Any:
    """Keep, of a queryset of pages of any kind, what no restriction closes to this person."""
    if is_administrator(user):
        return pages
    if not is_signed_in(user):
        return pages.none()
    closed = closed_paths(user)
    if len(closed) <= MOST_PATHS:
        return without_paths(pages, closed)
    own_path = ExpressionWrapper(OuterRef("path"), output_field=models.CharField())
    above = closed_to(user).annotate(below=own_path).filter(below__startswith=F("path"))
    return pages.filter(~Exists(above))


def without_paths(pages: Any, closed: Iterable[str]) -> Any:
    """Keep, of a queryset of pages, what is not at or below one of these paths."""
    below = Q()
    for path in closed:
        below |= Q(path__startswith=path)
    return pages.exclude(below) if below else pages
