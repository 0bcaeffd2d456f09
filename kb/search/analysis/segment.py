"""Where words begin and end: runs of Han characters, and other words."""

import re
from collections.abc import Iterable

_HAN = "\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
# A run of Han characters, or a word with apostrophes inside; everything else separates.
_OTHER = rf"[^\W_{_HAN}]+(?:['’][^\W_{_HAN}]+)*"
WORD = re.compile(rf"[{_HAN}]+|{_OTHER}")
_IS_HAN = re.compile(rf"[{_HAN}]")


def other_word_beginning(firsts: Iterable[str]) -> re.Pattern[str]:
    """Return the pattern of a word that is not Han and begins with one of some characters.

    What stands before the first character is looked at after it: so the search for it is fast.
    """
    letter = rf"[^\W_{_HAN}]"
    inside = rf"(?<!{letter}.)(?<!{letter}['’].)"
    first = f"[{re.escape(''.join(sorted(firsts)))}]"
    return re.compile(rf"{first}{inside}{letter}*(?:['’]{letter}+)*", re.DOTALL)


def is_han(word: str) -> bool:
    """Return whether a word of `words` is a run of Han characters."""
    return bool(_IS_HAN.match(word))


def words(folded: str) -> list[str]:
    """Cut a folded text into Han runs and other words, in their order."""
    return WORD.findall(folded)
