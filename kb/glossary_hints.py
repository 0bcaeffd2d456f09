"""Terms of the glossary, explained where a page uses them for the first time.

The terms are read once for each version of the glossary, and the places of terms in a text kept by
text, language and version. Which of them a reader may see is asked for each page anew.
"""

from __future__ import annotations

import hashlib
import threading
from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.backends.signals import connection_created
from django.db.models.signals import post_delete, post_save
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from kb.language import protected_terms
from kb.language.codes import Language
from kb.language.hints import Hintable, HintFinder, Spot, find_in_html
from kb.models.glossary import GlossaryAlias, GlossaryTerm
from kb.permissions import User
from kb.reading_page import ReadingPage

# So many texts are remembered with their places; the ones not used for longest go first.
MOST_TEXTS = 20_000


class _Glossary:
    """The terms of one moment, and the places that they were found at, by text and language."""

    def __init__(self, terms: Iterable[Any] = ()) -> None:
        self.terms = {term.pk: term for term in terms}
        self.finder = HintFinder(
            Hintable(key, tuple(filter(None, (term.term.en, term.term.zh, *_others(term)))))
            for key, term in self.terms.items()
        )
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
    """The glossary this process works with, and the version it was read at."""

    lock: threading.Lock = field(default_factory=threading.Lock)
    version: str = ""
    glossary: _Glossary = field(default_factory=_Glossary)


_known = _Known()


def _changed(**_signal: object) -> None:
    _known.version = ""


def register() -> None:
    """Read the glossary again when a term is saved, and with a new connection."""
    for model in (GlossaryTerm, GlossaryAlias):
        for signal in (post_save, post_delete):
            signal.connect(_changed, sender=model, dispatch_uid="glossary_hints")
    # A new connection may lead to another database (each test has its own).
    connection_created.connect(_changed, dispatch_uid="glossary_hints")


def _glossary() -> _Glossary:
    """Return the glossary as the converter knows it, which looks for changes of it anyway."""
    version = protected_terms.version_of("glossary")
    if version == _known.version:
        return _known.glossary
    with _known.lock:
        if version != _known.version:
            _known.glossary = _Glossary(
                GlossaryTerm._base_manager.prefetch_related("aliases").order_by("pk")
            )
            _known.version = version
        return _known.glossary


def hinted(html: str, page: ReadingPage, user: User, reader: Language) -> SafeString:
    """Return HTML in which the first mention of each term on the page leads to its explanation.

    The words stay as they are; terms that this person may not see are no terms.
    """
    glossary = _glossary()
    spots = glossary.spots(html, reader)
    if not spots:
        return mark_safe(html)
    if page.terms is None:
        page.terms = set(GlossaryTerm.objects.visible_to(user).values_list("pk", flat=True))
    pieces: list[str] = []
    end = 0
    for spot in spots:
        if spot.start < end or spot.key not in page.terms:
            continue
        words = html[spot.start : spot.end]
        if spot.key not in page.explained:
            term = glossary.terms[spot.key]
            page.explained[spot.key] = term
            words = format_html(
                '<a class="hint" href="{}" aria-describedby="hint-{}">{}</a>',
                term.get_absolute_url(),
                term.slug,
                mark_safe(words),
            )
        pieces += [html[end : spot.start], words]
        end = spot.end
    return mark_safe("".join([*pieces, html[end:]]))


def _others(term: Any) -> list[str]:
    return [alias.text for alias in term.aliases.all()]


def explanations(page: ReadingPage) -> list[Any]:
    """Return the terms that a page has explained, in order, with their other names at hand."""
    return [term for term in page.explained.values() if term is not None]
