"""How readers choose to read: Traditional in the glyphs of Hong Kong, kept with the account."""

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from kb.models import ReaderSettings
from tests import factories as make

pytestmark = pytest.mark.django_db


def page_of(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def test_who_prefers_hong_kong_reads_its_glyphs_and_nobody_else_does(
    reader_client: Client, editor_client: Client
) -> None:
    page = make.translated(make.article("Advice"), "这里说明", slug="shuo-ming")
    address = f"/zh-hant/{page.url.split('/', 2)[2]}"
    saved = reader_client.post("/zh-hant/settings/", {"traditional": "zh-hk"})
    assert saved.headers["Location"] == "/zh-hant/settings/"
    read = page_of(reader_client, address)
    assert '<html lang="zh-Hant-HK">' in read
    assert "<h1>這裏説明</h1>" in read
    read = page_of(editor_client, address)
    assert '<html lang="zh-Hant">' in read
    assert "<h1>這裡說明</h1>" in read
    # In the other languages nothing changes, and the way back is to zh-hant.
    read = page_of(reader_client, address.replace("hant", "hans"))
    assert '<html lang="zh-Hans">' in read
    assert 'hreflang="zh-Hant"' in read


def test_the_preference_is_asked_for_without_a_query_of_its_own(
    reader: User, reader_client: Client
) -> None:
    ReaderSettings.objects.create(user=reader, traditional="zh-hk")
    asked = {}
    for language in ("zh-hans", "zh-hant"):
        page_of(reader_client, f"/{language}/firewall/")
        with CaptureQueriesContext(
            connection,
        ) as queries:
            page_of(reader_client, f"/{language}/firewall/")
        asked[language] = len(queries)
    assert asked["zh-hant"] == asked["zh-hans"]


def test_choices_are_kept_and_lead_back_to_where_the_reader_was(
    reader: User, reader_client: Client
) -> None:
    chosen = {"language": "zh-hant", "traditional": "zh-hk", "next": "/zh-hant/firewall/"}
    assert reader_client.post("/en/settings/", chosen)["Location"] == "/zh-hant/firewall/"
    kept = ReaderSettings.objects.get(user=reader)
    assert (kept.language, kept.traditional) == ("zh-hant", "zh-hk")
    assert page_of(reader_client, "/en/settings/").count(" checked") == 2
    elsewhere = {**chosen, "next": "https://example.org/"}
    assert reader_client.post("/en/settings/", elsewhere)["Location"] == "/en/settings/"


def test_what_cannot_be_chosen_is_refused_with_the_rest_as_it_was_sent(
    reader_client: Client,
) -> None:
    answer = reader_client.post("/en/settings/", {"language": "en", "traditional": "zh-xx"})
    assert answer.status_code == 400
    assert 'value="en" id="id_language_1" checked' in " ".join(answer.content.decode().split())
    assert "field__error" in answer.content.decode()
    assert not ReaderSettings.objects.exists()
