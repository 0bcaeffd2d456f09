"""`manage.py import_documents` says what an import would make of files."""

import io
import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

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


def test_without_a_dry_run_nothing_is_done(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="--dry-run"):
        call_command("import_documents", str(tmp_path))


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
