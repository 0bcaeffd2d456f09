"""What belongs to the case of an incident and is not out as it was last written."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from wagtail.models import Page

from cases.models import Incident, Statement, WriteUp
from kb.admin_doors.known import holds_unknown, references
from kb.models.base import editable_pages
from kb.permissions import User
from kb.records.base import Record
from kb.records.neighbours import named_by, workable_among
from kb.records.publish_together import key_of, newest


def waits(thing: Any) -> bool:
    """Return whether readers do not have the newest version of a page or record."""
    return not thing.live or bool(thing.has_unpublished_changes)


def belonging(incident: Incident, user: User) -> list[Any]:
    """Return what of a case waits to be published: the incident, its write-ups, what these name.

    Pages are specific. Only what this person may work on; nothing that is archived. Other incidents
    are left to their own publication, unless nobody reads them yet.
    """
    found: dict[str, Any] = {}
    begin = [incident, *write_ups(incident, user), *_words_about(incident, user)]
    ahead = list(begin)
    while ahead:
        one = ahead.pop(0)
        if key_of(one) in found or not (waits(one) or one in begin):
            continue
        found[key_of(one)] = one
        if not isinstance(one, Incident) or one == incident:
            ahead += _named_in(newest(one), user)
    return [one for one in found.values() if waits(one)]


def write_ups(incident: Incident, user: User) -> list[Any]:
    """Return the pages that write an incident up, in each language, that this person may edit."""
    keys = WriteUp.objects.filter(incident=incident).values("page_key")
    pages = Page.objects.filter(translation_key__in=keys, alias_of=None, archived=None)
    found = editable_pages(pages, user).select_related("locale").order_by("path")
    return [one for one in found.specific() if not holds_unknown(newest(one), user)]


def _words_about(incident: Incident, user: User) -> list[Any]:
    mine = Statement.objects.editable_by(user).filter(archived_at=None, merged_into=None)
    return [one for one in mine.filter(incident=incident).order_by("pk") if waits(one)]


def _named_in(draft: Any, user: User) -> list[Any]:
    """Return the records that a draft names and that wait, as far as this person may know."""
    named = records_on(draft) if isinstance(draft, Page) else named_by(draft)
    waiting = [
        one
        for one in named
        if not one.is_archived and (not one.live if isinstance(one, Incident) else waits(one))
    ]
    return workable_among(waiting, user)


def records_on(draft: Page) -> list[Any]:
    """Return the records that a version of a page quotes, shows or links to."""
    wanted: dict[Any, set[str]] = {}
    for model, key in references(draft):
        if issubclass(model, Record) and key.isdigit():
            wanted.setdefault(model, set()).add(key)
    return [
        one
        for model, keys in wanted.items()
        for one in model._base_manager.filter(pk__in=keys).order_by("pk")
    ]


def languages_of(thing: Any) -> list[str]:
    """Return the halves (`en`, `zh`) that a page, or the name of a record, is written in."""
    if isinstance(thing, Page):
        return [thing.locale.language_code[:2]]
    name = newest(thing).named
    return [half for half, text in (("en", name.en), ("zh", name.zh)) if text]


def with_keys(things: Iterable[Any], keys: Iterable[str]) -> list[Any]:
    """Keep the things that are named by one of these keys."""
    wanted = set(keys)
    return [one for one in things if key_of(one) in wanted]
