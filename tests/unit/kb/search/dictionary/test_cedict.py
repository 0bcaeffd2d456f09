"""What is kept of the lines of CC-CEDICT."""

import pytest

from kb.search.dictionary.cedict import Gloss, glosses, name_as_read


@pytest.mark.parametrize(
    ("senses", "wanted"),
    [
        ("to apologize/to say sorry", [Gloss(0, "to apologize"), Gloss(1, "to say sorry")]),
        ("railroad; railway/CL:條|条[tiao2]", [Gloss(0, "railroad"), Gloss(0, "railway")]),
        ("Warsaw, capital of Poland", [Gloss(0, "Warsaw")]),
        ("(coll.) modem (network)", [Gloss(0, "modem")]),
        ("surname Lei", []),
        ("variant of 裡|里[li3]/inside", [Gloss(0, "inside")]),
        ("Beijing, Shanghai and Guangzhou", [Gloss(0, "Beijing, Shanghai and Guangzhou")]),
        (
            "Aomori prefecture in north Japan",
            [Gloss(0, "Aomori prefecture in north Japan"), Gloss(1, "Aomori")],
        ),
        ("good-for-nothing, idler", [Gloss(0, "good-for-nothing, idler")]),
    ],
)
def test_a_gloss_says_what_a_word_means(senses: str, wanted: list[Gloss]) -> None:
    assert list(glosses(senses)) == wanted


@pytest.mark.parametrize(
    ("pinyin", "wanted"),
    [
        ("Jia1 xing1", "Jiaxing"),
        ("Zhu1 Rong2 ji1", "Zhu Rongji"),
        ("Lu:3 shun4", "Lushun"),
        ("dao4 qian4", ""),
        ("Li3", ""),
    ],
)
def test_a_proper_name_is_written_as_it_is_read(pinyin: str, wanted: str) -> None:
    assert name_as_read(pinyin) == wanted
