"""The numbers of both languages."""

import pytest

from kb.language.side_by_side.numbers import of_chinese, of_english


@pytest.mark.parametrize(
    ("english", "chinese"),
    [
        ("$1.2 billion", "12亿美元"),
        ("120,000 kettles", "12万台"),
        ("eighteen months", "十八個月"),
        ("thirty million", "三千万"),
        ("in May 2015", "2015年5月"),
        ("three hundred and five", "三百零五"),
        ("NT$240 million", "2.4億元"),
        ("the 21st minute", "第21分钟"),
        ("the third day", "第三天"),
    ],
)
def test_a_number_is_the_same_in_both_languages(english: str, chinese: str) -> None:
    assert sorted(of_english(english)) == sorted(of_chinese(chinese)) != []


def test_one_is_no_number_to_go_by() -> None:
    assert of_english("one of them") == of_chinese("其中一个") == []
