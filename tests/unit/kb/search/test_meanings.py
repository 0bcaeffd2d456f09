"""What a query may mean in the other language, and what each way counts for."""

from kb.search.dictionary.lookup import dictionary
from kb.search.meanings import Meaning, meanings
from kb.search.query import read


def meant(text: str) -> dict[str, Meaning]:
    return {one.text: one for one in meanings(read(text).query({}), dictionary())}


def weights(meaning: Meaning) -> dict[str, float]:
    return {text: weight for _way, weight, text in meaning.other}


def test_a_translation_of_another_form_of_the_stem_counts_less() -> None:
    important, imports = meant("important")["important"], meant("imports")["imports"]
    assert weights(important)["重要"] > weights(important)["进口"]
    assert weights(imports)["进口"] > weights(imports)["重要"]


def test_words_of_a_known_expression_count_less_than_all_of_it() -> None:
    found = meant("Hong Kong")
    assert weights(found["hong kong"])["香港"] == max(weights(found["hong kong"]).values())
    assert "港币" not in weights(found["hong"])
    (way, weight), *_ = found["hong"].concept.ways
    assert (way.units, weight) == (("hong",), 0.5)
    assert found["hong"].sure.ways == ((way, 1.0),)


def test_both_spellings_of_a_typed_word_are_looked_for() -> None:
    (typed, whole), (other, less) = meant("harbours")["harbours"].own
    assert (typed.units, other.units) == (("harbour",), ("harbor",))
    assert whole > less


def test_a_translation_is_found_in_british_spelling_too() -> None:
    ways = {way.units: weight for way, weight, _text in meant("剧院")["剧院"].other}
    assert ways[("theater",)] > ways[("theatr",)] > 0


def test_characters_of_an_unknown_name_tell_less() -> None:
    alone = max(weights(meant("的腾")["腾"]).values())
    assert max(weights(meant("恐龙腾堡")["腾"]).values()) < alone


def test_nothing_but_an_unknown_name_is_not_translated() -> None:
    assert not any(meaning.other for meaning in meant("雷均").values())
    assert meant("均")["均"].other
