"""Languages of addresses: what stays a 404, and what a browser remembers."""

import pytest
from django.test import Client

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
