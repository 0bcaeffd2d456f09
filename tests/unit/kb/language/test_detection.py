"""Which language and script a text is in."""

import pytest

from kb.language.codes import ENGLISH, SIMPLIFIED, TRADITIONAL, Language
from kb.language.detection import ScriptCount, count_scripts, language_of, script_of, sentences


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The founder apologised.", ENGLISH),
        ("雷军道歉", SIMPLIFIED),
        ("雷軍道歉", TRADITIONAL),
        ("小米 SU7 Ultra 发布会", SIMPLIFIED),
        ("Lei Jun (雷军) apologised on Weibo to all owners", ENGLISH),
        ("王化", SIMPLIFIED),
        ("2026-01-07, 100%", None),
        ("", None),
    ],
)
def test_a_text_tells_its_language(text: str, language: Language | None) -> None:
    assert language_of(text) == language


def test_characters_of_each_script_are_counted() -> None:
    count = count_scripts("這个国家說話")
    assert count == ScriptCount(simplified=2, traditional=3)
    assert count.is_mixed
    assert count.script == TRADITIONAL


def test_what_both_scripts_write_alike_tells_nothing() -> None:
    assert count_scripts("皇后在里面干着松了一只台面") == ScriptCount(0, 0)
    assert script_of("皇后") == SIMPLIFIED


@pytest.mark.parametrize("text", ["", "一。二！\n\n三", "？", "一\n", "abc。"])
def test_sentences_joined_are_the_text(text: str) -> None:
    assert "".join(sentences(text)) == text


def test_a_text_is_cut_at_full_stops_and_lines() -> None:
    assert sentences("一。二！三\n四") == ["一。", "二！", "三\n", "四"]
