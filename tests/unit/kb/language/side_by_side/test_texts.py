"""Running texts of both languages, against pairs written down by hand."""

import pytest

from kb.language.side_by_side.texts import paragraphs
from tests.benchmarks import alignment
from tests.starter_texts import SHARED


def test_lines_broken_for_their_length_are_one_paragraph() -> None:
    text = (
        "Every enquiry that reaches us by telephone\ngets an answer.\nA title\n\n"
        "- one\n- two\n\n凡是通过电话打到我们这里来的询问，不论来自何处，当天都要给出一个明确的\n答复。"
    )
    assert paragraphs(text) == [
        "Every enquiry that reaches us by telephone gets an answer.",
        "A title",
        "- one",
        "- two",
        "凡是通过电话打到我们这里来的询问，不论来自何处，当天都要给出一个明确的答复。",
    ]


@pytest.mark.skipif(not SHARED.exists(), reason=f"the source documents are not in {SHARED}")
def test_the_document_with_an_unpaired_sentence_comes_out_whole() -> None:
    text = alignment.document()
    assert len(text.pairs) == 8
    assert list(alignment.wrong(text)) == []


@pytest.mark.parametrize(("name", "least"), [("work", 0.95), ("judge", 0.92)])
def test_pairs_of_texts_of_many_kinds_come_out_right(name: str, least: float) -> None:
    texts = [alignment.read(file) for file in sorted((alignment.DATA / name).glob("*.txt"))]
    wrong = sum(len(list(alignment.wrong(text))) for text in texts)
    assert 1 - wrong / sum(len(text.pairs) for text in texts) >= least
