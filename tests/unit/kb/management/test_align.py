"""Pairing two files from the command line."""

import io
import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from tests import factories as make

pytestmark = pytest.mark.django_db

EN = "Nobody came on 3 May. It rained.\n"
ZH = "5月3日没有人来。那天下雨。\n"


def files(folder: Path, english: str | bytes = EN, chinese: str | bytes = ZH) -> list[str]:
    paths = []
    for name, text in (("en.txt", english), ("zh.txt", chinese)):
        path = folder / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        paths.append(str(path))
    return paths


def printed(*arguments: str) -> str:
    out = io.StringIO()
    call_command("align", *arguments, stdout=out, no_color=True)
    return out.getvalue()


def test_it_prints_pairs_that_hold_every_sentence_once(tmp_path: Path) -> None:
    found = json.loads(printed(*files(tmp_path, chinese=ZH + "他们走了三百里路才到。"), "--json"))
    assert found["en"] == ["Nobody came on 3 May.", "It rained."]
    assert [number for pair in found["pairs"] for number in pair["zh"]] == [0, 1, 2]
    first, *_rest, last = found["pairs"]
    assert first["en_text"] == "Nobody came on 3 May."
    assert first["zh_text"] == "5月3日没有人来。"
    assert 0.5 < first["score"] <= 1
    assert last == {"en": [], "zh": [2], "en_text": "", "zh_text": found["zh"][2], "score": 0.0}


def test_it_prints_lines_for_people(tmp_path: Path) -> None:
    text = printed(*files(tmp_path, chinese="5月3日没有人来。"))
    assert "en       1  It rained.\nzh       -  (no counterpart)" in text
    assert text.endswith("1 pairs, 1 without a counterpart; 2 English and 1 Chinese sentences.\n")


def test_it_reads_utf_16_and_a_byte_order_mark(tmp_path: Path) -> None:
    plain = printed(*files(tmp_path), "--json")
    assert printed(*files(tmp_path, EN.encode("utf-16"), ZH.encode("utf-8-sig")), "--json") == plain


def test_an_empty_file_leaves_the_other_without_counterpart(tmp_path: Path) -> None:
    found = json.loads(printed(*files(tmp_path, english=""), "--json"))
    assert [pair["en"] for pair in found["pairs"]] == [[], []]


def test_it_says_what_is_wrong_with_a_file(tmp_path: Path) -> None:
    english, chinese = files(tmp_path)
    with pytest.raises(CommandError, match="There is no file"):
        printed(english, str(tmp_path / "none.txt"))
    with pytest.raises(CommandError, match="is no file"):
        printed(str(tmp_path), chinese)
    with pytest.raises(CommandError, match="EN_FILE first"):
        printed(chinese, english)
    with pytest.raises(CommandError, match="save it as UTF-8"):
        printed(*files(tmp_path, chinese=ZH.encode("gb18030")))


def test_it_knows_the_names_of_the_site_that_anybody_may_see(tmp_path: Path) -> None:
    paths = files(tmp_path, "Nobody had come.\nBlue Finch had been invited.", "青雀获邀出席会议。")
    make.organisation("Blue Finch · 青雀")
    pairs = json.loads(printed(*paths, "--json"))["pairs"]
    assert [(pair["en"], pair["zh"]) for pair in pairs] == [([0], []), ([1], [0])]
    with pytest.raises(CommandError, match="no account"):
        printed(*paths, "--user", "nobody")
