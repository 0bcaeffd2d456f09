"""The numbers a text names, in figures and words of either language, as one spelling each."""

import re
from collections.abc import Iterator

_SCALES = {"thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "hundred": 1e2}
_FROM_ZERO = """
zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen
sixteen seventeen eighteen nineteen
"""
_FROM_TWENTY = "twenty thirty forty fifty sixty seventy eighty ninety"
_FROM_THIRD = "third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth"
_FROM_JANUARY = """
january february march april may june july august september october november december
"""
_UNITS = {word: value for value, word in enumerate(_FROM_ZERO.split())} | {"dozen": 12, "twice": 2}
_TENS = {word: 10 * value for value, word in enumerate(_FROM_TWENTY.split(), start=2)}
_ORDINALS = {word: value for value, word in enumerate(_FROM_THIRD.split(), start=3)}
_MONTHS = {word: value for value, word in enumerate(_FROM_JANUARY.split(), start=1)}
_FIGURES = re.compile(
    r"(?<![\w.])(\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)(?:st|nd|rd|th|s)?"
    r"(?:[\s-]?(thousand|million|billion|trillion)\b)?",
    re.IGNORECASE,
)
_WORD = re.compile(r"[A-Za-z]+")

_DIGITS = {digit: value for value, digit in enumerate("零一二三四五六七八九")}
_DIGITS |= {"〇": 0, "两": 2, "兩": 2}
_SMALL = {"十": 10, "百": 100, "千": 1000}
_LARGE = {"万": 1e4, "萬": 1e4, "亿": 1e8, "億": 1e8}
_CHINESE = re.compile(
    r"(\d[\d,，]*(?:\.\d+)?)\s*([十百千]?[万萬亿億]*)|([零〇一二两兩三四五六七八九十百千万萬亿億]+)"
)


def of_english(text: str) -> list[str]:
    """Return the numbers of an English text; `1.2 billion`, `eighteen` and `March` are some."""
    found = []
    for figures in _FIGURES.finditer(text):
        scale = _SCALES.get((figures[2] or "").lower(), 1)
        found.append(_spelled(float(figures[1].replace(",", "")) * scale))
    found += [_spelled(value) for value in _in_words(text)]
    return found


def _in_words(text: str) -> Iterator[float]:
    value: float | None = None
    for match in _WORD.finditer(text):
        word = match[0].lower()
        if word in _UNITS:
            value = (value or 0) + _UNITS[word]
        elif word in _TENS:
            value = (value or 0) + _TENS[word]
        elif word in _SCALES and value is not None:
            value *= _SCALES[word]
        elif not (word == "and" and value is not None):
            if value is not None and value != 1:
                yield value
            value = None
            if word in _ORDINALS:
                yield _ORDINALS[word]
            elif word in _MONTHS and match[0][0].isupper():
                yield _MONTHS[word]
    if value is not None and value != 1:
        yield value


def of_chinese(text: str) -> list[str]:
    """Return the numbers of a Chinese text; `12亿`, `十八` and `3月` are some."""
    found = []
    for match in _CHINESE.finditer(text):
        if match[1]:
            value = float(match[1].replace(",", "").replace("，", ""))
            for scale in match[2] or "":
                value *= _SMALL.get(scale) or _LARGE[scale]
        else:
            value = _numeral(match[3])
        # 一 stands in too many words that count nothing.
        if value != 1 or match[1]:
            found.append(_spelled(value))
    return found


def _numeral(text: str) -> float:
    if len(text) > 1 and all(digit in _DIGITS for digit in text):
        return float("".join(str(_DIGITS[digit]) for digit in text))
    whole, part, digit = 0.0, 0.0, 0.0
    for character in text:
        if character in _DIGITS:
            digit = _DIGITS[character]
        elif character in _SMALL:
            part += (digit or 1) * _SMALL[character]
            digit = 0
        else:
            whole = (whole + part + digit or 1) * _LARGE[character]
            part = digit = 0
    return whole + part + digit


def _spelled(value: float) -> str:
    return f"{value:.6g}"
