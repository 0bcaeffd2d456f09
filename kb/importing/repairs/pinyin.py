"""Readings that a converter or a reading aid put behind characters: 戰(zhàn)略."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from pypinyin import Style, pinyin

from kb.importing.common_characters import common_characters
from kb.importing.repairs.edit import Edit

_INSERTED = re.compile(
    r"[(（](?<=[\u3400-\u9fff].)\s?([a-zA-Zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜüńňǹḿ̀]{1,7})\s?[)）]"
)
_TONE = re.compile("[\u0300\u0301\u0304\u030c]")
# A text that speaks of how a character is read means its brackets.
_SPOKEN_OF = re.compile("读|讀|唸|念作|念成|音|拼音|声调|聲調|生僻字")
# From so many on, a machine put them in.
_MANY = 3


def find(text: str) -> Iterator[Edit]:
    """Yield each bracket that holds, with its tone mark, a reading of the character before it."""
    found = [
        match
        for match in _INSERTED.finditer(text)
        if _TONE.search(unicodedata.normalize("NFD", match[1]))
        and _plain(match[1]) in _readings(text[match.start() - 1])
    ]
    alone = [match for match in found if _is_inserted(text, match)]
    # Where most are a machine's, all are: it does not know which characters are rare.
    inserted = found if len(found) >= _MANY and 2 * len(alone) > len(found) else alone
    for match in inserted:
        yield Edit(match.start(), match.end(), "", "pinyin")


def _is_inserted(text: str, match: re.Match[str]) -> bool:
    near = text[max(match.start() - 12, 0) : match.end() + 12]
    common = text[match.start() - 1] in common_characters()
    return common and not _SPOKEN_OF.search(near)


@lru_cache(maxsize=10_000)
def _readings(character: str) -> frozenset[str]:
    """Return the readings of a character, as `_plain` spells them."""
    return frozenset(
        _plain(reading) for reading in pinyin(character, style=Style.TONE, heteronym=True)[0]
    )


@lru_cache(maxsize=10_000)
def _plain(syllable: str) -> str:
    """Return a syllable without its tone; ü stays apart from u."""
    return _TONE.sub("", unicodedata.normalize("NFD", syllable.lower()))
