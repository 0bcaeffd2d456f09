"""The pages and records somebody read last, as their browser remembers them.

The server keeps nothing. A browser stores kinds and keys under a name that only this reader's pages
give it; what they are called, and whether they may still be seen, is asked here each time.
"""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.crypto import salted_hmac
from django.views.decorators.cache import never_cache
from wagtail.models import Page

from kb.history.kinds import kinds
from kb.language.reader import current_reader
from kb.permissions import User
from kb.records.base import Record
from kb.records.merged import final_keys

MOST = 8
LONGEST = 60


def reader_key(user: User) -> str:
    """Return a name for somebody's list in a browser that others use too, empty for nobody."""
    if not user.is_authenticated:
        return ""
    return salted_hmac("recently viewed", str(user.pk)).hexdigest()[:16]


@never_cache
def recently_viewed(request: HttpRequest) -> HttpResponse:
    """The things named by `ref` (kind:key), in that order, as far as this reader may see them."""
    asked = [ref for ref in request.GET.getlist("ref")[:MOST] if len(ref) <= LONGEST]
    return render(request, "kb/recently_viewed.html", {"records": _found(asked, request.user)})


def _found(asked: list[str], user: User) -> list[Any]:
    """Return what these names stand for; one query for each kind."""
    keys: dict[str, set[str]] = {}
    for ref in asked:
        name, _colon, key = ref.partition(":")
        if name in kinds:
            keys.setdefault(name, set()).add(key)
    found: dict[str, Any] = {}
    for name, of_kind in keys.items():
        if name == "page":
            found |= {f"page:{page.translation_key}": page for page in _pages(of_kind, user)}
            continue
        numbers = [int(key) for key in of_kind if key.isascii() and key.isdigit() and len(key) < 19]
        visible = kinds[name].visible(user)
        rows = visible.in_bulk(numbers)
        # What was merged is told as the record that it is part of now.
        missing = [key for key in numbers if key not in rows]
        if missing and issubclass(visible.model, Record):
            now = final_keys(visible.model, missing)
            into = visible.in_bulk(set(now.values())) if now else {}
            rows |= {key: into[pk] for key, pk in now.items() if pk in into}
        found |= {f"{name}:{key}": row for key, row in rows.items()}
    return list(dict.fromkeys(found[ref] for ref in asked if ref in found))


def _pages(keys: set[str], user: User) -> list[Page]:
    """Return pages by translation key, in the reader's language where they are translated."""
    uuids = []
    for key in keys:
        try:
            uuids.append(UUID(key))
        except ValueError:
            continue
    content = current_reader().content
    pages = kinds["page"].visible(user).filter(translation_key__in=uuids).select_related("locale")
    # The reader's language comes last, and stays.
    ordered = sorted(pages, key=lambda page: page.locale.language_code == content)
    return list({page.translation_key: page for page in ordered}.values())
