"""A site that is closed for maintenance: who is answered what."""

from collections.abc import Callable, Iterator
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from kb import maintenance

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def place(tmp_path: Any, settings: Any) -> Iterator[None]:
    """A folder of its own for the file that closes the site."""
    settings.VAR_DIR = tmp_path
    yield
    maintenance.reopen()


def command(*arguments: str) -> str:
    out = StringIO()
    call_command("maintenance", *arguments, stdout=out)
    return out.getvalue().strip()


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "Back in a moment"), ("zh-hans", "马上回来"), ("zh-hant", "馬上回來")],
)
def test_readers_and_editors_are_told_in_their_language_when_it_will_be_back(
    client_of: Callable[[str], Client], client: Client, language: str, words: str
) -> None:
    maintenance.close(20)
    for one in (client, client_of("reader"), client_of("editor")):
        for answer in (one.get(f"/{language}/people/"), one.post(f"/{language}/people/")):
            assert answer.status_code == 503
            assert 1100 < int(answer["Retry-After"]) <= 1200
            assert words in answer.content.decode()
            assert "no-store" in answer["Cache-Control"]


def test_administrators_go_on_and_are_reminded(administrator_client: Client) -> None:
    maintenance.close()
    answer = administrator_client.get("/en/people/")
    assert answer.status_code == 200
    assert b"closed for maintenance" in answer.content


def test_health_and_sign_in_go_on(client: Client) -> None:
    maintenance.close()
    assert client.get("/healthz").status_code == 200
    assert client.get("/accounts/login/").status_code == 200
    assert b"maintenance" not in client.get("/readyz").content
    answer = client.post("/accounts/login/", {"username": "administrator", "password": "x"})
    assert answer.status_code == 200


def test_the_command_closes_tells_and_opens(reader_client: Client) -> None:
    assert command("status") == "The site is open."
    assert "until about" in command("on", "--minutes", "5")
    assert reader_client.get("/en/people/").status_code == 503
    assert command("on") == command("status") == "The site is closed for maintenance."
    assert command("off") == command("off") == "The site is open."
    assert reader_client.get("/en/people/").status_code == 200


def test_the_setting_closes_it_as_well_and_off_says_that_it_stays(
    reader_client: Client, settings: Any
) -> None:
    settings.MAINTENANCE = True
    answer = reader_client.get("/en/people/")
    assert answer.status_code == 503
    assert answer["Retry-After"] == "300"
    with pytest.raises(CommandError, match="MAINTENANCE"):
        command("off")


def test_nonsense_in_the_file_or_the_command_is_no_failure(reader_client: Client) -> None:
    for text in ("2026-99-99T00:00", "soon"):
        maintenance.flag().write_text(text)
        assert reader_client.get("/en/people/").status_code == 503
    with pytest.raises(CommandError, match="between 1 and 10000"):
        command("on", "--minutes", "0")
