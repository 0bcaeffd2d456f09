"""Spellings of one word on both sides of the Atlantic."""

import pytest

from kb.search.analysis.pipeline import stem
from kb.search.analysis.spellings import other_stems


@pytest.mark.parametrize(
    ("american", "british"),
    [
        *(("color", "colour"), ("neighborhoods", "neighbourhoods"), ("theaters", "theatres")),
        *(("kilometer", "kilometre"), ("defense", "defence"), ("dialog", "dialogue")),
        *(("apologized", "apologised"), ("organization", "organisation"), ("analyze", "analyse")),
        *(("airplanes", "aeroplanes"), ("gray", "grey"), ("dishonorable", "dishonourable")),
    ],
)
def test_a_spelling_leads_to_the_other(american: str, british: str) -> None:
    assert other_stems(american) == (stem(british),)
    assert other_stems(british) == (stem(american),)


@pytest.mark.parametrize(
    "word", ["doctor", "hour", "number", "rise", "size", "prize", "道歉", "18"]
)
def test_a_word_spelt_alike_everywhere_has_no_other(word: str) -> None:
    assert other_stems(word) == ()
