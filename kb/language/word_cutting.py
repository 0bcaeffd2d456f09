"""From Simplified with phrases that stay inside words.

Text is cut into words first (rjieba), and no phrase of the converter may reach across a word's end:
一个中国 would become 一箇中國. Single characters beside each other stay joined, so that its phrases
still find them (一只 becomes 一隻).
"""

from collections.abc import Callable
from functools import lru_cache
from itertools import chain

import rjieba

from kb.language.converters import converter

FROM_SIMPLIFIED = {"zh-hant": "s2tw", "zh-hk": "s2hk"}

# Where characters come from that stand between words and for protected terms.
_PRIVATE_USE = (range(0xE000, 0xF900), range(0xF0000, 0xFFFFE))

# Words of one character that the converter takes for a rarer one: 签 signs, 抽签 draws lots.
_ALONE = {"签": "簽"}
# The words that begin with the 范 that Traditional writes 範.
_EXAMPLES = {"范围", "范例", "范文", "范本", "范畴", "范式", "范型"}


@lru_cache(maxsize=4)
def cut_and_convert(to: str) -> Callable[[str], str]:
    """Return a converter from Simplified to a Traditional script, phrases kept inside words."""
    plain = converter(FROM_SIMPLIFIED[to])

    def convert_words(text: str) -> str:
        separator = unused_character(text)
        surname = unused_character(text + separator)
        pieces: list[str] = []
        last = 0
        # Without guesses at unknown words: they swallow neighbours (他松|了一口气).
        for word in rjieba.cut(text, False):
            if pieces and not (len(word) == 1 and last == 1):
                pieces.append(separator)
            word = _ALONE.get(word, word)
            pieces.append(word.replace("范", surname) if _has_surname(word) else word)
            last = len(word)
        converted = plain("".join(pieces))
        return converted.replace(separator, "").replace(surname, "范")

    return convert_words


def warm_up() -> None:
    """Load the dictionary of words."""
    rjieba.cut("汉字", False)


def _has_surname(word: str) -> bool:
    """Return whether the 范 of a word is the surname: it is, but in the words of 范围 and 规范."""
    return word == "姓范" or (word[0] == "范" and word not in _EXAMPLES)


def unused_character(text: str) -> str:
    """Return a private-use character that the text does not have."""
    marks = (chr(code) for code in chain(*_PRIVATE_USE))
    return next(mark for mark in marks if mark not in text)
