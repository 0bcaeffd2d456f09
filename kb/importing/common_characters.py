"""The common Chinese characters: what tells a text from bytes read wrongly.

The first levels of GB 2312 (3,755 characters) and Big5 (5,401) were chosen by frequency of use.
"""

from functools import cache


@cache
def common_characters() -> frozenset[str]:
    """Return the characters of the first levels of both standards."""
    simplified = _level("gb2312", range(0xB0, 0xD8), range(0xA1, 0xFF))
    trail = [*range(0x40, 0x7F), *range(0xA1, 0xFF)]
    return simplified | _level("big5", range(0xA4, 0xC7), trail)


@cache
def commonest_characters() -> frozenset[str]:
    """Return those of GB 2312's first level alone."""
    return _level("gb2312", range(0xB0, 0xD8), range(0xA1, 0xFF))


def _level(codec: str, first: range, second: range | list[int]) -> frozenset[str]:
    pairs = (bytes((lead, trail)) for lead in first for trail in second)
    return frozenset("".join(pair.decode(codec, "ignore") for pair in pairs))
