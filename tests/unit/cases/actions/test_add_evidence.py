"""Pasted, dropped or chosen files become evidence of a source, which governs them at once."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image as Picture
from wagtail.documents import get_document_model
from wagtail.images import get_image_model

from cases.models import Attachment, EvidenceUpload, Source
from tests import factories as make

pytestmark = pytest.mark.django_db

Clients = Callable[[str], Client]
SVG = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"


def picture(name: str = "shot.png", kind: str = "PNG") -> SimpleUploadedFile:
    """Return a small picture as a browser sends it."""
    data = BytesIO()
    Picture.new("RGB", (30, 20), "red").save(data, kind)
    return SimpleUploadedFile(name, data.getvalue(), f"image/{kind.lower()}")


def letter() -> SimpleUploadedFile:
    """Return a text as a browser sends it."""
    return SimpleUploadedFile("letter.txt", b"Dear all", "text/plain")


def door(source: Source) -> str:
    """Return the address that takes evidence for a source."""
    return reverse("wagtailsnippets_cases_source:evidence", args=[source.pk])


def send(client: Client, source: Source, *files: Any, **told: str) -> Any:
    """Send files to a source."""
    told = {"taken": "2026-01-07 21:30", "caption_en": "", "caption_zh": "", **told}
    return client.post(door(source), {"evidence": list(files), **told})


def status(client: Client, url: str) -> int:
    """Return the status of an answer, with its file read to the end."""
    response = client.get(url)
    if response.streaming:
        list(response)
    return response.status_code


def test_several_files_become_attachments_of_a_new_draft(
    editor_client: Client, editor: User, reader_client: Client
) -> None:
    source = make.source("A report")
    response = send(editor_client, source, picture(), letter(), caption_zh="截图")
    assert response.status_code == 302
    draft = make.fresh(source).get_latest_revision_as_object()
    image, document = draft.attachments.all()
    assert (str(image.image.title), str(document.document.title)) == ("shot", "letter")
    assert image.taken.precision == "minute"
    assert image.caption.zh == "截图"
    assert not Attachment.objects.exists()
    assert {one.added_by for one in EvidenceUpload.objects.all()} == {editor}
    assert "shot" not in reader_client.get(source.get_absolute_url()).content.decode()


def test_published_evidence_is_shown_with_its_time(
    editor_client: Client, reader_client: Client
) -> None:
    source = make.source("A report")
    send(editor_client, source, picture(), caption_en="The post", caption_zh="那条帖子")
    make.fresh(source).latest_revision.publish()
    page = reader_client.get(source.get_absolute_url()).content.decode()
    assert "The post" in page
    assert "Taken 7 January 2026, 21:30" in page
    assert "Added " in page
    assert "<img" in page
    chinese = reader_client.get(f"/zh-hant/sources/{source.slug}/").content.decode()
    assert "那條帖子" in chinese
    rendition = get_image_model().objects.get().renditions.get()
    assert rendition.file.url in page
    assert status(reader_client, rendition.file.url) == 200


@pytest.mark.parametrize("live", [True, False])
def test_the_audience_of_the_source_governs_the_file_from_the_first_moment(
    client_of: Clients, live: bool
) -> None:
    source = make.source("Secret", groups=[make.legal_group()], live=live)
    send(client_of("legal_editor"), source, picture(), letter())
    image = get_image_model().objects.get()
    document = get_document_model().objects.get()
    urls = [image.file.url, image.renditions.get().file.url, document.file.url, document.url]
    for url in urls:
        for name in ("reader", "editor", "reviewer", "legal"):
            assert status(client_of(name), url) == 404, (name, url)
        assert status(client_of("legal_editor"), url) == 200, url
    make.fresh(source).latest_revision.publish()
    for url in urls:
        assert status(client_of("legal"), url) == 200, url
        for name in ("reader", "editor"):
            assert status(client_of(name), url) == 404, (name, url)


@pytest.mark.parametrize(
    ("file", "why"),
    [
        (SimpleUploadedFile("x.svg", SVG, "image/svg+xml"), "of a kind that is not taken"),
        (SimpleUploadedFile("x.png", SVG, "image/png"), "x.png"),
        (SimpleUploadedFile("x.html", b"<p>", "text/html"), "of a kind that is not taken"),
        (SimpleUploadedFile("x.png", b"", "image/png"), "empty"),
        (
            SimpleUploadedFile("x.png", b"\x89PNG\r\n\x1a\n nothing", "image/png"),
            "x.png is a damaged picture",
        ),
        (SimpleUploadedFile("x.txt", b"a" * (10 * 1024 * 1024 + 1)), "larger than 10 MB"),
    ],
)
def test_what_cannot_be_taken_is_named_and_nothing_is_kept(
    editor_client: Client, file: SimpleUploadedFile, why: str
) -> None:
    source = make.source("A report")
    before = source.latest_revision_id
    page = send(editor_client, source, letter(), file).content.decode()
    assert why in page
    assert not get_document_model().objects.exists()
    assert not get_image_model().objects.exists()
    assert make.fresh(source).latest_revision_id == before


def test_nothing_chosen_is_said(editor_client: Client) -> None:
    page = send(editor_client, make.source("A report")).content.decode()
    assert "Choose, drop or paste at least one file." in page


def test_the_door_is_closed_to_others(client_of: Clients) -> None:
    source = make.source("Secret", groups=[make.legal_group()])
    assert client_of("editor").get(door(source)).status_code == 404
    assert send(client_of("editor"), source, picture()).status_code == 404
    open_source = make.source("Open")
    assert send(client_of("reader"), open_source, picture()).status_code == 302
    assert not EvidenceUpload.objects.exists()


def test_an_archived_source_takes_nothing(client_of: Clients) -> None:
    source = make.source("Old", archived=True)
    page = send(client_of("editor"), source, picture()).content.decode()
    assert "The source is locked" in page
    assert not EvidenceUpload.objects.exists()


def test_the_editor_leads_there(editor_client: Client) -> None:
    source = make.source("A report")
    edit = reverse("wagtailsnippets_cases_source:edit", args=[source.pk])
    page = editor_client.get(edit).content.decode()
    assert page.count(door(source)) >= 2
    add = editor_client.get(reverse("wagtailsnippets_cases_source:add")).content.decode()
    assert "Save the source first" in add
