"""Chinese text in the reader's script: the only file that imports OpenCC.

Three things keep the plain converter from making mistakes:

* Text is cut into words first (rjieba), and no phrase of the converter may reach across a word's
  end: 一个中国 would become 一箇中國. Single characters beside each other stay joined, so that its
  phrases still find them (一只 becomes 一隻).
* Protected terms are taken out beforehand and come back in the form of `kb.language.names`.
* Text that is in the right script already is not converted again: 皇后 would become 皇後. Sentences
  of a mixed text are looked at one by one.
"""

import re
from collections.abc import Callable, Iterator
from functools import cache, lru_cache
from itertools import chain
from typing import Literal

import rjieba
from opencc import OpenCC

from kb.language import names, protected_terms
from kb.language.codes import SIMPLIFIED, TRADITIONAL, Language
from kb.language.detection import HAN, count_scripts, has_han, has_kana, sentences
from kb.language.protected_terms import TermSet
from kb.language.text_cache import TextCache

# What can be converted to. `zh-hk` is Traditional with the glyphs of Hong Kong.
Variant = Literal["zh-hans", "zh-hant", "zh-hk"]
VARIANTS: tuple[Variant, ...] = ("zh-hans", "zh-hant", "zh-hk")

_FROM_SIMPLIFIED = {"zh-hant": "s2tw", "zh-hk": "s2hk"}
# Hong Kong's table does not know the glyphs of Taiwan; the other way round it does.
_WITHIN_TRADITIONAL = {"zh-hant": ("t2tw",), "zh-hk": ("tw2t", "t2hk")}

# Where characters come from that stand between words and for protected terms.
_PRIVATE_USE = (range(0xE000, 0xF900), range(0xF0000, 0xFFFFE))
# Half of a surrogate pair cannot be stored or sent; it must not stop a page either.
_SURROGATE = re.compile(r"[\ud800-\udfff]")

# Words of one character that the converter takes for a rarer one: 签 signs, 抽签 draws lots.
_ALONE = {"签": "簽"}
# The words that begin with the 范 that Traditional writes 範.
_EXAMPLES = {"范围", "范例", "范文", "范本", "范畴", "范式", "范型"}

# Some 8 million characters, 32 MB at the most.
_cache = TextCache(limit=8_000_000)


def variant(code: str | None) -> Variant | None:
    """Return what Chinese is converted to for readers of a language; None: it is left alone."""
    for known in VARIANTS:
        if known == code:
            return known
    return None


def warm_up() -> None:
    """Load all dictionaries, so that no request has to."""
    for name in ("s2tw", "s2hk", "tw2s", "t2s"):
        _converter(name)("汉漢")
    for configurations in _WITHIN_TRADITIONAL.values():
        _converter(*configurations)("漢")
    rjieba.cut("汉字", False)


def convert(
    text: str, to: Variant, terms: TermSet | None = None, *, otherwise: Language = SIMPLIFIED
) -> str:
    """Return a text with its Chinese in the script `to`, names as their records have them.

    `terms` are the protected terms, the site's current ones when left out. Text that is in the
    script already comes back unchanged, but for glyphs of the other region in Traditional.
    `otherwise` is the script of a text whose characters do not tell: that of what stands around it.
    """
    if not has_han(text):
        return text
    if terms is None:
        terms = protected_terms.current()
    key = (text, to, otherwise.code, terms.version)
    found = _cache.get(key)
    if found is None:
        found = _convert(text, to, terms, otherwise)
        _cache.set(key, found)
    return found


def fold_script(text: str) -> str:
    """Return a text as search compares it: mainland characters and wording, names included.

    The text must hold no NUL: OpenCC reads no further.
    """
    return _converter("tw2sp")(text)


def _convert(text: str, to: Variant, terms: TermSet, otherwise: Language) -> str:
    text = _SURROGATE.sub("\ufffd", text)
    if "\0" in text:
        # OpenCC reads no further than that.
        return "\0".join(_convert(piece, to, terms, otherwise) for piece in text.split("\0"))
    whole = count_scripts(text)
    if to == "zh-hans" and not whole.traditional:
        return text
    if not whole.is_mixed and not has_kana(text):
        script = whole.script or otherwise
        return _convert_piece(text, to, terms, typed_in_traditional=script == TRADITIONAL)
    pieces = []
    for sentence in sentences(text):
        count = count_scripts(sentence)
        if has_kana(sentence):
            pieces.append(sentence)
        elif count.is_mixed and to != "zh-hans" and count.traditional >= count.simplified:
            # Mostly right already: only the stray characters are, one by one.
            pieces.append(_with_terms(sentence, to, terms, _strays(to)))
        else:
            script = count.script or whole.script or otherwise
            pieces.append(
                _convert_piece(sentence, to, terms, typed_in_traditional=script == TRADITIONAL)
            )
    return "".join(pieces)


def _convert_piece(text: str, to: Variant, terms: TermSet, *, typed_in_traditional: bool) -> str:
    convert_rest: Callable[[str], str]
    if to == "zh-hans":
        # tw2s reads 著 as 着, which in a Simplified text would be wrong (著名, 显著).
        convert_rest = _converter("tw2s" if typed_in_traditional else "t2s")
    elif typed_in_traditional:
        convert_rest = _converter(*_WITHIN_TRADITIONAL[to])
    else:
        convert_rest = _cut_and_convert(to)
    return _with_terms(text, to, terms, convert_rest)


