"""Words that only connect or ask."""

import pytest

from kb.search.analysis.stopwords import asks


@pytest.mark.parametrize(
    "text",
    ["who apologised", "is it over", "谁批评了高管", "哪一年", "几次", "雷军怎么说", "a recall?"],
)
def test_a_question_asks(text: str) -> None:
    assert asks(text)


@pytest.mark.parametrize("text", ["recall", "island", "几何", "道歉 公司", "doing well"])
def test_words_do_not(text: str) -> None:
    assert not asks(text)
