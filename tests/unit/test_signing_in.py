"""Without signing in there is the sign-in page, the health checks, and static files."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import translation

from tests import factories as make
from tests.addresses import addresses

pytestmark = pytest.mark.django_db

OPEN = {"login", "healthz", "readyz"}
# They lead to the sign-in page by themselves.
TO_LOGIN = {"/admin/login/", "/admin/password_reset/"}

with translation.override("en"):
    ALL = addresses()


def test_the_walk_finds_the_site() -> None:
    names = {address.name for address in ALL}
    assert {"login", "wagtail_serve", "rule", "media", "wagtailadmin_home"} <= names
    assert len(ALL) > 250


@pytest.mark.parametrize("method", ["get", "post"])
def test_every_address_leads_to_the_sign_in_page(client: Client, method: str) -> None:
    make.home()
    wrong = []
    for address in ALL:
        if address.name in OPEN or not address.path:
            continue
        response = getattr(client, method)(address.path)
        if not leads_to_login(response):
            wrong.append((address.name, address.path, response.status_code))
    assert wrong == []


def leads_to_login(response: Any) -> bool:
    """Return whether an answer is a redirect to sign-in, or says that nothing is there."""
    status: int = response.status_code
    if status == 404:
        return True
    to = getattr(response, "url", "")
    return status in (301, 302) and str(to).startswith(("/accounts/login/", *TO_LOGIN))


@pytest.mark.parametrize("language", ["en", "zh-hans", "zh-hant"])
def test_pages_lead_to_sign_in_and_back(client: Client, language: str) -> None:
    page = make.article("An article")
    make.translated(page, "一篇文章")
    path = f"/{language}/library/an-article/"
    response = client.get(path)
    assert response.url == f"/accounts/login/?next={path}"
    # Somewhere that does not exist answers no differently.
    assert client.get(f"/{language}/none/").url == f"/accounts/login/?next=/{language}/none/"


@pytest.mark.parametrize("path", ["/healthz", "/readyz", "/accounts/login/"])
def test_what_is_open_answers(client: Client, path: str) -> None:
    make.home()
    assert client.get(path).status_code in (200, 503)


@pytest.mark.parametrize(
    "path", ["/api/", "/api/v2/pages/", "/api/v3/", "/admin/api/main/", "/graphql"]
)
@pytest.mark.parametrize("username", ["", "reader"])
def test_there_is_no_api(
    client: Client, client_of: Callable[[str], Client], path: str, username: str
) -> None:
    response = (client_of(username) if username else client).get(path)
    # The admin has one of its own, for its own pages.
    assert response.status_code == 404 or (
        path.startswith("/admin/") and response.status_code == 302
    )


@pytest.mark.parametrize("path", sorted(TO_LOGIN))
def test_wagtails_own_sign_in_leads_to_ours(client: Client, path: str) -> None:
    assert client.get(path).url == "/accounts/login/"
    assert client.get(f"{path}?next=/admin/pages/").url == "/accounts/login/?next=/admin/pages/"


def test_there_is_no_reset_of_passwords_by_mail(client: Client) -> None:
    for path in (
        "/admin/password_reset/confirm/MQ/token/",
        "/admin/password_reset/complete/",
        "/admin/password_reset/done/",
    ):
        assert client.get(path).status_code in (302, 404)
        assert "password" not in client.get(path).get("Location", "").removeprefix(
            "/accounts/login/?next=/admin/password"
        )


OUTSIDE = [
    "//evil.example",
    "///evil.example",
    "////evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "/\t/evil.example",
    "\t//evil.example",
    " //evil.example",
    "http://evil.example",
    "https://evil.example",
    "http:evil.example",
    "http:///evil.example",
    "https:/evil.example",
    "HTTPS://evil.example",
    "//evil.example/%2f..",
    "//testserver@evil.example",
    "http://testserver@evil.example",
    "http://testserver.evil.example",
    "http://evil.example#testserver",
    "//evil.example:80",
    "//[::1]",
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "java\nscript:alert(1)",
    "data:text/html,x",
    "ftp://evil.example",
    "mailto:a@evil.example",
    "/%0d%0aLocation:%20http://evil.example",
    "/\r\nLocation: http://evil.example",
    "\x00//evil.example",
    "//evil。example",
    "https://[",
]


@pytest.mark.parametrize("to", OUTSIDE)
@pytest.mark.parametrize("signed_in", [False, True])
def test_signing_in_never_leads_outside(
    client: Client, client_of: Callable[[str], Client], to: str, signed_in: bool
) -> None:
    address = "/accounts/login/"
    if signed_in:
        response = client_of("reader").get(address, {"next": to})
    else:
        form = {"username": "reader", "password": "reader", "next": to}
        response = client.post(address, form)
    assert response.status_code == 302
    assert response.url.startswith("/")
    assert not response.url.startswith(("//", "/\\"))
    assert "\n" not in response.url
    assert "\r" not in response.url


@pytest.mark.parametrize("to", ["/en/incidents/?status=open", "/admin/", "/zh-hant/"])
def test_signing_in_leads_back_to_where_one_was(client: Client, to: str) -> None:
    form = {"username": "reader", "password": "reader", "next": to}
    assert client.post("/accounts/login/", form).url == to


def test_a_deactivated_person_is_out_at_once(
    client: Client, client_of: Callable[[str], Client]
) -> None:
    make.home()
    form = {"username": "deactivated", "password": "deactivated"}
    assert client.post("/accounts/login/", form).status_code == 200
    reviewer = client_of("reviewer")
    assert reviewer.get("/en/").status_code == 200
    User.objects.filter(username="reviewer").update(is_active=False)
    assert reviewer.get("/en/").url == "/accounts/login/?next=/en/"


def test_sign_in_and_out_are_guarded_by_a_token() -> None:
    client = Client(enforce_csrf_checks=True)
    form = {"username": "reader", "password": "reader"}
    assert client.post("/accounts/login/", form).status_code == 403
    client.login(username="reader", password="reader")
    assert client.post("/accounts/logout/").status_code == 403
    assert client.get("/accounts/logout/").status_code == 405


def test_a_session_gets_a_new_key_at_sign_in(client: Client) -> None:
    client.get("/accounts/login/")
    session = client.session
    session["something"] = True
    session.save()
    before = session.session_key
    client.cookies["sessionid"] = before
    client.post("/accounts/login/", {"username": "reader", "password": "reader"})
    assert client.session.session_key != before
