"""From Simplified with phrases that stay inside words.

Text is cut into words first (rjieba), and no phrase of the converter may reach across a word's end:
一个中国 would become 一箇中國. Single characters beside each other stay joined, so that its phrases
still find them (一只 becomes 一隻). What words and neighbours tell better than OpenCC knows is in
`word_forms` and `lone_characters`.
"""

from collections.abc import Callable
from functools import cache, lru_cache
from itertools import chain

import rjieba

from kb.language import lone_characters, word_forms
from kb.language.converters import converter
from kb.language.lone_characters import form_among
from kb.language.word_forms import form_of_word

FROM_SIMPLIFIED = {"zh-hant": "s2tw", "zh-hk": "s2hk"}
# Hong Kong's table does not know the glyphs of Taiwan; the other way round it knows most.
WITHIN_TRADITIONAL = {"zh-hant": ("t2tw",), "zh-hk": ("tw2t", "t2hk")}

# Where characters come from that stand between words and for protected terms.
_PRIVATE_USE = (range(0xE000, 0xF900), range(0xF0000, 0xFFFFE))

# The words that are looked at.
_ASKED = lone_characters.WORDS | word_forms.WORDS
# What may end a phrase with the word before it: 芒果|干, 手工|面, 联赛|杯.
_LAST = frozenset("干面杯欲杆")


@lru_cache(maxsize=4)
def cut_and_convert(to: str) -> Callable[[str], str]:
    """Return a converter from Simplified to a Traditional script, phrases kept inside words."""
    plain = converter(FROM_SIMPLIFIED[to])

    @cache
    def glyphs(form: str) -> str:
        return converter(*WITHIN_TRADITIONAL[to])(form)

    def convert_words(text: str) -> str:
        separator = unused_character(text)
        decided = unused_character(text + separator)
        asks = "范" in text or "里" in text
        pieces: list[str] = []
        forms: list[str] = []
        place = last = 0
        # Without guesses at unknown words: they swallow neighbours (他松|了一口气).
        for word in rjieba.cut(text, False):
            size = len(word)
            if size > 1 or (last != 1 and word not in _LAST):
                pieces.append(separator)
            if word in _ASKED or (asks and (word[-1] == "里" or "范" in word)):
                form = form_among(word, text, place) or form_of_word(word)
                if form is not None:
                    forms += glyphs(form.replace("*", ""))
                    pairs = zip(word, form, strict=True)
                    word = "".join(typed if ours == "*" else decided for typed, ours in pairs)
            pieces.append(word)
            last = size
            place += size
        converted = plain("".join(pieces)).replace(separator, "")
        if not forms:
            return converted
        between = converted.split(decided)
        return "".join(chain.from_iterable(zip(between, [*forms, ""], strict=True)))

    return convert_words


def warm_up() -> None:
    """Load the dictionary of words."""
    rjieba.cut("汉字", False)
    lone_characters.warm_up()


def unused_character(text: str) -> str:
    """Return a private-use character that the text does not have."""
    if "\ue000" not in text:
        return "\ue000"
    marks = (chr(code) for code in chain(*_PRIVATE_USE))
    return next(mark for mark in marks if mark not in text)
