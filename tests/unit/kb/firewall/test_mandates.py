"""Who may say what: which row holds, and rows that lead nowhere."""

import pytest

from kb.firewall.mandates import Mandate, dead_ends, governing, governing_all

ANY = None
ROWS = [
    Mandate("a", "founder", ANY, ANY, "allowed"),
    Mandate("b", "founder", "recall", ANY, "refer", "product"),
    Mandate("c", "founder", ANY, "livestream", "allowed"),
    Mandate("d", "*", "recall", "livestream", "not_allowed"),
    Mandate("e", "founder", "recall", "interview", "allowed"),
    Mandate("f", "product", ANY, ANY, "allowed"),
    Mandate("g", "*", "pay", ANY, "not_allowed"),
]


@pytest.mark.parametrize(
    ("speaker", "topic", "channel", "held_by"),
    [
        ("founder", None, None, "a"),
        ("founder", "recall", None, "b"),
        ("founder", "recall", "interview", "e"),
        ("founder", "weather", "livestream", "c"),
        # Two rows name two things each: the strictest holds.
        ("founder", "recall", "livestream", "d"),
        ("founder", "pay", None, "g"),
        ("product", "recall", "livestream", "d"),
        ("company", "weather", None, None),
        # Whoever is not named is anyone else.
        (None, "pay", None, "g"),
        (None, None, "livestream", None),
    ],
)
def test_the_row_that_names_most_holds(
    speaker: str | None, topic: str | None, channel: str | None, held_by: str | None
) -> None:
    found = governing(ROWS, speaker, topic, channel)
    assert (found and found.code) == held_by


def test_words_about_several_topics_are_held_against_each() -> None:
    assert [one.code for one in governing_all(ROWS, "founder", {"recall", "pay", "weather"})] == [
        "g",
        "b",
        "a",
    ]
    assert [one.code for one in governing_all(ROWS, "founder")] == ["a"]


@pytest.mark.parametrize(
    "there",
    [
        Mandate("x", "product", "recall", ANY, "not_allowed"),
        Mandate("x", "product", "recall", ANY, "refer", "founder"),
        Mandate("x", "product", "recall", ANY, "refer", "product"),
    ],
)
def test_a_row_that_refers_to_somebody_who_may_not_say_it_is_a_dead_end(there: Mandate) -> None:
    assert list(dead_ends(ROWS)) == []
    assert "x" in {one.code for pair in dead_ends([*ROWS, there]) for one in pair}
