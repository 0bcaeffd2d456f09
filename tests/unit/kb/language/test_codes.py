"""The table of languages, and every spelling of their codes."""

import pytest
from django.conf import settings

from kb.language import codes


def test_the_table_and_the_settings_name_the_same_languages() -> None:
    assert [(language.code, language.label) for language in codes.LANGUAGES] == list(
        settings.LANGUAGES
    )
    assert {language.content for language in codes.LANGUAGES} == {
        code for code, _label in settings.WAGTAIL_CONTENT_LANGUAGES
    }


@pytest.mark.parametrize(
    ("spelling", "tag"),
    [
        ("zh-TW", "zh-Hant"),
        ("zh_HK", "zh-Hant"),
        ("ZH-HANT-tw", "zh-Hant"),
        ("zh-Hans-HK", "zh-Hans"),
        ("zh", "zh-Hans"),
        ("zh_CN.UTF-8", "zh-Hans"),
        ("cmn-Hant", "zh-Hant"),
        ("yue", "zh-Hant"),
        ("en-GB", "en"),
    ],
)
def test_every_spelling_of_a_code_is_understood(spelling: str, tag: str) -> None:
    language = codes.parse(spelling)
    assert language is not None
    assert language.tag == tag
    assert codes.tag(spelling) == tag


@pytest.mark.parametrize("spelling", ["", "fr", "japanese", "-", "x-zh"])
def test_other_languages_are_not_ours(spelling: str) -> None:
    assert codes.parse(spelling) is None
    assert codes.tag(spelling) == spelling
    assert codes.language(spelling) is codes.ENGLISH


def test_traditional_is_a_way_of_reading_the_simplified_pages() -> None:
    assert list(codes.read_from("zh-hans")) == [codes.SIMPLIFIED, codes.TRADITIONAL]


@pytest.mark.parametrize(
    ("code", "script"),
    [
        ("zh_HK", "zh-hk"),
        ("ZH-Hant-HK", "zh-hk"),
        ("zh-mo", "zh-hk"),
        ("zh-Hant", "zh-hant"),
        ("zh_TW.UTF-8", "zh-hant"),
        ("zh-Hans-HK", "zh-hans"),
        ("zh", "zh-hans"),
        ("en", None),
        ("", None),
    ],
)
def test_a_code_says_which_characters(code: str, script: str | None) -> None:
    assert codes.script_code(code) == script
