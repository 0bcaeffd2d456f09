"""Everything that was published or changed, latest first, over pages and records."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import chain
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Exists, OuterRef, Q
from django.db.models.functions import Cast
from wagtail.models import ModelLogEntry, Page, PageLogEntry

from kb.history.kinds import ChangeKind, kinds, notes, publishing
from kb.history.log import AUDIENCE, RESTORING, Appearance, appearances
from kb.history.versions import Change, Versions, changes
from kb.language.reader import current_reader
from kb.models.closed_pages import open_to
from kb.permissions import User

PER_PAGE = 40
# So many entries of the log are looked at together, and at most in one answer.
BATCH, MOST = 80, 480
# Root, home page: what changed above is no news.
FIRST_DEPTH = 3


@dataclass
class Stream:
    """Some changes, latest first; `further` is the moment before which there may be more."""

    changes: list[Change] = field(default_factory=list)
    further: datetime | None = None


def stream(
    user: User,
    *,
    before: datetime | None = None,
    since: datetime | None = None,
    kind: str = "",
    by: str = "",
    most: int = PER_PAGE,
) -> Stream:
    """Return the latest changes this person may know of.

    `before` and `since` bound the time (before it, and from then on), `kind` is a ChangeKind, `by`
    a username. Changes of one moment are never parted.
    """
    made, versions, looked = Stream(), Versions(user), 0
    while looked < MOST:
        entries = _entries(user, before, since)
        if not entries:
            return made
        looked += len(entries)
        moments = {entry.timestamp for entry in entries}
        # What became visible by something done elsewhere is told by its history only.
        found = [one for one in _appeared(user, entries) if one.at in moments]
        if by:
            found = [one for one in found if one.who and one.who.get_username() == by]
        found.sort(key=lambda one: (one.at, one.revision), reverse=True)
        named = _with_translations(changes(found, versions))
        made.changes += [one for one in named if not kind or one.kind == kind]
        before = min(moments)
        if len(made.changes) >= most:
            return _cut(made, most, before)
    made.further = before
    return made


def _cut(made: Stream, most: int, before: datetime) -> Stream:
    last = made.changes[most - 1].at
    kept = [one for one in made.changes if one.at >= last]
    return Stream(kept, last if len(kept) < len(made.changes) else before)


def _interesting() -> list[str]:
    named = [one.name for registry in (publishing, notes) for one in registry]
    return [*named, RESTORING, AUDIENCE]


def _entries(user: User, before: datetime | None, since: datetime | None) -> list[Any]:
    """Return the next entries about what this person may see, those of one moment together."""
    when = Q(action__in=_interesting())
    if before:
        when &= Q(timestamp__lt=before)
    if since:
        when &= Q(timestamp__gte=since)
    of_pages = PageLogEntry.objects.filter(when, page__in=_pages(user).values("pk"))
    of_records = ModelLogEntry.objects.filter(when & _visible_records(user))
    both = [list(rows.order_by("-timestamp", "-pk")[:BATCH]) for rows in (of_pages, of_records)]
    found = sorted(chain(*both), key=lambda one: one.timestamp, reverse=True)
    # Where one table was cut off, nothing older than its last row counts yet.
    edges = [rows[-1].timestamp for rows in both if len(rows) == BATCH]
    if not edges:
        return found
    edge = max(edges)
    return [one for one in found if one.timestamp > edge] or [
        *PageLogEntry.objects.filter(when, timestamp=edge, page__in=_pages(user).values("pk")),
        *ModelLogEntry.objects.filter(when & _visible_records(user), timestamp=edge),
    ]


def _pages(user: User) -> Any:
    """Return the pages a reader of this language meets: theirs, and those there is no other of."""
    content = current_reader().content
    visible = open_to(Page.objects.live(), user).filter(depth__gte=FIRST_DEPTH)
    own = Page.objects.live().filter(
        translation_key=OuterRef("translation_key"), locale__language_code=content
    )
    return visible.filter(Q(locale__language_code=content) | ~Exists(own))


def _visible_records(user: User) -> Q:
    condition = Q(pk__in=[])
    for kind in kinds:
        if kind.model is Page:
            continue
        keys = kind.visible(user).order_by().annotate(text_key=Cast("pk", CharField()))
        condition |= Q(
            content_type=ContentType.objects.get_for_model(kind.model),
            object_id__in=keys.values("text_key"),
        )
    return condition


def _appeared(user: User, entries: list[Any]) -> Iterator[Appearance]:
    pages = {entry.page_id for entry in entries if isinstance(entry, PageLogEntry)}
    records: list[Any] = list(_pages(user).filter(pk__in=pages).specific())
    by_type: dict[int, set[str]] = {}
    for entry in entries:
        if isinstance(entry, ModelLogEntry) and entry.content_type_id:
            by_type.setdefault(entry.content_type_id, set()).add(entry.object_id)
    for kind in kinds:
        if kind.model is Page:
            continue
        keys = by_type.get(ContentType.objects.get_for_model(kind.model).pk)
        if keys:
            records += kind.visible(user).filter(pk__in=keys)
    yield from chain.from_iterable(appearances(records, user).values())


def _with_translations(found: list[Change]) -> list[Change]:
    """Call a page's first version a translation when the page was there in another language."""
    pages = [one.record for one in found if isinstance(one.record, Page)]
    first: dict[Any, dict[int, datetime]] = {}
    if pages:
        keys = {page.translation_key for page in pages}
        rows = Page.objects.filter(translation_key__in=keys, first_published_at__isnull=False)
        for key, pk, at in rows.values_list("translation_key", "pk", "first_published_at"):
            first.setdefault(key, {})[pk] = at
    return [_as_translation(one, first) for one in found]


def _as_translation(one: Change, first: dict[Any, dict[int, datetime]]) -> Change:
    if not isinstance(one.record, Page) or one.kind != ChangeKind.PUBLISHED:
        return one
    times = first.get(one.record.translation_key, {})
    own = times.get(one.record.pk)
    if own is None or not any(at < own for pk, at in times.items() if pk != one.record.pk):
        return one
    return Change(
        one.record, ChangeKind.TRANSLATED, one.at, one.who, one.difference, one.outline, one.number
    )
