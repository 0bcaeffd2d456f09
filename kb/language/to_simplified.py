"""From Traditional to Simplified, with phrases that stay inside words here too.

The reverse way has few choices, but each of them is a trap: 著 is 着 in 看著 and 著 in 著名 (Taiwan
writes both alike), and names among OpenCC's phrases reach across words (終|於坦|白).
"""

import re

import rjieba

from kb.language.converters import converter
from kb.language.word_cutting import unused_character

# What Taiwan writes otherwise, though the mainland has one spelling.
_WORDS = {
    "想像": "想象",
    "座标": "坐标",
    "锺馗": "钟馗",
}
_CHARACTERS = str.maketrans("揹暱伕", "背昵夫")
# The words in which the mainland too writes 著: of works and fame.
_AUTHOR = re.compile("[土名原显昭卓专巨论编合译遗拙新较所校撰]著|著[名作述书称者录有]")
# 著作 and one of these is a particle and a word: 标志着|作品.
_WORKS = tuple("品用为战业出态风息案曲文弊乐怪对戏客祟保证答法")


def to_simplified(text: str, configuration: str) -> str:
    """Return a Traditional text in Simplified; `configuration` is OpenCC's for its region."""
    simple = converter("t2s")(text)
    separator = unused_character(text)
    author = unused_character(text + separator)
    particle = unused_character(text + separator + author)
    pieces: list[str] = []
    place, joins = 0, False
    words = rjieba.cut(simple, False)
    for number, word in enumerate(words):
        typed = text[place : place + len(word)]
        place += len(word)
        is_lone = len(word) == 1 and word != "著"
        if pieces and not (is_lone and joins):
            pieces.append(separator)
        joins = is_lone
        if word == "藉":
            typed = "借"
        elif "著" in typed and configuration == "tw2s":
            is_author = _is_author(word, words[number + 1 : number + 2])
            typed = typed.replace("著", author if is_author else particle)
        pieces.append(typed)
    converted = converter(configuration)("".join(pieces)).replace(separator, "")
    converted = converted.replace(author, "著").replace(particle, "着").translate(_CHARACTERS)
    for ours, theirs in _WORDS.items():
        converted = converted.replace(ours, theirs)
    return converted


def has_particle(text: str) -> bool:
    """Return whether a text writes 看著 for 看着, which only Traditional does."""
    return "著" in text and "著" in rjieba.cut(converter("t2s")(text), False)


def _is_author(word: str, following: list[str]) -> bool:
    """Return whether the 著 of a word is that of works and fame, not the particle 着."""
    if word == "著作" and following and following[0].startswith(_WORKS):
        return False
    return _AUTHOR.search(word) is not None
