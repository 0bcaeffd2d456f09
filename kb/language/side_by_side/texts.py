"""Two running texts, one English and one Chinese, sentence against sentence."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from kb.language.side_by_side import lengths
from kb.language.side_by_side.aligner import Bead, Unit, align
from kb.language.side_by_side.evidence import Lexicon, SharedName
from kb.language.side_by_side.sentences import sentences

_END_OF_SENTENCE = re.compile(r"[.!?:;。！？：；…][\"'”’」』》）)】]*$")
_LIST_ITEM = re.compile(r"\s*(?:[-*•·–]|\d{1,3}[.)、]|[(（]\d{1,3}[)）])\s*\S")
# Lines of one paragraph, broken where they would have become too long.
# (By columns: a Chinese character is as wide as two letters.)
_WRAPPED_FROM = 40


@dataclass(frozen=True, slots=True)
class AlignedTexts:
    """Both texts as sentences, and the pairs that hold each of them once."""

    english: list[str]
    chinese: list[str]
    beads: list[Bead]


def align_texts(
    english: str,
    chinese: str,
    *,
    lexicon: Lexicon | None = None,
    names: Iterable[SharedName] = (),
) -> AlignedTexts:
    """Cut two texts into sentences and pair them; the ends of paragraphs count as evidence."""
    of_english, of_chinese = _units(english), _units(chinese)
    beads = align(of_english, of_chinese, lexicon=lexicon, names=names)
    return AlignedTexts([u.text for u in of_english], [u.text for u in of_chinese], beads)


def _units(text: str) -> list[Unit]:
    found = []
    for paragraph in paragraphs(text):
        cut = sentences(paragraph)
        found += [Unit(sentence, ends=n == len(cut)) for n, sentence in enumerate(cut, 1)]
    return found


def paragraphs(text: str) -> list[str]:
    """Return the paragraphs of a plain text.

    A line is one, unless it goes on in the next: it is long, ends no sentence, and what follows
    is neither a list's item nor stands after an empty line.
    """
    found: list[str] = []
    goes_on = False
    for raw in text.splitlines():
        line = raw.strip()
        if not line:
            goes_on = False
            continue
        if goes_on and not _LIST_ITEM.match(line):
            space = " " if found[-1][-1].isascii() or line[0].isascii() else ""
            found[-1] += space + line
        else:
            found.append(line)
        goes_on = _columns(line) >= _WRAPPED_FROM and not _END_OF_SENTENCE.search(line)
    return found


def _columns(line: str) -> int:
    return len(line) + lengths.han_and_latin(line)[0]
