"""Which parts of the page tree are closed to a person, and the pages that are not."""

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection, models
from django.db.models import Exists, ExpressionWrapper, F, OuterRef, Q
from wagtail.models import Page, PageViewRestriction

from kb.permissions import User, group_ids, is_administrator, is_signed_in

# Closed parts that are written into a statement; of more, it asks the database again.
MOST_PATHS = 40


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

    Asked anew each time, in SQL that is made once for a set of groups: every page of the site
    needs this several times, and making the statement costs more than running it.
    """
    if is_administrator(user):
        return ()
    text, params = _closed_statement(connection.vendor, group_ids(user))
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
