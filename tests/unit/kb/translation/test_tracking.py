"""Which passages of a source have changed: plain texts, no database."""

from kb.translation.tracking import (
    Passage,
    Tracked,
    advance,
    caught_up,
    edits,
    restored,
    start,
    stored,
    waiting,
)

DOGS, CATS, BIRDS = "A paragraph about dogs.", "Another about three cats.", "The last: birds."


def text(*pieces: str | tuple[str, str]) -> list[Passage]:
    """Return passages, each in a block of its own; a pair names the block."""
    return [
        Passage(f"body.{one[0]}", one[1]) if isinstance(one, tuple) else Passage(f"body.{n}", one)
        for n, one in enumerate(pieces)
    ]


def told(found: list[Tracked]) -> list[tuple[str, str | None, str | None]]:
    """Return the passages that wait: what became of them, what it was, what it is."""
    return [(one.kind, one.base, one.text) for one in found if one.waits()]


BASE = start(text(DOGS, CATS, BIRDS))


def test_a_text_is_in_step_with_itself() -> None:
    assert told(advance(BASE, text(DOGS, CATS, BIRDS), 1)) == []


def test_a_changed_paragraph_is_behind_and_no_other() -> None:
    after = advance(BASE, text(DOGS, "Another about four cats.", BIRDS), 1)
    assert told(after) == [("changed", CATS, "Another about four cats.")]


def test_an_added_paragraph_moves_no_other() -> None:
    after = advance(BASE, text(DOGS, ("new", "Something about fish."), ("1", CATS), BIRDS), 1)
    assert told(after) == [("added", None, "Something about fish.")]


def test_a_removed_paragraph_is_told_where_it_stood() -> None:
    after = advance(BASE, text(DOGS, BIRDS), 1)
    assert told(after) == [("removed", CATS, None)]
    assert [one.base for one in after] == [DOGS, CATS, BIRDS]


def test_a_paragraph_that_moved_is_in_step() -> None:
    assert told(advance(BASE, text(BIRDS, DOGS, CATS), 1)) == []


def test_blocks_with_new_keys_are_known_by_their_words() -> None:
    new_keys = text(("a", DOGS), ("b", CATS), ("c", BIRDS))
    assert told(advance(BASE, new_keys, 1)) == []


def test_a_title_written_anew_is_a_changed_title() -> None:
    after = advance(start([Passage("title", "Dogs")]), [Passage("title", "猫与鱼的故事")], 1)
    assert told(after) == [("changed", "Dogs", "猫与鱼的故事")]


def test_fields_are_never_mixed_up() -> None:
    before = start([Passage("title", "Dogs"), Passage("summary", "All about dogs")])
    after = advance(before, [Passage("title", "Dogs"), Passage("intro", "All about dogs")], 1)
    assert sorted(told(after), key=str) == [
        ("added", None, "All about dogs"),
        ("removed", "All about dogs", None),
    ]


def test_what_is_taken_back_is_in_step_again() -> None:
    changed = advance(BASE, text(DOGS, "Another about four cats.", BIRDS), 1)
    assert told(advance(changed, text(DOGS, CATS, BIRDS), 2)) == []
    removed = advance(BASE, text(DOGS, BIRDS), 1)
    assert told(advance(removed, text(DOGS, CATS, BIRDS), 2)) == []
    added = advance(BASE, text(DOGS, CATS, BIRDS, "Something about fish."), 1)
    assert told(advance(added, text(DOGS, CATS, BIRDS), 2)) == []


def test_edits_are_counted_once_each_and_only_while_they_matter() -> None:
    one = advance(BASE, text(DOGS, "Another about four cats.", BIRDS), 1)
    two = advance(one, text("A paragraph about wolves.", "Another about five cats.", BIRDS), 2)
    assert edits(two) == [1, 2]
    back = advance(two, text(DOGS, "Another about five cats.", BIRDS), 3)
    assert edits(back) == [1, 2]


def test_a_minor_edit_makes_nothing_wait_and_can_count_again() -> None:
    one = advance(BASE, text(DOGS, "Another about four cats.", BIRDS), 1)
    both = advance(one, text("A paragraph about wolves.", "Another about four cats.", BIRDS), 2)
    assert waiting(both, {1}) == [0]
    assert edits(both, {1}) == [2]
    assert waiting(both) == [0, 1]


def test_a_passage_with_a_minor_and_another_edit_waits() -> None:
    one = advance(BASE, text(DOGS, "Another about four cats.", BIRDS), 1)
    two = advance(one, text(DOGS, "Another about five cats.", BIRDS), 2)
    assert waiting(two, {1}) == [1]
    assert two[1].base == CATS


def test_some_passages_catch_up_alone() -> None:
    after = advance(BASE, text("A paragraph about wolves.", "Another about four cats."), 1)
    some = caught_up(after, {1})
    assert told(some) == [
        ("changed", DOGS, "A paragraph about wolves."),
        ("removed", BIRDS, None),
    ]
    assert told(caught_up(after)) == []
    assert [one.text for one in caught_up(after)] == [one.text for one in after if one.text]


def test_paragraphs_of_one_block_are_told_apart() -> None:
    before = start(text(("x", DOGS), ("x", CATS), ("x", BIRDS)))
    now = text(("x", DOGS), ("x", "A new one on fish."), ("x", "Another about four cats."))
    assert told(advance(before, [*now, *text(("x", BIRDS))], 1)) == [
        ("added", None, "A new one on fish."),
        ("changed", CATS, "Another about four cats."),
    ]


def test_chinese_paragraphs_are_paired_by_their_characters() -> None:
    before = start(text("公司发布声明。", "门店停业两天。"))
    after = advance(before, text("公司发布声明。", "新增一段说明。", "门店停业三天。"), 1)
    assert told(after) == [
        ("added", None, "新增一段说明。"),
        ("changed", "门店停业两天。", "门店停业三天。"),
    ]


def test_a_tracked_text_is_stored_and_restored() -> None:
    after = advance(BASE, text("A paragraph about wolves.", "Quite another thing!"), 7)
    held = [*after, Tracked("body.q", "He said", "He said it", (7,), ("cases.source:1",))]
    assert restored(stored(held)) == held
