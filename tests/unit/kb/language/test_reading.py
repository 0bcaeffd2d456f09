"""What a reader gets to see of a text."""

import pytest

from kb.language.codes import ENGLISH, SIMPLIFIED, TRADITIONAL
from kb.language.reading import Passage, read
from kb.records.bilingual import Bilingual

pytestmark = pytest.mark.django_db

BOTH = Bilingual("The founder apologised", "创始人发表道歉")


def test_each_reader_reads_their_own_writing() -> None:
    assert read(BOTH, ENGLISH) == Passage("The founder apologised", ENGLISH)
    assert read(BOTH, SIMPLIFIED) == Passage("创始人发表道歉", SIMPLIFIED)
    assert read(BOTH, TRADITIONAL) == Passage("創始人發表道歉", TRADITIONAL)


def test_chinese_typed_in_traditional_reads_in_simplified() -> None:
    typed = Bilingual("", "創始人發表道歉")
    assert read(typed, SIMPLIFIED).text == "创始人发表道歉"
    assert read(typed, TRADITIONAL).text == "創始人發表道歉"


def test_a_missing_half_falls_back_visibly() -> None:
    assert read(Bilingual("Only English", ""), TRADITIONAL) == Passage(
        "Only English", ENGLISH, True
    )
    assert read(Bilingual("", "只有中文，没有英文"), ENGLISH) == Passage(
        "只有中文，没有英文", SIMPLIFIED, True
    )
    assert read(Bilingual("", "創始人發表道歉"), ENGLISH).language == TRADITIONAL


def test_an_empty_text_is_nothing_foreign() -> None:
    for reader in (ENGLISH, SIMPLIFIED, TRADITIONAL):
        assert read(Bilingual(), reader) == Passage("", reader)


def test_a_plain_text_is_converted_for_chinese_readers_only() -> None:
    assert read("发展", TRADITIONAL).text == "發展"
    assert read("发展", ENGLISH) == Passage("发展", SIMPLIFIED, True)
    assert read("Development", ENGLISH) == Passage("Development", ENGLISH)


def test_a_plain_text_in_both_writings_is_read_in_one() -> None:
    for text in ("headline · 标题", "标题 · headline"):
        assert read(text, ENGLISH) == Passage("headline", ENGLISH)
        assert read(text, TRADITIONAL) == Passage("標題", TRADITIONAL)
    assert read(str(BOTH), ENGLISH) == read(BOTH, ENGLISH)


def test_a_dot_between_words_of_one_language_stays() -> None:
    for text in ("晚报 · 第三版", "36氪 · 2025", "标题 · headline · 3"):
        assert read(text, SIMPLIFIED).text == text
