"""Terms of the glossary, explained where a page uses them for the first time.

The terms are read once for each version of the glossary, and the places of terms in a text kept by
text, language and version. Which of them a reader may see is asked for each page anew.
"""

from __future__ import annotations

import hashlib
import threading
import time
from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.backends.signals import connection_created
from django.db.models.signals import post_delete, post_save
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from kb.language.codes import Language
from kb.language.hints import Hintable, HintFinder, Spot, find_in_html
from kb.models.glossary import GlossaryAlias, GlossaryTerm
from kb.permissions import User
from kb.protected_terms import stamp_of
from kb.reading_page import ReadingPage

# Seconds for which a process may rely on the glossary it knows.
MAX_AGE = 2.0
# So many texts are remembered with their places; the ones not used for longest go first.
MOST_TEXTS = 20_000


class _Glossary:
    """The terms of one moment, and the places that they were found at, by text and language."""

    def __init__(self, terms: Iterable[Hintable] = ()) -> None:
        self.finder = HintFinder(terms)
        self._places: OrderedDict[tuple[bytes, str], tuple[Spot, ...]] = OrderedDict()
        self._lock = threading.Lock()

    def spots(self, html: str, reader: Language) -> tuple[Spot, ...]:
        """Return the places in a text, kept from the last time if it was looked through before."""
        key = (hashlib.blake2b(html.encode(), digest_size=16).digest(), reader.tag)
        with self._lock:
            found = self._places.get(key)
            if found is not None:
                self._places.move_to_end(key)
                return found
        found = find_in_html(html, reader, self.finder)
        with self._lock:
            self._places[key] = found
            while len(self._places) > MOST_TEXTS:
                self._places.popitem(last=False)
        return found


@dataclass
class _Known:
    """The glossary this process works with, and when it was last compared with the database."""

    lock: threading.Lock = field(default_factory=threading.Lock)
    stamp: str = ""
    checked_at: float = float("-inf")
    glossary: _Glossary = field(default_factory=_Glossary)


_known = _Known()


def _changed(**_signal: object) -> None:
    _known.stamp, _known.checked_at = "", float("-inf")


def register() -> None:
    """Look at the glossary again when a term is saved, and with a new connection."""
    for model in (GlossaryTerm, GlossaryAlias):
        for signal in (post_save, post_delete):
            signal.connect(_changed, sender=model, dispatch_uid="glossary_hints")
    # A new connection may lead to another database (each test has its own).
    connection_created.connect(_changed, dispatch_uid="glossary_hints")


def _glossary() -> _Glossary:
    """Return the glossary as it is now, give or take MAX_AGE seconds."""
    now = time.monotonic()
    if now - _known.checked_at < MAX_AGE:
        return _known.glossary
    with _known.lock:
        if now - _known.checked_at < MAX_AGE:
            return _known.glossary
        # Set before reading, so that a change saved meanwhile is looked at again.
        _known.checked_at = now
        stamp = stamp_of(GlossaryTerm, GlossaryAlias)
        if stamp != _known.stamp:
            _known.glossary = _Glossary(_hintables())
            _known.stamp = stamp
        return _known.glossary


def _hintables() -> list[Hintable]:
    terms = GlossaryTerm._base_manager.prefetch_related("aliases").order_by("pk")
    found = []
    for term in terms:
        called = (term.term.en, term.term.zh, *(one.text for one in term.aliases.all()))
        found.append(Hintable(term.pk, tuple(filter(None, called))))
    return found


def hinted(html: str, page: ReadingPage, user: User, reader: Language) -> SafeString:
    """Return HTML in which the first mention of each term on the page leads to its explanation.

    The words stay as they are; terms that this person may not see are no terms.
    """
    spots = _glossary().spots(html, reader)
    if not spots:
        return mark_safe(html)
    visible = _visible(page, user)
    pieces: list[str] = []
    end = 0
    for spot in spots:
        if spot.start < end or spot.key not in visible:
            continue
        words = html[spot.start : spot.end]
        if spot.key not in page.explained:
            term = visible[spot.key]
            page.explained[spot.key] = term
            link = format_html(
                '<a class="hint" href="{}" aria-describedby="hint-{}">{}</a>',
                term.get_absolute_url(),
                term.slug,
                mark_safe(words),
            )
            pieces += [html[end : spot.start], link]
        else:
            pieces += [html[end : spot.start], words]
        end = spot.end
    return mark_safe("".join([*pieces, html[end:]]))


def _visible(page: ReadingPage, user: User) -> dict[int, Any]:
    """Return the terms that a reader may see, by key; one query a page."""
    if page.terms is None:
        terms = GlossaryTerm.objects.visible_to(user).only("pk", "slug")
        page.terms = {term.pk: term for term in terms}
    return page.terms


def explanations(page: ReadingPage, user: User) -> list[Any]:
    """Return the terms that a page has explained, in order, with their other names."""
    keys = [key for key, term in page.explained.items() if term is not None]
    if not keys:
        return []
    found = GlossaryTerm.objects.visible_to(user).prefetch_related("aliases").in_bulk(keys)
    return [found[key] for key in keys if key in found]
