"""The pages on which files come in and are told of."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from kb.imports import upload_limit
from kb.imports.reading import read_waiting
from kb.imports.storing import start_import
from kb.models import Import, RawDocument
from tests import factories as make
from tests.cast import client_of, persona

pytestmark = pytest.mark.django_db
NEW = "/en/imports/new/"


@pytest.fixture
def client() -> Client:
    return client_of("editor")


def sent(client: Client, *files: SimpleUploadedFile, pasted: str = "", **more: Any) -> Any:
    return client.post(NEW, {"pasted": pasted, "chosen": list(files), "audience": "all", **more})


def page_of(client: Client, batch: Import) -> str:
    return client.get(f"/en/imports/{batch.pk}/").content.decode()


def test_a_pasted_text_is_read_at_once_as_it_was_typed(client: Client) -> None:
    sent(client, pasted="晨星电器召回烤箱。\r\nThe second line.")
    document = RawDocument.objects.get()
    assert bytes(document.content.data) == "晨星电器召回烤箱。\nThe second line.".encode()
    assert Import.objects.get().title == "晨星电器召回烤箱。"
    assert Import.objects.get().state == Import.State.DONE


def test_several_files_wait_for_the_worker_and_are_told(client: Client) -> None:
    picture = SimpleUploadedFile("shot.png", make.picture())
    response = sent(client, SimpleUploadedFile("a.txt", b"One text."), picture, pasted="Another.")
    batch = Import.objects.get()
    assert response["Location"].endswith(f"/imports/{batch.pk}/")
    assert "0 of 3 files read" in page_of(client, batch)
    read_waiting(60)
    html = page_of(client, batch)
    assert batch.title == "Another."
    assert "3 of 3 files read" in html
    assert "1 picture" in html
    assert 'hx-trigger="every' not in html


def test_bad_files_are_named_and_what_was_pasted_stays(client: Client) -> None:
    empty = SimpleUploadedFile("empty.txt", b"")
    response = sent(client, empty, pasted="What I had found")
    assert response.status_code == 400
    html = response.content.decode()
    assert "empty.txt is empty." in html
    assert "What I had found" in html
    assert not Import.objects.exists()


def test_nothing_sent_is_said(client: Client) -> None:
    response = sent(client)
    assert response.status_code == 400
    assert "Paste a text, or choose at least one file." in response.content.decode()


def test_a_reason_stands_in_the_language_of_the_page(client: Client) -> None:
    sent(client, SimpleUploadedFile("bad.pdf", b"%PDF-1.7 nothing"))
    batch = Import.objects.get()
    html = client.get(f"/zh-hant/imports/{batch.pk}/").content.decode()
    assert "bad.pdf是損壞的PDF檔案。" in html


def test_an_original_is_downloaded_and_never_shown(client: Client) -> None:
    sent(client, SimpleUploadedFile("page.html", b"<html><body><p>A page.</p></body></html>"))
    response = client.get(f"/en/imports/documents/{RawDocument.objects.get().pk}/original/")
    assert response.content == b"<html><body><p>A page.</p></body></html>"
    assert response["Content-Disposition"].startswith("attachment")
    assert response["Content-Type"] == "application/octet-stream"
    assert "no-store" in response["Cache-Control"]


def test_a_reader_finds_no_import() -> None:
    batch = start_import(persona("editor"), [("a.txt", b"One text.")], title="a")
    reader = client_of("reader")
    for address in ("", "new/", f"{batch.pk}/", f"files/{batch.files.get().pk}/original/"):
        assert reader.get(f"/en/imports/{address}").status_code == 404


def test_a_cancelled_import_reads_on_when_asked(client: Client) -> None:
    batch = start_import(persona("editor"), [("a.txt", b"One text.")], title="a")
    client.post(f"/en/imports/{batch.pk}/cancel/")
    assert read_waiting(60) == 0
    assert "Go on reading" in page_of(client, batch)
    client.post(f"/en/imports/{batch.pk}/go-on/")
    assert read_waiting(60) == 1


def test_only_who_made_it_or_an_administrator_removes_it(client: Client) -> None:
    batch = start_import(persona("legal_editor"), [("a.txt", b"One text.")], title="a")
    address = f"/en/imports/{batch.pk}/remove/"
    assert client.post(address).status_code == 404
    assert client_of("administrator").post(address).status_code == 302
    assert not Import.objects.exists()


def test_an_import_is_found_by_the_name_of_a_file(client: Client) -> None:
    start_import(persona("editor"), [("oven.txt", b"One text.")], title="First")
    start_import(persona("editor"), [("other.txt", b"Two.")], title="Second")
    html = client.get("/en/imports/?q=oven").content.decode()
    assert "First" in html
    assert "Second" not in html


def test_an_upload_far_too_large_is_refused_before_it_is_read(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(upload_limit, "MOST_BYTES", 10)
    response = sent(client, SimpleUploadedFile("a.txt", b"One text."))
    assert response.status_code == 413
    assert "smaller parts" in response.content.decode()


def test_a_pasted_text_of_a_million_chinese_characters_goes_through(client: Client) -> None:
    response = sent(client, pasted="字" * 1_000_000)
    assert response.status_code == 302
    assert Import.objects.get().state == Import.State.GOING
