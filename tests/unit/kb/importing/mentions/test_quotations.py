"""Quoted words belong to whoever is named beside a word of saying, else to nobody."""

import pytest

from kb.importing.mentions import Name, find_mentions
from kb.importing.mentions.quotations import find_quotations

NAMES = (Name("person", "hu", ("胡编", "Hu Bian")), Name("organisation", "dairy", ("云莓乳业",)))


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("云莓乳业的胡编表示，“公司必须认这笔账”。", "hu"),
        ("云莓乳业发文称：「我們一定會查個清楚」", "dairy"),
        ("“公司必须认这笔账”，胡编说。", "hu"),
        ('"We will pay for this," said Hu Bian.', "hu"),
        ("胡编到场。有人喊“公司必须认这笔账”。", None),
        ("网友在胡编的评论区直言“公司必须认这笔账”", None),
    ],
)
def test_the_speaker_is_named_beside_a_word_of_saying(text: str, speaker: str | None) -> None:
    (quotation,) = find_quotations(text, find_mentions(text, NAMES))
    assert (quotation.speaker and quotation.speaker.record) == speaker
    assert text[quotation.start : quotation.end] == quotation.text


def test_short_words_in_marks_are_no_quotation() -> None:
    assert find_quotations("胡编说“胀包”", ()) == []
