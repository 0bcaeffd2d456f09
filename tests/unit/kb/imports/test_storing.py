"""Files are kept byte for byte, read once, and recognised when they come again."""

import io
import zipfile
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied

from kb.imports.reading import read_file
from kb.imports.storing import start_import
from kb.models import Import, RawDocument
from kb.records.base import Audience
from kb.starter.people import LEGAL
from tests.cast import persona

NOTE = "晨星电器发布公告，宣布召回部分烤箱。\n第二段。".encode("gb18030")


pytestmark = pytest.mark.django_db


def imported(data: bytes, name: str = "note.txt", by: str = "editor", **how: Any) -> Import:
    batch = start_import(persona(by), [(name, data)], title=name, **how)
    for file in batch.files.all():
        assert read_file(file)
    return batch


def only_document(batch: Import) -> RawDocument:
    found: RawDocument = RawDocument.objects.get(file__batch=batch)
    return found


def test_the_bytes_come_back_as_they_were() -> None:
    document = only_document(imported(NOTE))
    assert bytes(document.content.data) == NOTE
    assert document.text == NOTE.decode("gb18030")


def test_a_file_is_read_once() -> None:
    batch = imported(NOTE)
    assert not read_file(batch.files.get())
    assert RawDocument.objects.count() == 1


def test_the_same_bytes_are_recognised() -> None:
    first = only_document(imported(NOTE))
    assert only_document(imported(NOTE, "another name.txt")).first == first


def test_what_others_may_not_see_is_not_recognised_before_them() -> None:
    groups = list(Group.objects.filter(name=LEGAL))
    imported(NOTE, by="legal_editor", audience=Audience.GROUPS, groups=groups)
    assert only_document(imported(NOTE)).first is None


def test_each_member_of_a_zip_has_its_own_bytes_or_its_own_reason() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("good.txt", NOTE)
        archive.writestr("bad.pdf", b"%PDF-1.7 nothing")
    good, bad = RawDocument.objects.filter(file__batch=imported(file.getvalue(), "two.zip"))
    assert bytes(good.content.data) == NOTE
    assert bad.problem["key"] == "broken_pdf"


def test_who_may_not_edit_may_not_import() -> None:
    with pytest.raises(PermissionDenied):
        start_import(persona("reader"), [("a.txt", NOTE)], title="a")


def test_an_import_of_a_group_is_seen_by_its_editors_only() -> None:
    groups = list(Group.objects.filter(name=LEGAL))
    imported(NOTE, by="legal_editor", audience=Audience.GROUPS, groups=groups)
    seen = {
        name: RawDocument.objects.visible_to(persona(name)).count()
        for name in ("reader", "legal", "editor", "legal_editor", "administrator")
    }
    assert seen == {"reader": 0, "legal": 0, "editor": 0, "legal_editor": 1, "administrator": 1}


def test_a_group_one_is_not_in_cannot_be_chosen() -> None:
    groups = list(Group.objects.filter(name=LEGAL))
    with pytest.raises(PermissionDenied):
        start_import(
            persona("editor"), [("a", NOTE)], title="a", audience=Audience.GROUPS, groups=groups
        )
