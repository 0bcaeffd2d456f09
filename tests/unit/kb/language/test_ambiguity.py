"""The list of places where a conversion had a choice."""

from kb.language.ambiguity import Spot, spots
from kb.language.protected_terms import NO_TERMS, Term, term_set


def test_a_character_that_stands_alone_is_a_choice_and_a_word_is_not() -> None:
    assert spots("他的头发里", "zh-hant", NO_TERMS) == [Spot(4, 5, "里", "裡", ("里",))]
    words = spots("他的头发", "zh-hant", NO_TERMS, within_words=True)
    assert words == [Spot(2, 4, "头发", "頭髮", ("頭發",))]


def test_where_two_methods_differ_both_are_told() -> None:
    assert spots("一个中国", "zh-hant", NO_TERMS) == [
        Spot(0, 2, "一个", "一個", ("一箇",), disagrees=True)
    ]


def test_a_term_settles_it_and_places_after_it_are_still_those_of_the_text() -> None:
    terms = term_set([Term(("里长",), says=(("zh-hant", "里長先生"),))])
    assert spots("里长在里面，家里", "zh-hant", terms) == []
    assert [spot.start for spot in spots("里长说：里", "zh-hant", terms)] == [4]


def test_what_is_in_the_script_already_has_no_choices() -> None:
    assert spots("皇后說：里", "zh-hant", NO_TERMS) == []
    assert spots("他们说：里", "zh-hans", NO_TERMS) == []


def test_simplified_has_choices_too() -> None:
    assert spots("說著乾", "zh-hans", NO_TERMS) == [
        Spot(1, 2, "著", "着", ("著",)),
        Spot(2, 3, "乾", "干", ("乾",)),
    ]
