"""The order of lists."""

import pytest

from kb.language.codes import ENGLISH, SIMPLIFIED, TRADITIONAL
from kb.language.collation import first_letter, sort_key, sorted_for
from kb.records.bilingual import Bilingual

pytestmark = pytest.mark.django_db


def test_chinese_is_sorted_by_sound_and_tone_in_both_scripts() -> None:
    assert sorted(["徐洁云", "雷军", "宗宁", "王化", "李肖爽"], key=sort_key) == [
        "雷军",
        "李肖爽",
        "王化",
        "徐洁云",
        "宗宁",
    ]
    assert sorted(["马", "妈", "麻"], key=sort_key) == ["妈", "麻", "马"]
    assert sort_key("雷軍")[:2] == sort_key("雷军")[:2]


def test_letters_and_sounds_stand_in_one_alphabet_and_numbers_count() -> None:
    assert sorted(["知乎", "Weibo", "微博", "Émile", "emil", "YU10", "YU7"], key=sort_key) == [
        "emil",
        "Émile",
        "微博",
        "Weibo",
        "YU7",
        "YU10",
        "知乎",
    ]


def test_a_list_is_sorted_by_what_the_reader_sees() -> None:
    names = [Bilingual("Zong Ning", "宗宁"), Bilingual("Lei Jun", "雷军"), Bilingual("", "阿里")]
    assert [name.zh for name in sorted_for(SIMPLIFIED, names, lambda name: name)] == [
        "阿里",
        "雷军",
        "宗宁",
    ]
    assert sorted_for(TRADITIONAL, names, lambda name: name) == sorted_for(
        SIMPLIFIED, names, lambda name: name
    )
    assert [name.en for name in sorted_for(ENGLISH, names, lambda name: name)] == [
        "",
        "Lei Jun",
        "Zong Ning",
    ]


@pytest.mark.parametrize(
    ("name", "sound"),
    [
        ("曾国藩", "zeng guo fan"),
        ("单雄信", "shan xiong xin"),
        ("解缙", "xie jin"),
        ("仇英", "qiu ying"),
        ("尉迟恭", "yu chi gong"),
        ("曾", "ceng"),
        ("重慶", "chong qing"),
        ("区先生来了", "qu xian sheng lai le"),
    ],
)
def test_a_surname_is_read_as_one_in_the_name_of_a_person(name: str, sound: str) -> None:
    assert sort_key(name, personal=True)[0] == sound
    assert sort_key("单位", personal=False)[0] == "dan wei"


def test_quotation_marks_before_a_title_do_not_count() -> None:
    assert sorted(["微博", "“阿里”", "Zoo", "《北京》"], key=sort_key) == [
        "“阿里”",
        "《北京》",
        "微博",
        "Zoo",
    ]
    assert [first_letter(sort_key(one)) for one in ("“阿里”", "36氪", "émile")] == ["A", "#", "E"]
