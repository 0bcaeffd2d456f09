"""Pictures of an import become evidence of the draft that is made of its text."""

import pytest
from wagtail.images import get_image_model

from cases.importing.decisions import SOURCE, standing, take_back
from cases.importing.parts import parts_of
from cases.importing.pictures import pictures_of
from cases.importing.sources import make_drafts
from cases.models import Source
from kb.imports.reading import read_file
from kb.imports.storing import start_import
from kb.models import RawDocument
from tests import factories as make
from tests.cast import client_of, persona

pytestmark = pytest.mark.django_db

TEXT = "晨星电器召回三万台烤箱\n\n晨星电器表示，本周召回三万台烤箱，并向顾客道歉。\n".encode()


@pytest.fixture
def document() -> RawDocument:
    picture = make.picture()
    files = [("pasted.txt", TEXT), ("screen.png", picture)]
    batch = start_import(persona("editor"), files, title="both")
    for file in batch.files.all():
        assert read_file(file)
    found: RawDocument = RawDocument.objects.get(file__batch=batch, is_picture=False)
    return found


def made_with_pictures(document: RawDocument) -> Source:
    keys = [part.key for part in parts_of(document)]
    pictures = [str(one.pk) for one in pictures_of(document)]
    (source,) = make_drafts(document, persona("editor"), keys, pictures=pictures)
    return source


def test_the_draft_has_the_picture(document: RawDocument) -> None:
    draft = made_with_pictures(document).get_latest_revision_as_object()
    assert [one.image.title for one in draft.attachments.all()] == ["screen"]


def test_taken_back_the_picture_goes_too(document: RawDocument) -> None:
    made_with_pictures(document)
    (decision,) = standing(document, SOURCE).values()
    take_back(decision, persona("editor"))
    assert not Source.objects.exists()
    assert not get_image_model().objects.exists()


def test_the_page_offers_them_ticked(document: RawDocument) -> None:
    page = client_of("editor").get(f"/en/imports/documents/{document.pk}/parts/")
    assert b"become its evidence" in page.content
    assert b"screen.png" in page.content
