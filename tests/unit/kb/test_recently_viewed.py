"""What a browser remembers is shown as it is called today, and only to those who may see it."""

import re
from collections.abc import Callable

import pytest
from django.contrib.auth.models import AnonymousUser, User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from kb.recently_viewed import reader_key
from kb.templatetags.history import viewed_as
from tests import factories as make

pytestmark = pytest.mark.django_db


def shown(client: Client, *refs: str, language: str = "en") -> list[str]:
    answer = client.get(f"/{language}/recently-viewed/", {"ref": refs})
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]
    return re.findall(r'side-list__title" href="[^"]*">([^<]*)<', answer.content.decode())


def test_things_are_told_in_the_order_they_were_viewed_and_in_the_readers_writing(
    reader_client: Client,
) -> None:
    page = make.article("Advice")
    make.translated(page, "建议", slug="jian-yi")
    house = make.organisation("Lantern · 灯笼")
    refs = [viewed_as(one) for one in (house, page, make.rule("X1", title="A rule · 规则"))]
    assert shown(reader_client, *refs) == ["Lantern", "Advice", "A rule"]
    assert shown(reader_client, *refs[::-1], language="zh-hant") == ["規則", "建議", "燈籠"]


def test_what_may_not_be_seen_any_more_is_not_told(client_of: Callable[[str], Client]) -> None:
    legal = [make.legal_group()]
    refs = [
        viewed_as(one)
        for one in (
            make.person("Canary", groups=legal),
            make.incident("Gone", archived=True),
            make.guidance("Canary page", groups=legal),
            make.source("A draft", live=False),
            make.person("Wang Min"),
        )
    ]
    assert shown(client_of("reader"), *refs) == ["Wang Min"]
    assert shown(client_of("legal"), *refs) == ["Canary", "Canary page", "Wang Min"]


def test_nonsense_is_nothing(reader_client: Client) -> None:
    refs = ("", "x:1", "person:x", "person:" + "9" * 40, "page:1", "person:\0", "page:", ":")
    assert shown(reader_client, *refs) == []
    assert reader_client.get("/en/recently-viewed/").content.strip() == b""


def test_the_longest_list_is_one_query_for_each_kind(reader_client: Client) -> None:
    refs = [viewed_as(make.person(f"P {number}")) for number in range(12)]
    shown(reader_client, *refs)
    with CaptureQueriesContext(connection) as queries:
        assert len(shown(reader_client, *refs)) == 8
    assert len([one for one in queries if "cases_person" in one["sql"]]) == 1


def test_each_reader_has_a_list_of_their_own_name(reader: User, editor: User) -> None:
    assert reader_key(reader) != reader_key(editor)
    assert reader_key(AnonymousUser()) == ""


def test_pages_and_records_say_what_they_are_to_be_remembered_as(reader_client: Client) -> None:
    person = make.person("Wang Min")
    html = reader_client.get(f"/en/people/{person.slug}/").content.decode()
    assert f'data-viewed="person:{person.pk}"' in html
    assert re.search(r'<body data-reader="\w{16}">', html)
    assert "data-viewed" not in reader_client.get("/en/people/").content.decode()


def test_nobody_is_told_anything_without_signing_in(client: Client) -> None:
    ref = viewed_as(make.person("Wang Min"))
    answer = client.get("/en/recently-viewed/", {"ref": ref})
    assert answer["Location"].startswith("/accounts/login/")
