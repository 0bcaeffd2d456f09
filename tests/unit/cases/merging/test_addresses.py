"""Every address that names a merged record, alone or beside others, means the one that stayed."""

import re
from collections.abc import Callable

import pytest
from django.test import Client
from wagtail.contrib.search_promotions.models import Query, SearchPromotion

from cases.merging.merge import merge
from cases.models import Event
from kb.templatetags.history import viewed_as
from tests import factories as make

pytestmark = pytest.mark.django_db
Clients = Callable[[str], Client]

LEADING = (
    "/en/incidents/{incident}/",
    "/en/incidents/{incident}/brief/",
    "/en/incidents/{incident}/brief.docx",
    "/en/incidents/{incident}/like/",
    "/en/history/incident/{incident}/",
    "/en/side-by-side/incident/{incident}/",
    "/en/people/{person}/",
)
NAMING = (
    "/en/compare/?incident={incident}&incident=another",
    "/en/timeline/?incident={incident}",
    "/en/graph/?from=person:{person}",
    "/en/graph/?from=incident:{incident}",
    "/en/graph/paths/?a=person:{person}&b=incident:{incident}",
    "/en/incidents/?person={person}",
    "/en/search/?q=quarrel&person={person}",
    "/en/search/?q=quarrel+person:{person}",
)


def same(text: str) -> str:
    """Return a page without its tokens and the address that it was asked by."""
    text = re.sub(r"(csrf\w*|nonce)[^>]*>", "", text)
    return re.sub(r"(wang-min|the-quarrel)(-2)?", "", text)


def test_every_address_leads_to_what_stayed_or_says_the_same(client_of: Clients) -> None:
    kept, merged = make.person("Wang Min"), make.person("Wang Min · 王敏")
    shared = [make.event(actors=[kept]), make.involvement(kept)]
    now, old = make.incident("The quarrel", *shared), make.incident("The quarrel")
    make.incident("Another")
    SearchPromotion.objects.create(
        query=Query.get("row"), external_link_url=f"/en/incidents/{old.slug}/"
    )
    for one, other in ((kept, merged), (now, old)):
        merge(one, other, None)
    reader, editor = client_of("reader"), client_of("editor")
    new, before = (
        {"incident": incident.slug, "person": person.slug}
        for incident, person in ((now, kept), (old, merged))
    )
    for pattern in LEADING:
        answer = reader.get(pattern.format(**before))
        assert answer.status_code == 302, pattern
        assert answer["Location"] == pattern.format(**new), pattern
    for pattern in NAMING:
        answer, there = (reader.get(pattern.format(**one)) for one in (before, new))
        assert (answer.status_code, there.status_code) == (200, 200), pattern
        shown = same(answer.content.decode())
        assert shown == same(there.content.decode()), pattern

    viewed = reader.get("/en/recently-viewed/", {"ref": [viewed_as(merged), viewed_as(kept)]})
    assert viewed.content.decode().count("/people/wang-min/") == 1
    assert f"/en/incidents/{now.slug}/" in reader.get("/en/search/?q=row").content.decode()

    # A form that was open when somebody merged.
    form = {"what": "Late at night", "when": "2026-01-07"}
    page = editor.get(f"/en/incidents/{old.slug}/events/new/")
    key = re.search(r'name="key" value="([^"]+)"', page.content.decode())
    assert key
    editor.post(f"/en/incidents/{old.slug}/events/new/", form | {"key": key[1]})
    assert Event.objects.get(what_en="Late at night").incident == now
