"""When something goes wrong: in the reader's language, with a way on, without the database."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import OperationalError, connection, connections
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext

from kb import error_pages

LANGUAGES = {
    "en": ("Something went wrong", "Back in a moment"),
    "zh-hans": ("出错了", "马上回来"),
    "zh-hant": ("發生錯誤", "馬上回來"),
}


def failing(monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    """Let the list of firewall rules fail."""

    def fail(*args: Any, **kwargs: Any) -> Any:
        raise error

    monkeypatch.setattr("kb.views.render", fail)


def asking(username: str = "reader") -> Client:
    """Return a client that gets the error page, not the exception."""
    client = Client(raise_request_exception=False)
    client.force_login(User.objects.get(username=username))
    return client


@pytest.mark.django_db
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_failure_is_told_in_the_language_of_the_address(
    monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    failing(monkeypatch, ValueError("broken"))
    answer = asking().get(f"/{language}/firewall/")
    html = answer.content.decode()
    assert answer.status_code == 500
    assert LANGUAGES[language][0] in html
    assert f'href="/{language}/"' in html
    assert f'action="/{language}/search/"' in html
    assert "broken" not in html
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.django_db
def test_the_page_of_a_failure_asks_no_database() -> None:
    request = RequestFactory().get("/en/", headers={"accept-language": "zh-TW"})
    with CaptureQueriesContext(connection) as queries:
        for view in (error_pages.server_error, error_pages.bad_request, error_pages.csrf_failure):
            assert view(request).status_code in (400, 403, 500)
    assert len(queries) == 0


@pytest.mark.parametrize(
    ("path", "cookie", "accepted", "tag"),
    [
        ("/zh-hant/x/", "en", "en", "zh-Hant"),
        ("/nowhere/", "zh-hans", "en", "zh-Hans"),
        ("/nowhere/", "", "zh-TW,en;q=0.3", "zh-Hant"),
        ("/nowhere/", "", "fr", "en"),
        ("/nowhere/", "bogus\0", "", "en"),
    ],
)
def test_the_language_is_that_of_the_address_then_the_cookie_then_the_browser(
    path: str, cookie: str, accepted: str, tag: str
) -> None:
    request = RequestFactory().get(path, headers={"accept-language": accepted})
    request.COOKIES["django_language"] = cookie
    assert f'<html lang="{tag}">' in error_pages.bad_request(request).content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_database_that_is_away_is_no_failure_but_a_pause(
    monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    failing(monkeypatch, OperationalError("could not connect to server"))
    monkeypatch.setattr(connections["default"], "is_usable", lambda: False)
    answer = asking().get(f"/{language}/firewall/")
    assert answer.status_code == 503
    assert answer["Retry-After"] == "30"
    assert LANGUAGES[language][1] in answer.content.decode()
    assert b"could not connect" not in answer.content


@pytest.mark.django_db
def test_a_query_that_failed_on_a_healthy_database_is_a_failure(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    failing(monkeypatch, OperationalError("database is locked"))
    assert asking().get("/en/firewall/").status_code == 500


@pytest.mark.django_db
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_form_without_its_token_is_told_to_be_sent_again(language: str) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(User.objects.get(username="editor"))
    answer = client.post(f"/{language}/incidents/new/", {"title": "Typed with care"})
    words = {"en": "Please send this again", "zh-hans": "请重新提交", "zh-hant": "請重新送出"}
    assert answer.status_code == 403
    assert words[language] in answer.content.decode()


@pytest.mark.django_db
def test_what_cannot_be_read_is_told_so(settings: Any) -> None:
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 2
    answer = asking("editor").post("/zh-hant/incidents/new/", {"a": "1", "b": "2", "c": "3"})
    assert answer.status_code == 400
    assert "無法讀取" in answer.content.decode()


@pytest.mark.django_db
def test_a_name_the_site_is_not_called_by_is_a_bad_request(client: Client) -> None:
    answer = client.get("/zh-hans/", headers={"host": "evil.example"})
    assert answer.status_code == 400
    assert "无法读取" in answer.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("language", LANGUAGES)
def test_an_address_of_nothing_leads_on(language: str) -> None:
    answer = asking().get(f"/{language}/nowhere/at/all/")
    html = answer.content.decode()
    assert answer.status_code == 404
    assert f'action="/{language}/search/"' in html
    assert ("Nothing stands here" in html) == (language == "en")
