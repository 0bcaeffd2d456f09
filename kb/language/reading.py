"""What a reader gets to see of a text: in which writing, and whether it had to be another one."""

import re
from dataclasses import dataclass
from typing import Protocol

from kb.language.codes import ENGLISH, Language
from kb.language.conversion import convert, variant
from kb.language.detection import has_han, language_of, script_of

_LATIN_WORD = re.compile(r"[A-Za-zÀ-ɏ]{2}")


class TwoWritings(Protocol):
    """A text in English and Chinese, either of which may be missing (`Bilingual`)."""

    @property
    def en(self) -> str: ...

    @property
    def zh(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Passage:
    """A text as it is shown; `foreign` when it is not in the reader's language, for want of one."""

    text: str
    language: Language
    foreign: bool = False


def in_script(text: str, reader: Language) -> str:
    """Return a text with its Chinese in the reader's script; English readers get it as typed."""
    to = variant(reader.code)
    return convert(text, to) if to else text


@dataclass(frozen=True, slots=True)
class _Halves:
    en: str
    zh: str


def _halves(text: str) -> TwoWritings | str:
    """Return a plain text as two writings when it has the form in which both are printed."""
    first, _dot, last = text.partition(" · ")
    if not last or " · " in last:
        return text
    match language_of(first), language_of(last):
        case Language(half="en"), Language(half="zh"):
            return _Halves(first, last)
        case Language(half="zh"), Language(half="en"):
            return _Halves(last, first)
    return text


def read(value: TwoWritings | str, reader: Language) -> Passage:
    """Return a text in the reader's writing, or visibly in the one that there is.

    A plain text is in the language of its page, converted where it is Chinese; to an English reader
    one that is mostly Chinese is foreign, to a Chinese reader one without any. One that holds both
    (`headline · 标题`, as `str` of a bilingual text) is read as such.
    """
    if isinstance(value, str):
        value = _halves(value)
    if isinstance(value, str):
        if reader.half == "zh":
            if not has_han(value) and _LATIN_WORD.search(value):
                return Passage(value, ENGLISH, foreign=True)
            return Passage(in_script(value, reader), reader)
        written = language_of(value) or ENGLISH
        return Passage(value, written, foreign=written.half == "zh")
    if reader.half == "zh":
        if value.zh:
            return Passage(in_script(value.zh, reader), reader)
        return Passage(value.en, ENGLISH if value.en else reader, foreign=bool(value.en))
    if value.en or not value.zh:
        return Passage(value.en, reader)
    return Passage(value.zh, script_of(value.zh), foreign=True)
