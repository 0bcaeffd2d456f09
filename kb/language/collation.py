"""The order of lists: by pinyin for readers of Chinese, by letters for readers of English."""

import re
import unicodedata
from collections.abc import Callable, Iterable
from typing import TypeVar

from pypinyin import Style, lazy_pinyin

from kb.language.codes import Language
from kb.language.reading import TwoWritings, read

Item = TypeVar("Item")

_NUMBER = re.compile(r"\d+")


def sort_key(text: str) -> tuple[str, str, str]:
    """Return what a text is sorted by: its letters and sounds, then tones, then characters.

    Accents and case do not count, numbers count by value. Both scripts sound the same, so a list
    has one order in either.
    """
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
    plain = "".join(one for one in plain if not unicodedata.combining(one))
    plain = _NUMBER.sub(lambda number: number[0].zfill(12), plain)
    sounds = " ".join(lazy_pinyin(plain, style=Style.NORMAL))
    tones = " ".join(lazy_pinyin(plain, style=Style.TONE3))
    return sounds, tones, text


def sorted_for(
    reader: Language, items: Iterable[Item], text: Callable[[Item], TwoWritings | str]
) -> list[Item]:
    """Return items in the order of what this reader sees of them."""
    return sorted(items, key=lambda item: sort_key(read(text(item), reader).text))
