"""What can be read side by side: pages, and kinds of records by registration."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.utils.translation import override
from wagtail.models import Page

from kb.history.seen import Seen
from kb.language.codes import ENGLISH, SIMPLIFIED
from kb.language.reader import current_reader
from kb.language.side_by_side.aligner import Bead
from kb.models.base import editable_pages
from kb.models.closed_pages import open_to
from kb.permissions import User
from kb.registry import Registry
from kb.side_by_side.pages import page_passages
from kb.side_by_side.passages import Passage
from kb.side_by_side.segments import segment_pairs


@dataclass
class TwoSides:
    """A text in both languages as one reader may see it.

    `key` is what corrections remember it by; `things` are the page and its translation, or the
    record; `known` are pairs that need no finding.
    """

    key: str
    title: Any
    address: str
    english: list[Passage]
    chinese: list[Passage]
    things: Sequence[Any]
    editable: bool = False
    known: Sequence[Bead] = field(default_factory=list)


@dataclass(frozen=True)
class TwoSidedKind:
    """A kind of page or record with texts in both languages.

    `find(key, user, chinese)` gives one of them as this person may see it, None (or Http404) when
    there is none or it lacks a language; `chinese` is the language in which interface wording of
    the Chinese side is told. `key_of(thing)` is the key in its address, empty for another kind or
    one without a second language.
    """

    name: str
    find: Callable[[str, User, str], TwoSides | None]
    key_of: Callable[[Any], str]


class Moved(Exception):
    """The record has another address now: its slug."""


kinds: Registry[TwoSidedKind] = Registry()


def find_page(key: str, user: User, chinese: str) -> TwoSides | None:
    """Return a published page with its published translation, by their translation key."""
    try:
        pages = open_to(Page.objects.live(), user).filter(translation_key=UUID(key))
    except ValueError:
        return None
    found = {page.locale.language_code: page for page in pages.select_related("locale")}
    if not {ENGLISH.content, SIMPLIFIED.content} <= found.keys():
        return None
    one, other = found[ENGLISH.content].specific, found[SIMPLIFIED.content].specific
    seen = Seen(user)
    with override(ENGLISH.code):
        english = page_passages(one, "en", seen)
    with override(chinese):
        of_chinese = page_passages(other, "zh", seen)
    here = other if current_reader().half == "zh" else one
    return TwoSides(
        str(one.translation_key),
        here.title,
        here.get_url() or "",
        english,
        of_chinese,
        (one, other),
        may_correct([one, other], user),
        segment_pairs(english, of_chinese, (one, other)),
    )


def may_correct(pages: Sequence[Page], user: User) -> bool:
    """Return whether somebody may say which passages of two pages belong together."""
    keys = [page.pk for page in pages]
    return bool(editable_pages(Page.objects.filter(pk__in=keys), user).exists())


def key_of_page(thing: Any) -> str:
    """Return the key of a page; whether it has a translation is known by the language switch."""
    return str(thing.translation_key) if isinstance(thing, Page) else ""


PAGE = TwoSidedKind("page", find_page, key_of_page)
