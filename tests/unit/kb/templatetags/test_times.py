"""Times in the words of each language: what both ends of a range share is said once."""

import pytest
from django.utils.translation import override

from kb.records.spans import parse_typed
from kb.templatetags.times import when


@pytest.mark.parametrize(
    ("typed", "english", "chinese"),
    [
        ("2026-01-05..2026-01-07", "5–7 January 2026", "2026年1月5日至7日"),
        ("2026-01-30..2026-02-02", "30 January – 2 February 2026", "2026年1月30日至2月2日"),
        (
            "2025-12-30..2026-01-02",
            "30 December 2025 – 2 January 2026",
            "2025年12月30日至2026年1月2日",
        ),
        ("2026-01..2026-03", "January–March 2026", "2026年1月至3月"),
        ("2025-11..2026-01", "November 2025 – January 2026", "2025年11月至2026年1月"),
        ("2020..2025", "2020–2025", "2020年至2025年"),
        ("2026-01-07 evening", "7 January 2026, evening", "2026年1月7日晚"),
        ("2026", "2026", "2026年"),
    ],
)
def test_a_time_is_said_as_its_reader_would(typed: str, english: str, chinese: str) -> None:
    span = parse_typed(typed)
    with override("en"):
        assert when(span) == english
    with override("zh-hans"):
        assert when(span) == chinese
    with override("zh-hant"):
        assert when(span).removesuffix("間") == chinese
