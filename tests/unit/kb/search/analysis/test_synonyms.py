"""Names inside what was typed."""

from kb.search.analysis.synonyms import LONGEST_NAME, cut_at_names, possible_names


def test_every_stretch_may_be_a_name() -> None:
    assert set(possible_names(["lei", "jun", "道歉"])) == {
        "lei", "jun", "道歉", "lei jun", "jun 道歉", "lei jun 道歉",
    }  # fmt: skip


def test_the_longest_known_name_wins() -> None:
    known = {"lei", "lei jun"}
    assert cut_at_names(["lei", "jun", "道歉"], known) == [("lei", "jun"), ("道歉",)]


def test_names_are_looked_for_from_the_left() -> None:
    assert cut_at_names(["a", "b", "c"], {"a b", "b c"}) == [("a", "b"), ("c",)]


def test_longer_names_than_the_limit_are_not_looked_for() -> None:
    typed = [str(number) for number in range(20)]
    assert max(len(key.split()) for key in possible_names(typed)) == LONGEST_NAME
