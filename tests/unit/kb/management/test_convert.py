"""Converting text from the command line."""

import io
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from kb.models import GlossaryAlias
from tests import factories as make

pytestmark = pytest.mark.django_db


def printed(file: Path, to: str = "zh-hant", **options: Any) -> str:
    out = io.StringIO()
    call_command("convert", str(file), to=to, stdout=out, **options)
    return out.getvalue()


@pytest.fixture
def text(tmp_path: Path) -> Path:
    file = tmp_path / "text.txt"
    file.write_bytes("这里面\r\n<a href='/发展'>\n\nEnglish\n说明".encode())
    return file


def test_it_converts_line_by_line_and_keeps_every_end_of_a_line(text: Path) -> None:
    assert printed(text) == "這裡面\r\n<a href='/發展'>\n\nEnglish\n說明"
    assert printed(text, to="zh_HK") == "這裏面\r\n<a href='/發展'>\n\nEnglish\n説明"
    text.write_text("\ufeff這裏説明\n皇后\n")
    assert printed(text, to="zh-CN") == "这里说明\n皇后\n"


def test_names_are_those_of_the_site(text: Path) -> None:
    make.term("Release · 发布", GlossaryAlias(text="發布", language="zh"))
    text.write_text("发布")
    assert printed(text) == "發布"


def test_it_says_which_line_has_another_encoding_and_what_to_do(text: Path) -> None:
    text.write_bytes("发展\n".encode() + "发展".encode("gb18030"))
    out = io.StringIO()
    with pytest.raises(CommandError, match=r"Line 2 is not UTF-8 .*--encoding: gb18030"):
        call_command("convert", str(text), to="zh-hant", stdout=out)
    assert out.getvalue() == "發展\n"
    text.write_bytes("发展".encode("gb18030"))
    assert printed(text, encoding="gb18030") == "發展"
    text.write_bytes("发展".encode("utf-16"))
    with pytest.raises(CommandError, match="UTF-16"):
        printed(text)


def test_it_says_what_cannot_be_asked(text: Path, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="must be zh-hant, zh-hk or zh-hans"):
        printed(text, to="fr")
    with pytest.raises(CommandError, match="nowhere cannot be read: No such file"):
        printed(tmp_path / "nowhere")
    with pytest.raises(CommandError, match="Is a directory"):
        printed(tmp_path)


def test_standard_input_is_answered_line_by_line(monkeypatch: pytest.MonkeyPatch) -> None:
    out = io.StringIO()

    def asked() -> Iterator[bytes]:
        for line, read in (("发展\n", "發展\n"), ("头发\r\n", "頭髮\r\n")):
            yield line.encode()
            assert out.getvalue().endswith(read)

    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=asked()))
    call_command("convert", to="zh-hant", stdout=out)
    assert out.getvalue() == "發展\n頭髮\r\n"
