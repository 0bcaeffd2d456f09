"""When what became visible to one reader, told from the log: who published which revision.

The log says when a thing was published, hidden, archived, and opened to more people. A revision
counts from the moment this reader could first see it, so that nothing is told of the time before a
record was opened to them.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from wagtail.models import ModelLogEntry, Page, PageLogEntry

from kb.history.kinds import ChangeKind, notes, publishing
from kb.permissions import User, is_administrator
from kb.records.base import Audience

HIDING, ARCHIVING, RESTORING = "wagtail.unpublish", "kb.archive", "kb.restore"
AUDIENCE = "kb.audience"
# After one of these, somebody may read a page who could not before.
OPENED = "opened"
OPENING = ("wagtail.view_restriction.edit", "wagtail.view_restriction.delete", "wagtail.move")


@dataclass(frozen=True, slots=True)
class Appearance:
    """A revision from the moment it was visible; `before` is the one it took the place of.

    `tells` says that it is news although nothing in the revision differs.
    """

    record: Any
    revision: int
    before: int | None
    at: datetime
    who: Any
    kind: ChangeKind | None = None
    tells: bool = False


def appearances(records: Iterable[Any], user: User) -> dict[Any, list[Appearance]]:
    """Return what each of these records, all visible to this person, showed since when."""
    pages = [record for record in records if isinstance(record, Page)]
    others = [record for record in records if not isinstance(record, Page)]
    found: dict[Any, list[Appearance]] = {}
    entries = _entries_of_pages(pages)
    opened = [] if is_administrator(user) else _openings(pages)
    for page in pages:
        since = max((at for at, path in opened if page.path.startswith(path)), default=None)
        found[page] = list(_appear(page, entries[page.pk], user, since))
    for record, rows in _entries_of_records(others):
        found[record] = list(_appear(record, rows, user, None))
    return found


def _known_actions() -> list[str]:
    named = [one.name for registry in (publishing, notes) for one in registry]
    return [*named, HIDING, ARCHIVING, RESTORING, AUDIENCE]


def _entries_of_pages(pages: list[Page]) -> Mapping[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    if pages:
        rows = PageLogEntry.objects.filter(page__in=pages, action__in=_known_actions())
        for entry in rows.select_related("user").order_by("timestamp", "pk"):
            found[entry.page_id].append(entry)
    return found


def _entries_of_records(records: list[Any]) -> Iterator[tuple[Any, list[Any]]]:
    asked = Q(pk__in=[])
    kinds: dict[int, dict[str, Any]] = defaultdict(dict)
    for record in records:
        content_type = ContentType.objects.get_for_model(record)
        kinds[content_type.pk][str(record.pk)] = record
    for key, rows in kinds.items():
        asked |= Q(content_type_id=key, object_id__in=list(rows))
    found: dict[Any, list[Any]] = {record: [] for record in records}
    if records:
        entries = ModelLogEntry.objects.filter(asked, action__in=_known_actions())
        for entry in entries.select_related("user").order_by("timestamp", "pk"):
            found[kinds[entry.content_type_id][entry.object_id]].append(entry)
    yield from found.items()


def _openings(pages: list[Page]) -> list[tuple[datetime, str]]:
    """Return when a page, its translations or what stands above them was opened, with the path."""
    if not pages:
        return []
    rows = PageLogEntry.objects.filter(action__in=OPENING).values_list(
        "timestamp", "page__translation_key", "page__path"
    )
    opened = [(at, key, path) for at, key, path in rows if path]
    if not opened:
        return []
    paths: dict[Any, list[str]] = defaultdict(list)
    of_translations = Page.objects.filter(translation_key__in={key for _, key, _ in opened})
    for key, path in of_translations.values_list("translation_key", "path"):
        paths[key].append(path)
    return [(at, path) for at, key, _ in opened for path in paths[key]]


def _appear(
    record: Any, entries: list[Any], user: User, opened: datetime | None
) -> Iterator[Appearance]:
    """Yield the revisions of a record as they came to be seen; not before it was `opened`."""
    revision: int | None = None
    shown: int | None = None
    live, archived, visible = False, False, False
    admitted = opened is None and _admitted_first(entries, user)
    steps = [(entry.timestamp, entry.action, entry) for entry in entries]
    if opened is not None:
        steps.append((opened, OPENED, None))
        steps.sort(key=lambda step: step[0])
    for at, name, entry in steps:
        action = publishing[name] if name in publishing else None  # noqa: SIM401
        if action is not None:
            revision, live = entry.revision_id or revision, True
        elif name == HIDING:
            live = False
        elif name in (ARCHIVING, RESTORING):
            archived = name == ARCHIVING
        elif name == AUDIENCE:
            admitted = _admits(entry.data.get("after"), user)
        elif name == OPENED:
            admitted = True
        now_visible = live and not archived and admitted
        if now_visible and revision is not None and (revision != shown or not visible):
            returns = revision == shown and not visible
            kind = ChangeKind.RESTORED if returns else action.kind if action else None
            who = entry.user if entry else None
            yield Appearance(record, revision, shown, at, who, kind, returns)
            shown = revision
        elif now_visible and name in notes and shown is not None:
            yield Appearance(record, shown, shown, at, entry.user, notes[name].kind, True)
        visible = now_visible


def _admitted_first(entries: list[Any], user: User) -> bool:
    """Return whether somebody who may see a record today could from the beginning."""
    first = next((entry for entry in entries if entry.action == AUDIENCE), None)
    return first is None or _admits(first.data.get("before"), user)


def _admits(audience: Any, user: User) -> bool:
    """Return whether an audience, as the log keeps it, admitted this person."""
    if is_administrator(user):
        return True
    match audience:
        case [Audience.ALL, _]:
            return True
        case [Audience.GROUPS, [*names]]:
            return bool(set(names) & _group_names(user))
    # Groups alone: of a draft, which only its writers could see.
    return False


def _group_names(user: User) -> frozenset[str]:
    """Return the names of the groups this person is in, read once per user object."""
    known: frozenset[str] | None = getattr(user, "_casebook_group_names", None)
    if known is None:
        known = frozenset(user.groups.values_list("name", flat=True))  # type: ignore[union-attr]
        user._casebook_group_names = known  # type: ignore[union-attr]
    return known
