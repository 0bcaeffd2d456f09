"""Promoted answers: what editors want found first by certain words.

They are kept by `wagtail.contrib.search_promotions`: a page, or an address. An address of this site
stands for the record at it, and is shown as that record to those who may see it. Nothing of
Wagtail's own that counts searches is used: it would write on a GET.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db import connection
from django.http import Http404
from django.urls import resolve
from wagtail.contrib.search_promotions.models import Query, SearchPromotion
from wagtail.models import Page, Site

from kb.language.codes import LANGUAGES, Language
from kb.language.reading import Passage
from kb.language.reading import read as read_passage
from kb.permissions import User
from kb.records.bilingual import Bilingual
from kb.records.reading import readable_or_none
from kb.search.analysis.pipeline import units
from kb.search.cards import site_root
from kb.search.page_sources import visible_pages
from kb.search.permission import visible_entries
from kb.search.query import MOST_CHARACTERS
from kb.search.sources import sources
from kb.search.sql import is_in

MOST = 5
# Every search asks for them: made by the ORM, the statement would cost ten times its running.
_QUERIES = f"""
    SELECT id, query_string FROM {Query._meta.db_table}
    WHERE id IN (SELECT query_id FROM {SearchPromotion._meta.db_table})
"""


@dataclass(frozen=True, slots=True)
class Answer:
    """A promoted answer as one person sees it."""

    title: Passage
    url: str
    description: str
    is_outside: bool = False


def promoted(text: str, user: User, reader: Language, request: Any = None) -> list[Answer]:
    """Return what is promoted for exactly these words, in any script, form and case."""
    wanted = tuple(units(text[:MOST_CHARACTERS]))
    if not wanted:
        return []
    with connection.cursor() as cursor:
        cursor.execute(_QUERIES)
        ids = [pk for pk, words in cursor.fetchall() if _units(words) == wanted]
    if not ids:
        return []
    picks = list(SearchPromotion.objects.filter(query__in=ids).order_by("sort_order", "pk"))
    return [answer for _pick, answer in answers(picks, user, reader, request)][:MOST]


@lru_cache(maxsize=2_048)
def _units(words: str) -> tuple[str, ...]:
    return tuple(units(words))


def answers(
    picks: Iterable[SearchPromotion], user: User, reader: Language, request: Any = None
) -> list[tuple[SearchPromotion, Answer]]:
    """Return the picks that this person may see, each with what is shown of it."""
    picks = list(picks)
    pages = _pages([pick.page_id for pick in picks if pick.page_id], user, reader)
    hosts = _hosts(request)
    inside = {pick.pk: _inside(pick.external_link_url, hosts) for pick in picks if not pick.page_id}
    records = _records([address for address in inside.values() if address is not None], user)
    for pk, address in inside.items():
        if address is not None and address not in records and (now := _moved(address, user)):
            inside[pk] = now
            records |= _records([now], user)
    shown = []
    for pick in picks:
        answer = None
        if pick.page_id:
            if page := pages.get(pick.page_id):
                half = "en" if page.locale.language_code == "en" else "zh"
                title = read_passage(Bilingual(**{half: page.title}), reader)
                answer = Answer(title, page.get_url(request) or "", pick.description)
        elif (address := inside[pick.pk]) is None:
            title = read_passage(pick.external_link_text or pick.external_link_url, reader)
            answer = Answer(title, pick.external_link_url, pick.description, is_outside=True)
        elif address in records:
            title = read_passage(records[address], reader)
            answer = Answer(title, site_root() + address, pick.description)
        if answer:
            shown.append((pick, answer))
    return shown


def _pages(ids: list[int], user: User, reader: Language) -> dict[int, Page]:
    """Return the visible pages of these, each in the reader's language where it has that."""
    if not ids:
        return {}
    keys = dict(Page.objects.filter(pk__in=ids).values_list("pk", "translation_key"))
    of_key: dict[Any, dict[str, Page]] = {}
    for page in (
        visible_pages(user).filter(translation_key__in=keys.values()).select_related("locale")
    ):
        of_key.setdefault(page.translation_key, {})[page.locale.language_code] = page
    found = {}
    for pk, key in keys.items():
        written = of_key.get(key, {})
        own = written.get(reader.content)
        promoted_one = next((page for page in written.values() if page.pk == pk), None)
        if page := own or promoted_one:
            found[pk] = page
    return found


def _hosts(request: Any) -> set[str | None]:
    """Return the names this site is known by."""
    hosts = {None, urlsplit(settings.WAGTAILADMIN_BASE_URL).hostname, *settings.ALLOWED_HOSTS}
    hosts.update(Site.objects.values_list("hostname", flat=True))
    if request:
        hosts.add(request.get_host().partition(":")[0])
    return hosts


def _inside(url: str, hosts: set[str | None]) -> str | None:
    """Return an address of this site below its language; None for one of another site."""
    parts = urlsplit(url)
    if parts.hostname not in hosts:
        return None
    first, _slash, rest = parts.path.lstrip("/").partition("/")
    return rest if first in {language.code for language in LANGUAGES} else f"{first}/{rest}"


def _records(addresses: list[str], user: User) -> dict[str, Bilingual]:
    """Return the titles of the records at these addresses that this person may see."""
    if not addresses:
        return {}
    where = is_in("card.address", addresses) & visible_entries(user, sources)
    statement = f"""
        SELECT card.address, card.title_en, card.title_zh FROM kb_suggestioncard AS card
        JOIN kb_entry ON kb_entry.id = card.entry_id WHERE {where.text}
    """
    with connection.cursor() as cursor:
        cursor.execute(statement, where.params)
        return {address: Bilingual(en, zh) for address, en, zh in cursor.fetchall() if address}


def _moved(address: str, user: User) -> str | None:
    """Return where the record is now that was at an address, None where it leads nowhere."""
    try:
        match = resolve(site_root() + address)
        source = sources[match.url_name or ""]
        record = readable_or_none(source.model, match.kwargs["slug"], user)
    except (Http404, KeyError):
        return None
    if record is None:
        return None
    now: str = record.get_absolute_url()
    return now.removeprefix(site_root())
