"""`manage.py import_documents` says what an import would make of files."""

import io
import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from kb.imports.acts import cancel
from kb.models import Import, RawDocument
from kb.records.base import Audience
from kb.starter.people import LEGAL

KEYS = (
    *("path", "encoding", "languages", "repairs", "title", "published", "outlet", "url", "text"),
    *("items", "mentions", "dates", "affair", "moments", "errors"),
    *("author", "headings", "measures", "questions", "halves"),
)


def imported(*paths: Path) -> list[dict]:
    out = io.StringIO()
    call_command(
        "import_documents",
        *map(str, paths),
        dry_run=True,
        json=True,
        stdout=out,
        stderr=io.StringIO(),
    )
    return [json.loads(line) for line in out.getvalue().splitlines()]


@pytest.mark.django_db
def test_one_bad_file_stops_no_other(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"")
    (tmp_path / "b.txt").write_text("公司表示,会退款。")
    bad, good = imported(tmp_path)
    assert list(bad) == list(good) == list(KEYS)
    assert bad["errors"] == [f"{tmp_path}/a.txt is empty."]
    assert (good["text"], good["errors"]) == ("公司表示，会退款。", [])
    assert good["repairs"] == [{"rule": "punctuation", "count": 1}]
    assert good["languages"] == ["zh-Hans"]


@pytest.mark.django_db
def test_a_path_that_is_not_there_is_told(tmp_path: Path) -> None:
    (row,) = imported(tmp_path / "nothing.txt")
    assert "nothing.txt is not there" in row["errors"][0]


def stored(*arguments: object, user: str = "editor") -> tuple[list[dict], str]:
    out, err = io.StringIO(), io.StringIO()
    call_command(
        "import_documents", *map(str, arguments), "--json", "--user", user, stdout=out, stderr=err
    )
    return [json.loads(line) for line in out.getvalue().splitlines()], err.getvalue()


def test_an_import_needs_somebody_who_may(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="--user"):
        call_command("import_documents", str(tmp_path))


@pytest.mark.django_db
def test_a_reader_may_not_import(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="may not"):
        stored(tmp_path, user="reader")


@pytest.mark.django_db
def test_what_is_stored_is_told_as_a_dry_run_tells_it(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("公司表示,会退款。")
    (dry,) = imported(tmp_path)
    ((row,), said) = stored(tmp_path)
    document = RawDocument.objects.get()
    assert {key: row[key] for key in KEYS} == dry
    assert (row["document"], row["came_before"]) == (document.pk, None)
    assert "1 of 1 files read" in said


@pytest.mark.django_db
def test_the_same_command_again_stores_nothing_twice(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("One text.")
    ((first,), _said) = stored(tmp_path)
    ((again,), said) = stored(tmp_path)
    assert RawDocument.objects.count() == 1
    assert again["came_before"] == again["document"] == first["document"]
    assert "nothing is stored twice" in said


@pytest.mark.django_db
def test_a_new_file_beside_old_ones_makes_an_import_that_knows_the_old(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("One text.")
    ((first,), _said) = stored(tmp_path)
    (tmp_path / "b.txt").write_text("Another text.")
    ((old, new), _said) = stored(tmp_path)
    assert (old["came_before"], new["came_before"]) == (first["document"], None)
    assert old["text"] == "One text."


@pytest.mark.django_db
def test_what_the_worker_was_left_is_gone_on_with(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("One text.")
    (none, _said) = stored(tmp_path, "--background")
    assert none == []
    batch = Import.objects.get()
    cancel(batch, batch.made_by)
    ((row,), _said) = stored("--resume", batch.pk)
    assert row["document"] == RawDocument.objects.get().pk


@pytest.mark.django_db
def test_a_group_of_others_cannot_be_named(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("One text.")
    with pytest.raises(CommandError, match="no group"):
        stored(tmp_path, "--audience-group", LEGAL)
    stored(tmp_path, "--audience-group", LEGAL, user="legal_editor")
    assert Import.objects.get().audience == Audience.GROUPS


@pytest.mark.django_db
def test_reports_of_one_affair_are_found_in_several_files(tmp_path: Path) -> None:
    texts = {
        "a.txt": "晨星召回烤箱\n晨星电器召回三千台烤箱，门铰链在高温下松动，公司承诺全额退款。",
        "b.txt": "烤箱召回之后\n晨星电器的烤箱召回进入第二天，门铰链的供应商仍未露面，退款已经开始。",
        "c.txt": "渡轮靠岸\n海湾轮渡的渡轮撞上码头，十一名乘客受轻伤，船长停职，调查还在进行。",
    }
    for name, text in texts.items():
        (tmp_path / name).write_text(text)
    assert [row["affair"] for row in imported(tmp_path)] == [1, 1, 2]
    out = io.StringIO()
    call_command("find_affairs", str(tmp_path), json=True, stdout=out)
    affairs = [json.loads(line) for line in out.getvalue().splitlines()]
    assert [len(affair["reports"]) for affair in affairs] == [2, 1]
    assert affairs[1]["moments"] == {"discipline": [0]}
