"""Scripts ask what a date means, a line each; a bad line is answered and the rest goes on."""

import io
import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command


def ask(tmp_path: Path, *lines: str) -> list[dict[str, object]]:
    file = tmp_path / "asked.jsonl"
    file.write_text("\n".join(lines), "utf-8")
    out = io.StringIO()
    call_command("read_dates", str(file), "--json", stdout=out)
    return [json.loads(line) for line in out.getvalue().splitlines()]


def test_the_first_date_of_each_text_is_told(tmp_path: Path) -> None:
    row = {"text": "1月7日晚", "reference": "2026-01-08", "lang": "zh-hans"}
    (answer,) = ask(tmp_path, json.dumps(row))
    assert answer == {
        **row,
        "from": "2026-01-07T18:00",
        "to": "2026-01-07T23:59",
        "precision": "part_of_day",
    }


def test_bad_lines_are_answered_and_the_rest_goes_on(tmp_path: Path) -> None:
    rows = (
        "{",
        "[]",
        '{"text": 5}',
        '{"text": "昨天", "reference": "soon"}',
        '{"text": "recently"}',
        "",
        '{"text": "2024-03-05"}',
    )
    answers = ask(tmp_path, *rows)
    assert ["error" in answer for answer in answers] == [True] * 4 + [False] * 2
    assert [answer["precision"] for answer in answers] == ["unknown"] * 5 + ["day"]


def test_bytes_and_halves_of_characters_that_are_no_text_stop_nothing(tmp_path: Path) -> None:
    file = tmp_path / "asked.jsonl"
    file.write_bytes(
        b'\xef\xbb\xbf{"text": "2024-03-05"}\n\xff\xfe\n{"text": "2024-03-05 \\ud83d"}\n'
    )
    out = io.StringIO()
    call_command("read_dates", str(file), stdout=out)
    answers = [json.loads(line) for line in out.getvalue().splitlines()]
    assert [answer["precision"] for answer in answers] == ["day", "unknown", "day"]
    out.getvalue().encode()


def test_a_missing_file_is_named() -> None:
    with pytest.raises(CommandError, match="nowhere"):
        call_command("read_dates", "nowhere.jsonl")
