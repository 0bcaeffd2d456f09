"""What no record names is worth a look when the words around it say that it is a name."""

from kb.importing.mentions import Name, find_mentions
from kb.importing.mentions.candidates import find_candidates


def found(text: str) -> list[str]:
    return [one.text for one in find_candidates(text)]


def test_whoever_has_a_title_or_speaks_is_worth_a_look() -> None:
    assert found("杜撰财经记者林杜撰写道。甄虚实表示，无可奉告。") == ["林杜撰", "甄虚实"]
    assert found("Then Ms Nora Placeholder left, and Tom Standin said no.") == [
        "Nora Placeholder",
        "Tom Standin",
    ]


def test_names_that_end_like_organisations_are_worth_a_look() -> None:
    assert found("他在假想大学任教") == ["假想大学"]
    assert found("It was sold to Mockup Avionics Ltd in May.") == ["Mockup Avionics Ltd"]


def test_known_names_and_common_words_are_not() -> None:
    text = "公司表示，记者方向不明，甄虚实表示"
    known = find_mentions(text, [Name("person", "zhen", ("甄虚实",))])
    assert find_candidates(text, known) == []


def test_what_is_done_to_a_firm_is_no_name_of_one() -> None:
    assert found("大家都要維護公司的形象，符合公司的要求") == []
