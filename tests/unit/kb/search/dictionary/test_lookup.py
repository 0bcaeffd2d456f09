"""The dictionary both ways."""

import pytest

from kb.search.analysis.pipeline import units
from kb.search.dictionary import lookup
from kb.search.dictionary.lookup import dictionary
from kb.search.dictionary.table import pack


def english(word: str) -> list[str]:
    return [one.text for one in dictionary().of_chinese(word)]


def chinese(text: str) -> list[str]:
    return [one.text for one in dictionary().of_english(tuple(units(text)))]


def test_a_word_is_translated_both_ways() -> None:
    assert "to apologize" in english("道歉")
    assert "道歉" in chinese("apologised")
    assert chinese("Warsaw") == ["华沙"]
    assert "颜色" in chinese("colours")
    assert "悠长" in chinese("longest")
    assert english("没有这个词") == []
    assert chinese("xyzzy") == []


@pytest.mark.parametrize(
    ("adjective", "country"),
    [
        *(("Taiwanese", "台湾"), ("Cuban", "古巴"), ("Italian", "意大利"), ("Mexican", "墨西哥")),
        *(("Polish", "波兰"), ("British", "英国"), ("Chinese", "中国")),
    ],
)
def test_the_adjective_of_a_country_leads_to_the_country(adjective: str, country: str) -> None:
    assert country in chinese(adjective)


def test_an_ordinary_word_is_no_adjective_of_a_place() -> None:
    assert chinese("Huma") == ["呼玛", "呼玛县"]
    assert "呼玛" not in chinese("human")


def test_a_chinese_name_is_found_by_its_pinyin() -> None:
    assert "嘉兴" in chinese("Jiaxing")
    assert "三国" in chinese("Three Kingdoms")


def test_each_part_of_a_foreign_name_is_known() -> None:
    assert "Verne" in english("凡尔纳")
    assert "凡尔纳" in chinese("Verne")


def test_a_run_is_cut_into_the_longest_words() -> None:
    assert dictionary().cut("公共关系负责人道歉") == ["公共关系", "负责人", "道歉"]
    assert dictionary().cut("甴曱") in (["甴曱"], ["甴", "曱"])
    assert dictionary().cut("") == []


def test_expressions_of_several_words_are_known() -> None:
    typed = tuple(units("public relations department"))
    assert dictionary().cut_english(typed)[0] == ("public", "relat")


def test_a_folder_that_cannot_be_written_costs_memory_only(
    monkeypatch: pytest.MonkeyPatch, settings: object
) -> None:
    def small() -> tuple[bytes, bytes]:
        one = pack({"道歉": "0\tapolog\tto apologize"})
        return one, one

    monkeypatch.setattr(settings, "DICTIONARY_DIR", "/proc/nowhere")
    monkeypatch.setattr(lookup, "build", small)
    fresh = lookup.dictionary.__wrapped__()
    assert [one.text for one in fresh.of_chinese("道歉")] == ["to apologize"]
