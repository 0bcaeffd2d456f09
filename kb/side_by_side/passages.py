"""The passages that a page or record is made of, each with where it stands."""

import hashlib
from dataclasses import dataclass, replace
from html import escape

from django.utils.text import capfirst

from kb.language.codes import Language
from kb.language.detection import has_han, language_of
from kb.language.side_by_side.aligner import Unit
from kb.search.analysis.normalise import fold
from kb.text_parts import Half

# What a hash is cut to: enough for the passages of one page.
HASH_LENGTH = 12


@dataclass(frozen=True, slots=True)
class Passage:
    """One heading, paragraph, item of a list or line of a block.

    `html` is what stands inside it, as it was typed, and `text` the same without marks; `kind` says
    what it is marked up as. `path` names its place as wagtail-localize spells it
    (`body.<block id>.text`), the same in both languages where one was made from the other; `part`
    is its number among those of one path. `number` is that of an item, `depth` how deep a list or
    heading lies. Wording of the interface is `told`: nobody typed it. `written` is the language it
    is in where that is not the one of its side.
    """

    html: str
    text: str
    kind: str
    path: str
    part: str = ""
    number: int = 0
    depth: int = 1
    told: bool = False
    written: Language | None = None

    @property
    def hash(self) -> str:
        """What a correction remembers it by: its text, in either script and whatever its marks."""
        return text_hash(self.text)

    def unit(self, place: str = "") -> Unit:
        """Return it as the aligner takes it."""
        return Unit(self.text, kind=_PAIRED_AS.get(self.kind, self.kind), place=place)


# Kinds that answer each other.
_PAIRED_AS = {"oli": "li", "h3": "h2", "h4": "h2"}


def text_hash(text: str) -> str:
    """Return a short name of a text, the same for both scripts and any spacing."""
    plain = "".join(fold(text).split())
    return hashlib.sha256(plain.encode("utf-8", "replace")).hexdigest()[:HASH_LENGTH]


def told(words: str, kind: str, path: str) -> Passage:
    """Return wording of the interface as a passage."""
    text = capfirst(words)
    return Passage(escape(text, quote=False), text, kind, path, "heading", told=True)


def in_language(passage: Passage, half: Half) -> Passage:
    """Return a passage that says so when it is in the other language than its side.

    Words of others stay as they were said; what nobody has translated yet stands as it is.
    """
    found = None if passage.told or passage.written else language_of(passage.text)
    if found is None or found.half == half or (half == "zh" and has_han(passage.text)):
        return passage
    return replace(passage, written=found)
