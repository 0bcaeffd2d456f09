"""What is kept of the lines of CC-CEDICT."""

import pytest

from kb.search.dictionary.cedict import Gloss, glosses


@pytest.mark.parametrize(
    ("senses", "wanted"),
    [
        ("to apologize/to say sorry", [Gloss(0, "to apologize"), Gloss(1, "to say sorry")]),
        ("railroad; railway/CL:條|条[tiao2]", [Gloss(0, "railroad"), Gloss(0, "railway")]),
        ("Warsaw, capital of Poland", [Gloss(0, "Warsaw")]),
        ("(coll.) modem (network)", [Gloss(0, "modem")]),
        ("surname Lei", []),
        ("variant of 裡|里[li3]/inside", [Gloss(0, "inside")]),
        ("good-for-nothing, idler", [Gloss(0, "good-for-nothing, idler")]),
    ],
)
def test_a_gloss_says_what_a_word_means(senses: str, wanted: list[Gloss]) -> None:
    assert list(glosses(senses)) == wanted
