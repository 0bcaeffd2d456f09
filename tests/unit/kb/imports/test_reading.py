"""Each file is read once as a whole or not at all, wherever a process ends."""

from __future__ import annotations

import pytest

from kb.imports import reading
from kb.imports.acts import cancel, remove
from kb.imports.reading import MOST_ATTEMPTS, read_file, read_waiting
from kb.imports.storing import start_import
from kb.models import Import, ImportedFile, RawContent, RawDocument
from tests import factories as make
from tests.cast import persona

pytestmark = pytest.mark.django_db


class Killed(BaseException):
    """What a process would not survive."""


def started(*texts: str, title: str = "An import") -> Import:
    files = [(f"{number}.txt", text.encode()) for number, text in enumerate(texts, 1)]
    return start_import(persona("editor"), files, title=title)


@pytest.mark.parametrize("point", ["read_part", "came_before", "_document"])
def test_a_file_cut_off_anywhere_is_read_whole_by_the_next(
    point: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    batch = started("One text.", "Another text.")
    with monkeypatch.context() as patch:
        patch.setattr(reading, point, lambda *_: (_ for _ in ()).throw(Killed))
        with pytest.raises(Killed):
            read_waiting(60)
    assert RawDocument.objects.count() == 0
    assert read_waiting(60) == 2
    assert sorted(RawDocument.objects.values_list("text", flat=True)) == [
        "Another text.",
        "One text.",
    ]
    batch.refresh_from_db()
    assert batch.state == Import.State.DONE


def test_a_file_that_ends_its_process_again_and_again_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    started("One text.")
    with monkeypatch.context() as patch:
        patch.setattr(reading, "read_part", lambda *_: (_ for _ in ()).throw(Killed))
        for _attempt in range(MOST_ATTEMPTS):
            with pytest.raises(Killed):
                read_waiting(60)
    assert read_waiting(60) == 1
    assert RawDocument.objects.get().problem["key"] == "stopped"


def test_what_was_cut_off_comes_after_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    batch = started("One text.", "Another text.")
    batch.files.filter(number=1).update(attempts=1)
    seen: list[int] = []
    monkeypatch.setattr(reading, "read_file", lambda file, _: seen.append(file.number) or True)
    read_waiting(1)
    assert seen == [2, 1]


def test_several_imports_take_turns(monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = started("a", "b", "c"), started("d")
    seen: list[int] = []
    monkeypatch.setattr(reading, "read_file", lambda file, _: seen.append(file.batch_id) or True)
    read_waiting(1)
    assert seen == [first.pk, second.pk, first.pk, first.pk]


def test_what_is_cancelled_while_it_is_read_is_not_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    batch = started("One text.")
    editor = persona("editor")
    assert not read_file(batch.files.get(), between=lambda: cancel(batch, editor))
    assert not RawDocument.objects.exists()
    assert ImportedFile.objects.get().read_at is None


def test_the_same_picture_twice_in_one_import_is_recognised() -> None:
    files = [("a.png", make.picture()), ("b.png", make.picture())]
    start_import(persona("editor"), files, title="Pictures")
    read_waiting(60)
    first, second = RawDocument.objects.order_by("pk")
    assert (first.is_picture, second.first) == (True, first)


def test_a_broken_picture_is_refused() -> None:
    start_import(persona("editor"), [("a.png", b"\x89PNG\r\n\x1a\n nothing")], title="A picture")
    read_waiting(60)
    assert RawDocument.objects.get().problem["key"] == "broken_picture"


def test_what_came_again_is_read_there_when_the_first_is_removed() -> None:
    first, again = started("One text."), started("One text.", title="Again")
    read_waiting(60)
    remove(first, persona("editor"))
    assert RawDocument.objects.get(file__batch=again).text == "One text."
    assert RawContent.objects.count() == 1


def test_bytes_nobody_has_go_with_their_import() -> None:
    batch = started("One text.")
    read_waiting(60)
    remove(batch, persona("editor"))
    assert not RawContent.objects.exists()
