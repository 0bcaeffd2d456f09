"""A quote names its own language, so that it takes its own glyphs."""

import pytest

from kb.templatetags.quotes import written_in


@pytest.mark.parametrize(
    ("quote", "tag"),
    [
        ("我们立即终止合作", "zh-Hans"),
        ("我們立即終止合作", "zh-Hant"),
        ("We ended it at once.", "en"),
        ("1234", ""),
        ("", ""),
    ],
)
def test_a_quote_says_what_it_is_written_in(quote: str, tag: str) -> None:
    assert written_in(quote) == tag
