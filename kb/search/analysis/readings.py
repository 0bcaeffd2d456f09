"""How a run of Han characters is read aloud: toneless pinyin, one syllable for each character."""

from functools import lru_cache
from itertools import product
from typing import Any

import rjieba
from pypinyin import Style, lazy_pinyin

from kb.language.romanise import READ_AS_SURNAME

# A name of a few characters may be read in more than one way; a sentence is not.
_LONGEST_NAME = 4
_MOST_READINGS = 4
# Characters that names have in either reading. A dictionary's further readings are mostly dead.
_TWO_READINGS = {
    "乐": "le yue", "长": "chang zhang", "行": "xing hang", "重": "zhong chong", "朝": "chao zhao",
    "茜": "qian xi", "晟": "sheng cheng", "盛": "sheng cheng", "传": "chuan zhuan",
    "藏": "cang zang", "调": "diao tiao", "单": "dan shan", "曾": "zeng ceng", "参": "can shen",
    "降": "jiang xiang", "都": "du dou", "车": "che ju", "尉": "wei yu", "柏": "bai bo",
    "薄": "bo bao",
}  # fmt: skip


def reading(run: str) -> tuple[str, ...]:
    """Return the usual syllables of a run; a character without a reading stands for itself."""
    return tuple(syllable for word in rjieba.cut(run, False) for syllable in _word(word))


@lru_cache(maxsize=4_096)
def readings(run: str) -> tuple[tuple[str, ...], ...]:
    """Return all ways to read a run, the usual one first: 单 at the start of a name is Shan too.

    吕 is `lv` as keyboards have it and `lu` as people without them write it.
    """
    usual = reading(run)
    found = dict.fromkeys([usual])
    if len(run) <= _LONGEST_NAME:
        for length in (2, 1):
            if surname := READ_AS_SURNAME.get(run[:length]):
                found.setdefault((*surname.split(" "), *usual[length:]))
                break
        if len(usual) == len(run):
            options = (
                dict.fromkeys([said, *_TWO_READINGS.get(character, "").split()])
                for character, said in zip(run, usual, strict=True)
            )
            found.update(dict.fromkeys(product(*options)))
    limited = list(found)[:_MOST_READINGS]
    plain = [tuple(one.replace("v", "u") for one in syllables) for syllables in limited]
    return tuple(dict.fromkeys([*limited, *plain]))


def _each(unread: str) -> Any:
    """Return characters without a reading one by one: pypinyin takes a list as well."""
    return list(unread)


@lru_cache(maxsize=65_536)
def _word(word: str) -> tuple[str, ...]:
    read: list[str] = lazy_pinyin(word, style=Style.NORMAL, errors=_each)
    return tuple(read) if len(read) == len(word) else tuple(word)
