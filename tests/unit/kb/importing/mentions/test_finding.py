"""Known names are found in any script, and never inside another word."""

import pytest

from kb.importing.mentions import Name, NameFinder, find_mentions
from tests.gold import names_of_the_starter, the_five
from tests.mention_figures import mentions_of

PEOPLE = (
    Name("person", "wang-hua", ("王化",)),
    Name("person", "bear", ("大熊",)),
    Name("person", "xu-fei", ("许斐", "Xu Fei")),
    Name("person", "placeholder", ("Nora Placeholder",)),
    Name("organisation", "millet", ("小米", "小米集团")),
    Name("organisation", "apple", ("Apple",)),
    Name("term", "millet-affair", ("小米集团事件",)),
)


def found(text: str) -> list[str]:
    return [f"{one.text}:{one.record}" for one in find_mentions(text, PEOPLE)]


def test_names_in_the_five_documents_are_found() -> None:
    if not (documents := the_five()):
        pytest.skip("The five documents do not lie beside the repository.")
    hit, false, missed = mentions_of(documents, names_of_the_starter())
    assert hit / (hit + false) >= 0.95
    assert hit / (hit + missed) >= 0.95


@pytest.mark.parametrize(
    "text",
    ["王化学", "大熊猫", "许斐然", "小米粥", "許斐然說", "大熊貓基地", "喝小米粥", "王化文表示"],
)
def test_a_short_name_is_not_in_a_longer_word(text: str) -> None:
    assert found(text) == []


def test_a_name_is_found_in_either_script_and_beside_any_mark() -> None:
    assert found("許斐與王化、小米。") == ["許斐:xu-fei", "王化:wang-hua", "小米:millet"]
    assert found("王化学习了，王化确认转岗") == ["王化:wang-hua", "王化:wang-hua"]


def test_of_two_ways_to_cut_words_the_one_with_fewer_decides() -> None:
    assert found("王化解释称") == ["王化:wang-hua"]
    assert found("王化解") == []
    assert found("小米面临危机") == ["小米:millet"]
    assert found("小米粥铺") == []


def test_the_longest_name_wins_but_no_term_hides_an_organisation() -> None:
    assert found("小米集团回应") == ["小米集团:millet"]
    assert sorted(found("小米集团事件")) == ["小米集团:millet", "小米集团事件:millet-affair"]


def test_a_latin_name_is_a_word_with_its_capital() -> None:
    assert found("Apple’s pineapple, an apple, Apples, @apple") == ["Apple:apple", "apple:apple"]


def test_somebody_named_in_full_is_found_by_surname_afterwards() -> None:
    text = "Placeholder? Nora Placeholder came. Placeholder left; Bruce Placeholder stayed. 许斐，许总，许总结"
    assert [one.start for one in find_mentions(text, PEOPLE)][:2] == [13, 36]
    assert found(text)[2:] == ["许斐:xu-fei", "许总:xu-fei"]


def test_places_hold_in_the_text_as_typed() -> None:
    text = "㈱𠮷ＸＵ　ＦＥＩ與許斐"
    assert [(one.start, one.end) for one in NameFinder(PEOPLE).find(text)] == [(2, 8), (9, 11)]


def test_nobody_to_find_is_no_error() -> None:
    assert find_mentions("小米", ()) == []