def _strays(to: Variant) -> Callable[[str], str]:
    """Return a converter that touches only characters that no Traditional text has."""
    glyph = _converter(_FROM_SIMPLIFIED[to])
    within = _converter(*_WITHIN_TRADITIONAL[to])

    def convert_strays(text: str) -> str:
        return within(
            "".join(
                glyph(character) if count_scripts(character).simplified else character
                for character in text
            )
        )

    return convert_strays


@lru_cache(maxsize=4)
def _cut_and_convert(to: Variant) -> Callable[[str], str]:
    """Return a converter from Simplified whose phrases stay inside words."""
    converter = _converter(_FROM_SIMPLIFIED[to])

    def convert_words(text: str) -> str:
        separator = _unused_character(text)
        surname = _unused_character(text + separator)
        pieces: list[str] = []
        last = 0
        # Without guesses at unknown words: they swallow neighbours (他松|了一口气).
        for word in rjieba.cut(text, False):
            if pieces and not (len(word) == 1 and last == 1):
                pieces.append(separator)
            word = _ALONE.get(word, word)
            pieces.append(word.replace("范", surname) if _has_surname(word) else word)
            last = len(word)
        converted = converter("".join(pieces))
        return converted.replace(separator, "").replace(surname, "范")

    return convert_words


def _has_surname(word: str) -> bool:
    """Return whether the 范 of a word is the surname: it is, but in the words of 范围 and 规范."""
    return word == "姓范" or (word[0] == "范" and word not in _EXAMPLES)


def _unused_character(text: str) -> str:
    """Return a private-use character that the text does not have."""
    marks = (chr(code) for code in chain(*_PRIVATE_USE))
    return next(mark for mark in marks if mark not in text)


@cache
def _converter(*configurations: str) -> Callable[[str], str]:
    """Return OpenCC's converter of a configuration, or several in a row, loaded once."""
    converters = [OpenCC(name) for name in configurations]

    def convert_text(text: str) -> str:
        for converter in converters:
            text = converter.convert(text)
        return text

    return convert_text


# --- Protected terms ----------------------------------------------------------


class _Forms:
    """The protected terms in one script, found by any spelling; the longest at a place wins."""

    def __init__(self, forms: dict[str, str]) -> None:
        self.forms = forms
        by_first: dict[str, set[int]] = {}
        for spelling in forms:
            by_first.setdefault(spelling[0], set()).add(len(spelling))
        self._lengths = {first: sorted(found, reverse=True) for first, found in by_first.items()}
        firsts = "".join(map(re.escape, by_first))
        self._first = re.compile(f"[{firsts}]") if firsts else re.compile(r"(?!)")

    def find(self, text: str) -> Iterator[tuple[int, int, str]]:
        """Yield start, end and the form to write, from left to right, none overlapping."""
        end = 0
        for match in self._first.finditer(text):
            start = match.start()
            if start < end:
                continue
            for length in self._lengths[match[0]]:
                form = self.forms.get(text[start : start + length])
                if form is not None:
                    end = start + length
                    yield start, end, form
                    break


def _with_terms(text: str, to: Variant, terms: TermSet, convert_rest: Callable[[str], str]) -> str:
    """Convert a text around its protected terms."""
    found = list(_forms(terms, to).find(text))
    if not found:
        return convert_rest(text)
    mark = _unused_character(text)
    pieces = []
    end = 0
    for start, stop, _form in found:
        pieces += [text[end:start], mark]
        end = stop
    converted = convert_rest("".join([*pieces, text[end:]])).split(mark)
    return "".join(
        piece
        for rest, form in zip(converted, [form for *_place, form in found] + [""], strict=True)
        for piece in (rest, form)
    )


@lru_cache(maxsize=8)
def _forms(terms: TermSet, to: Variant) -> _Forms:
    forms: dict[str, str] = {}
    for term in terms.terms:
        # Spellings of one name in the two scripts belong together.
        same: dict[str, list[str]] = {}
        for spelling in term.spellings:
            if _can_be_protected(spelling):
                same.setdefault(_converter("t2s")(spelling), []).append(spelling)
        for simplified, spellings in same.items():
            typed = next((one for one in spellings if one != simplified), None)
            traditional = typed or _in_traditional(simplified, term.kind, to)
            written = simplified if to == "zh-hans" else traditional
            for spelling in {simplified, traditional, *spellings}:
                forms.setdefault(spelling, written)
    return _Forms(forms)


def _can_be_protected(spelling: str) -> bool:
    """Return whether a name can be told from other words, and put into HTML as it is."""
    return len(spelling) > 1 and has_han(spelling) and not re.search(r"[<>&\"'\s]", spelling)


def _in_traditional(simplified: str, kind: str, to: Variant) -> str:
    """Return the Traditional form of a name that its record gives in Simplified only."""
    region = to if to in _FROM_SIMPLIFIED else "zh-hant"
    if kind == "person" and names.looks_personal(simplified):
        glyph = _converter(_FROM_SIMPLIFIED[region])
        return names.in_traditional(simplified, lambda one: glyph(one) if HAN.match(one) else one)
    return _cut_and_convert(region)(simplified)
