"""The tree of what is asked."""

from kb.search.expressions import (
    EVERYTHING,
    NOTHING,
    AllOf,
    all_of,
    any_of,
    is_positive,
    stretches,
    without,
    word,
)

A, B, C = word("a"), word("b"), word("c")


def test_nesting_and_repetition_are_taken_out() -> None:
    assert all_of([A, all_of([B, A]), C]) == AllOf((A, B, C))
    assert any_of([A, A]) == A


def test_nothing_and_everything_absorb() -> None:
    assert all_of([A, NOTHING]) == NOTHING
    assert any_of([A, EVERYTHING]) == EVERYTHING
    assert without(NOTHING) == EVERYTHING
    assert without(without(A)) == A


def test_what_is_excluded_neither_scores_nor_is_positive() -> None:
    asked = all_of([A, without(B)])
    assert not is_positive(asked)
    assert list(stretches(asked)) == [A]
    assert not is_positive(EVERYTHING)
