"""Where words begin and end."""

from kb.search.analysis.segment import is_han, words


def test_han_runs_and_other_words_are_told_apart() -> None:
    assert words("小米su7在2024年上市，don't miss_it") == [
        "小米", "su7", "在", "2024", "年上市", "don't", "miss", "it",
    ]  # fmt: skip


def test_rare_characters_belong_to_their_run() -> None:
    assert words("𠮷野家，々〇") == ["𠮷野家", "々〇"]
    assert is_han("𠮷")
    assert not is_han("kanji")


def test_punctuation_and_signs_are_no_words() -> None:
    assert words("“”（）!? · … — 🙂 _ ' ’") == []
