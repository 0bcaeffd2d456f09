"""How rare words are, by texts of their own language."""

import pytest

from kb.search.backends.bm25 import Corpus

# Forty English texts among a thousand Chinese ones.
MOSTLY_CHINESE = Corpus(
    1_040, 300.0, {"the": 40, "的": 1_000, "measur": 38, "nightingal": 1, "措施": 38, "夜莺": 1}
)


def test_a_common_word_of_a_language_with_few_texts_is_not_rare() -> None:
    rarity = MOSTLY_CHINESE.rarity_in_language
    assert rarity("measur") < rarity("措施") / 4


def test_a_word_of_one_text_alone_counts_the_same_in_both_languages() -> None:
    rarity = MOSTLY_CHINESE.rarity_in_language
    assert rarity("nightingal") == pytest.approx(rarity("夜莺"), rel=0.01)


def test_the_rarest_word_of_several_counts() -> None:
    rarity = MOSTLY_CHINESE.rarity_in_language
    assert rarity("measur", "nightingal") == rarity("nightingal")


def test_without_a_word_to_tell_by_all_entries_count() -> None:
    few = Corpus(3, 5.0, {"apolog": 3, "recal": 1})
    assert few.rarity_in_language("recal") > few.rarity_in_language("apolog") > 0
    assert Corpus(0, 0.0, {}).rarity_in_language("recal") > 0
