"""PO files: out and back again, and files that are none, are damaged or of something else."""

from typing import Any

import polib
import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from wagtail_localize.models import StringTranslation, Translation

from kb.translation.po import LARGEST, exported, imported
from tests import cast
from tests import factories as make
from tests.unit.kb.translation.test_localize import submitted

pytestmark = pytest.mark.django_db

TRADITIONAL = "公司表示道歉，門店停業兩天。"


@pytest.fixture
def made(given: Any) -> Translation:
    """A translation that was begun."""
    return submitted(given)


def filled(made: Translation, **words: str) -> polib.POFile:
    """Return the PO file of a translation with each passage in Chinese."""
    po = polib.pofile(exported(made))
    for entry in po:
        entry.msgstr = words.get(entry.msgid, TRADITIONAL)
    return po


def test_what_goes_out_comes_back_as_it_was_typed_in_traditional_too(made: Translation) -> None:
    po = filled(made)
    done = imported(made, str(po).encode(), cast.persona("editor"))
    assert (done.changed, done.unknown, done.faulty) == (len(po), 0, [])
    back = polib.pofile(exported(made))
    assert {entry.msgstr for entry in back} == {TRADITIONAL}
    again = imported(made, str(back).encode(), cast.persona("editor"))
    assert again.changed == 0


def test_what_a_tool_only_guessed_is_not_taken_over(made: Translation) -> None:
    po = filled(made)
    po[0].flags.append("fuzzy")
    assert imported(made, str(po).encode(), cast.persona("editor")).changed == len(po) - 1


def test_entries_of_other_pages_are_left_out_alike_whether_they_exist_or_not(
    made: Translation,
    given: Any,
) -> None:
    submitted(make.article("A closed one", groups=()))
    po = filled(made)
    del po[:]
    po.append(polib.POEntry(msgid="A closed one", msgctxt="title", msgstr="x"))
    po.append(polib.POEntry(msgid="There is no such text", msgctxt="title", msgstr="x"))
    assert imported(made, str(po).encode(), cast.persona("editor")).unknown == 2


def test_tags_the_source_has_not_are_named_and_not_shown(made: Translation) -> None:
    po = filled(made)
    po[-1].msgstr = '<script>alert("x")</script>'
    done = imported(made, str(po).encode(), cast.persona("editor"))
    assert done.faulty == [po[-1].msgid]
    assert StringTranslation.objects.get(data__contains="script").has_error


NO_PO_FILES = [
    (b"", "not made for this page"),
    (b'msgid "a"\nmsgstr "b"\n', "not made for this page"),
    (b'msgid "never closed\n', "not made for this page"),
    (b'msgid ""\nmsgstr "Content-Type: text/plain; charset=nothing\\n"\n', "not made for"),
    (b"\xff\xfe\x00m", "UTF-8"),
    ('msgid "道歉"'.encode("gbk"), "UTF-8"),
    (b"\x00", "no PO file"),
    (b"<html>no such thing</html>", "line 1"),
    (b"/etc/hostname", "damaged"),
    (b"x" * (LARGEST + 1), "5 MB"),
]


def test_a_file_that_is_none_is_refused_with_what_is_wrong(made: Translation) -> None:
    for data, reason in NO_PO_FILES:
        with pytest.raises(ValidationError, match=reason):
            imported(made, data, cast.persona("editor"))
    assert not StringTranslation.objects.exists()


def test_the_file_of_another_page_changes_nothing(made: Translation) -> None:
    other = submitted(make.article("Another"))
    with pytest.raises(ValidationError, match="not made for this page"):
        imported(made, str(filled(other)).encode(), cast.persona("editor"))
    assert not StringTranslation.objects.exists()


def test_the_door_lets_editors_of_the_page_through_and_says_what_happened(
    made: Translation,
) -> None:
    client = cast.client_of("editor")
    out = client.get(reverse("own_pofile_download", args=[made.pk]))
    assert out["Content-Disposition"].endswith('.zh-hans.po"')
    back = SimpleUploadedFile("x.po", str(filled(made)).encode())
    address = reverse("own_pofile_upload", args=[made.pk])
    answer = client.post(address, {"file": back}, follow=True)
    assert "passages taken over" in answer.content.decode()
    answer = client.post(address, follow=True)
    assert "Choose a PO file first" in answer.content.decode()
    assert address == reverse("wagtail_localize:upload_pofile", args=[made.pk])


def test_the_door_is_closed_to_others_and_to_pages_kept_from_somebody(made: Translation) -> None:
    address = reverse("own_pofile_download", args=[made.pk])
    assert cast.client_of("reader").get(address).status_code == 302
    make.restrict(made.source.get_source_instance())
    assert cast.client_of("editor").get(address).status_code == 404
