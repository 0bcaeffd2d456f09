"""The order of lists: by pinyin for readers of Chinese, by letters for readers of English."""

import re
import unicodedata
from collections.abc import Callable, Iterable
from functools import cache, lru_cache
from typing import TypeVar

from pypinyin.constants import PHRASES_DICT, PINYIN_DICT
from pypinyin.contrib.tone_convert import to_normal, to_tone3

from kb.language.codes import Language
from kb.language.conversion import convert
from kb.language.detection import count_scripts
from kb.language.names import looks_personal, split_surname
from kb.language.protected_terms import NO_TERMS
from kb.language.reading import TwoWritings
from kb.language.romanise import READ_AS_SURNAME

Item = TypeVar("Item")

_NUMBER = re.compile(r"\d+")
_HAN_RUN = re.compile(r"[〇㐀-䶿一-鿿豈-﫿]+")
# The first letter of a name that begins with none.
OTHER = "#"


@lru_cache(maxsize=100_000)
def sort_key(text: str, *, personal: bool = False) -> tuple[str, str, str]:
    """Return what a text is sorted by: its letters and sounds, then tones, then characters.

    Accents and case do not count, numbers count by value. Both scripts sound the same, so a list
    has one order in either. The surname of a `personal` name is read as one: 曾 as zeng.
    """
    plain = unicodedata.normalize("NFKC", text).casefold()
    if not plain.isascii():
        plain = unicodedata.normalize("NFKD", plain)
        plain = "".join(one for one in plain if not unicodedata.combining(one))
    plain = _NUMBER.sub(lambda number: number[0].zfill(12), plain.strip(_QUOTES))
    sounds: list[str] = []
    tones: list[str] = []
    end = 0
    for run in _HAN_RUN.finditer(plain):
        if before := plain[end : run.start()]:
            sounds.append(before)
            tones.append(before)
        read = _read(run[0], personal=personal and not end and looks_personal(plain))
        sounds += [sound for sound, _tone in read]
        tones += [tone for _sound, tone in read]
        end = run.end()
    if rest := plain[end:]:
        sounds.append(rest)
        tones.append(rest)
    return " ".join(sounds), " ".join(tones), text


# A title begins with its first word, not with the quotation mark before it.
_QUOTES = " \"'“”‘’「」『』《》〈〉（）()"


def _read(run: str, *, personal: bool) -> list[tuple[str, str]]:
    """Return the sound and the tone of each character, phrases read as phrases (重庆, 银行).

    From pypinyin's own tables: its `lazy_pinyin` takes ten times as long, too long for the names of
    a list of thousands.
    """
    read: list[tuple[str, str]] = []
    if count_scripts(run).traditional:
        # The phrases of the table are Simplified.
        run = convert(run, "zh-hans", NO_TERMS)
    if personal:
        surname = split_surname(run)[0]
        if spelt := READ_AS_SURNAME.get(surname):
            read = [(one, f"{one}1") for one in spelt.split()]
            run = run[len(surname) :]
    place = 0
    while place < len(run):
        length = next(
            (
                length
                for length in _phrase_lengths().get(run[place], ())
                if run[place : place + length] in PHRASES_DICT
            ),
            1,
        )
        if length > 1:
            read += [_spelt(one[0]) for one in PHRASES_DICT[run[place : place + length]]]
        else:
            spelt = PINYIN_DICT.get(ord(run[place]), run[place])
            read.append(_spelt(spelt.split(",")[0]))
        place += length
    return read


@lru_cache(maxsize=4096)
def _spelt(pinyin: str) -> tuple[str, str]:
    return to_normal(pinyin), to_tone3(pinyin, neutral_tone_with_five=True)


@cache
def _phrase_lengths() -> dict[str, list[int]]:
    """Return how long the phrases are that begin with a character, longest first."""
    lengths: dict[str, set[int]] = {}
    for phrase in PHRASES_DICT:
        lengths.setdefault(phrase[0], set()).add(len(phrase))
    return {first: sorted(found - {1}, reverse=True) for first, found in lengths.items()}


def half_of(value: TwoWritings | str, reader: Language) -> str:
    """Return the half of a text that a reader sees, as it was typed: scripts sort alike."""
    if isinstance(value, str):
        return value
    return (value.zh or value.en) if reader.half == "zh" else (value.en or value.zh)


def sorted_for(
    reader: Language,
    items: Iterable[Item],
    text: Callable[[Item], TwoWritings | str],
    *,
    personal: bool = False,
) -> list[Item]:
    """Return items in the order of what this reader sees of them."""
    return sorted(items, key=lambda item: sort_key(half_of(text(item), reader), personal=personal))


def first_letter(key: tuple[str, str, str]) -> str:
    """Return the letter of the alphabet that something with this key stands under."""
    first = key[0][:1].upper()
    return first if first.isascii() and first.isalpha() else OTHER
