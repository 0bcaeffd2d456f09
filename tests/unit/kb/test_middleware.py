"""Languages of addresses: what stays a 404, and what a browser remembers."""

import pytest
from django.contrib.auth.models import User
from django.test import Client
from wagtail.users.models import UserProfile

from kb.models import ReaderSettings
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("path", ["/api/", "/api/v3/", "/nowhere/", "/healthz/no"])
def test_an_unknown_address_without_a_language_is_not_found(
    reader_client: Client, path: str
) -> None:
    assert reader_client.get(path).status_code == 404
    assert reader_client.post(path).status_code == 404


@pytest.mark.parametrize(
    ("accepted", "home"),
    [
        ("zh-TW,en;q=0.5", "/zh-hant/"),
        ("zh-HK", "/zh-hant/"),
        ("zh-CN", "/zh-hans/"),
        ("fr", "/en/"),
    ],
)
def test_the_root_leads_to_the_browsers_language(
    reader_client: Client, accepted: str, home: str
) -> None:
    response = reader_client.get("/", headers={"accept-language": accepted})
    assert response.headers["Location"] == home


def test_the_sign_in_page_speaks_the_language_asked_for_last(client: Client) -> None:
    response = client.get("/zh-hant/firewall/?q=1")
    assert response.status_code == 302
    login = client.get(response.headers["Location"])
    assert login.headers["Content-Language"] == "zh-hant"
    client.get("/en/")
    assert client.get("/accounts/login/").headers["Content-Language"] == "en"


def test_what_a_reader_has_chosen_comes_before_what_their_browser_speaks(
    reader: User, reader_client: Client
) -> None:
    ReaderSettings.objects.create(user=reader, language="zh-hant")
    accepted = {"accept-language": "en"}
    answer = reader_client.get("/", headers=accepted)
    assert answer.headers["Location"] == "/zh-hant/"
    # Also where the switch led elsewhere last.
    reader_client.get("/en/")
    assert reader_client.get("/", headers=accepted).headers["Location"] == "/zh-hant/"
    assert reader_client.get("/nowhere/", headers=accepted).headers["Content-Language"] == "zh-hant"


@pytest.mark.parametrize(
    ("path", "place"),
    [
        ("/people/?q=a", "/zh-hans/people/?q=a"),
        ("/people", "/zh-hans/people/"),
        ("/people/anybody/", "/zh-hans/people/anybody/"),
        ("/bi-ji/whatever/", "/zh-hans/bi-ji/whatever/"),
    ],
)
def test_an_address_without_a_language_leads_to_the_readers(
    reader_client: Client, path: str, place: str
) -> None:
    make.translated(make.section("Notes", slug="notes"), "笔记", slug="bi-ji")
    answer = reader_client.get(path, headers={"accept-language": "zh-CN"})
    assert answer.status_code == 302
    assert answer.headers["Location"] == place
    assert {"Accept-Language", "Cookie"} <= set(answer.headers["Vary"].split(", "))
    assert reader_client.post(path).status_code == 404


def test_an_address_does_not_tell_that_a_closed_section_exists(
    reader_client: Client, legal_client: Client
) -> None:
    make.section("Secret", slug="secret", groups=[make.legal_group()])
    assert reader_client.get("/secret/").status_code == 404
    assert legal_client.get("/secret/").status_code == 302


def test_the_desk_follows_the_language_chosen_on_the_site(
    editor: User, editor_client: Client
) -> None:
    editor_client.post("/en/settings/", {"language": "zh-hans", "traditional": "zh-hant"})
    assert UserProfile.get_for_user(editor).preferred_language == "zh-hans"
    assert '<html lang="zh-hans"' in editor_client.get("/admin/").content.decode()


def test_readers_may_do_without_hints(reader: User, reader_client: Client) -> None:
    term = make.term("crisis · 危机")
    told = make.incident("A quarrel · 争吵", summary="A crisis · 危机")
    address = f"/en/incidents/{told.slug}/"
    assert f"hint-{term.slug}" in reader_client.get(address).content.decode()
    reader_client.post("/en/settings/", {"language": "", "traditional": "zh-hant"})
    assert f"hint-{term.slug}" not in reader_client.get(address).content.decode()
