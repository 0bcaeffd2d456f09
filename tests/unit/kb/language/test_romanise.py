"""Chinese as Latin letters, for addresses and names."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.language.romanise import romanise, romanise_name


@pytest.mark.parametrize(
    ("text", "latin"),
    [
        ("小米SU7发布会", "xiao mi su7 fa bu hui"),
        ("知识产权 防火墙", "zhi shi chan quan fang huo qiang"),
        ("重庆银行", "chong qing yin hang"),
        ("Café au lait", "cafe au lait"),
        ("绿色", "lv se"),
        ("？！", ""),
        ("", ""),
    ],
)
def test_a_title_becomes_plain_words(text: str, latin: str) -> None:
    assert romanise(text) == latin


@pytest.mark.parametrize(
    ("name", "latin"),
    [
        ("雷军", "Lei Jun"),
        ("徐洁云", "Xu Jieyun"),
        ("范佳来", "Fan Jialai"),
        ("单霁翔", "Shan Jixiang"),
        ("欧阳修", "Ouyang Xiu"),
    ],
)
def test_a_name_is_written_as_pinyin_writes_names(name: str, latin: str) -> None:
    assert romanise_name(name) == latin


@given(st.text())
def test_romanised_text_is_always_ascii_words(text: str) -> None:
    assert re.fullmatch(r"([a-z0-9]+( [a-z0-9]+)*)?", romanise(text))
