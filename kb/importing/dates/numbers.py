"""Numbers as dates write them: digits, Chinese numerals, English words."""

_DIGITS = dict(zip("〇零○一二三四五六七八九两", (0, 0, 0, *range(1, 10), 2), strict=True))
_TENS = {"十": 10, "廿": 20, "卅": 30}
_WORDS = {
    word: number
    for number, words in enumerate(
        (
            *("a an one", "two", "three", "four", "five", "six", "seven", "eight"),
            *("nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen"),
            *("sixteen", "seventeen", "eighteen", "nineteen", "twenty"),
        ),
        start=1,
    )
    for word in words.split()
}

# A number of up to two digits, or up to 99 in Chinese.
SMALL = r"(?:[0-9]{1,2}|[〇零一二三四五六七八九十廿卅]{1,3})"
# A number of English words for "... days ago".
COUNT = rf"(?:[0-9]{{1,3}}|{'|'.join(_WORDS)})"


def number(text: str) -> int | None:
    """Return the number of a text; None for characters in an order that is no number."""
    text = text.lower()
    if text.isascii() and text.isdigit():
        return int(text)
    if text in _WORDS:
        return _WORDS[text]
    for ten, value in _TENS.items():
        before, found, after = text.partition(ten)
        if found:
            return _around_ten(ten, value, before, after)
    if text and all(character in _DIGITS for character in text):
        return int("".join(str(_DIGITS[character]) for character in text))
    return None


def _around_ten(ten: str, value: int, before: str, after: str) -> int | None:
    if len(before) > 1 or len(after) > 1 or (before and ten != "十"):
        return None
    if not all(character in _DIGITS and _DIGITS[character] for character in before + after):
        return None
    tens = _DIGITS[before] * 10 if before else value
    return tens + (_DIGITS[after] if after else 0)
