"""Which language and script a text is in, from the characters it is made of."""

import re
from dataclasses import dataclass
from functools import lru_cache

from kb.language.codes import ENGLISH, SIMPLIFIED, TRADITIONAL, Language
from kb.language.script_tables import SIMPLIFIED_ONLY, TRADITIONAL_ONLY

HAN = re.compile(r"[\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_KANA = re.compile(r"[\u3041-\u309f\u30a1-\u30fa\u31f0-\u31ff]")
_LATIN_WORD = re.compile(r"[A-Za-zÀ-ɏ]+")
_SIMPLIFIED = re.compile(f"[{''.join(sorted(SIMPLIFIED_ONLY))}]")
_TRADITIONAL = re.compile(f"[{''.join(sorted(TRADITIONAL_ONLY))}]")
# What the two regions of Traditional write differently, of what texts have often.
_HONG_KONG = re.compile("[裏説着衞峯羣敍麪鈎藴緼醖鋭閲粧枱牀]")
_TAIWAN = re.compile("[裡說著衛峰群敘麵鉤蘊縕醞銳閱檯床]")
_LINE = 200
# A sentence with its full stop, or a line.
_SENTENCE = re.compile(r"[^。！？；!?\n]*[。！？；!?\n]*")


@dataclass(frozen=True, slots=True)
class ScriptCount:
    """How many characters of a text only Simplified, or only Traditional, uses."""

    simplified: int
    traditional: int

    @property
    def script(self) -> Language | None:
        """The script that most of them belong to; None when there are none, or as many of both."""
        if self.simplified == self.traditional:
            return None
        return SIMPLIFIED if self.simplified > self.traditional else TRADITIONAL

    @property
    def is_mixed(self) -> bool:
        """Whether the text has characters of both."""
        return bool(self.simplified and self.traditional)


def count_scripts(text: str) -> ScriptCount:
    """Count the characters of a text that tell its script."""
    return ScriptCount(len(_SIMPLIFIED.findall(text)), len(_TRADITIONAL.findall(text)))


def has_han(text: str) -> bool:
    """Return whether a text has any Chinese character."""
    return HAN.search(text) is not None


def width(text: str) -> int:
    """Return how wide a text is, in Latin letters: a Chinese character is twice as wide."""
    if text.isascii():
        return len(text)
    return _width(text) if len(text) <= _LINE else len(text) + len(HAN.findall(text))


# Short lines are asked for again and again.
@lru_cache(maxsize=8_000)
def _width(text: str) -> int:
    return len(text) + len(HAN.findall(text))


def has_kana(text: str) -> bool:
    """Return whether a text is Japanese, whose characters are not Chinese to convert."""
    return _KANA.search(text) is not None


def is_hong_kong(text: str) -> bool:
    """Return whether a Traditional text has the glyphs of Hong Kong rather than of Taiwan."""
    return len(_HONG_KONG.findall(text)) > len(_TAIWAN.findall(text))


def script_of(text: str) -> Language:
    """Return the script of a Chinese text, Simplified for one that both write alike."""
    return count_scripts(text).script or SIMPLIFIED


def language_of(text: str) -> Language | None:
    """Return the language most of a text is in; None when it has neither letters nor characters.

    A Chinese character weighs as much as half an English word.
    """
    han = 0 if text.isascii() else len(HAN.findall(text))
    words = len(_LATIN_WORD.findall(text))
    if not han and not words:
        return None
    return script_of(text) if han >= 2 * words or not words else ENGLISH


def sentences(text: str) -> list[str]:
    """Cut a text after full stops and line ends; joined together the pieces are the text again."""
    return [piece for piece in _SENTENCE.findall(text) if piece]
