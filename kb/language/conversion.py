"""Chinese text in the reader's script.

What editors have decided about a spot of a text (`decisions`) is taken out first of all. Three
things keep the plain converter from making mistakes in the rest:

* Text is cut into words first (`word_cutting`).
* Protected terms are taken out beforehand and come back in their own form (`term_forms`).
* Text that is in the right script already is not converted again: 皇后 would become 皇後. Sentences
  of a mixed text are looked at one by one.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import lru_cache, partial
from itertools import accumulate
from typing import Literal

from kb.language import protected_terms, word_cutting
from kb.language.codes import SIMPLIFIED, TRADITIONAL, Language
from kb.language.converters import converter, load
from kb.language.decisions import Decided
from kb.language.detection import count_scripts, has_han, has_kana, is_hong_kong, sentences
from kb.language.protected_terms import TermSet
from kb.language.term_forms import Pair, convert_around
from kb.language.text_cache import TextCache
from kb.language.to_simplified import has_particle, to_simplified
from kb.language.word_cutting import (
    FROM_SIMPLIFIED,
    WITHIN_TRADITIONAL,
    cut_and_convert,
    unused_character,
)

# What can be converted to. `zh-hk` is Traditional with the glyphs of Hong Kong.
Variant = Literal["zh-hans", "zh-hant", "zh-hk"]
VARIANTS: tuple[Variant, ...] = ("zh-hans", "zh-hant", "zh-hk")

_FROM_HONG_KONG = {"zh-hant": ("hk2t", "t2tw"), "zh-hk": ()}

# Half of a surrogate pair cannot be stored or sent; it must not stop a page either.
_SURROGATE = re.compile(r"[\ud800-\udfff]")

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
    for name in (*FROM_SIMPLIFIED.values(), "tw2s", "hk2s", "t2s", "tw2sp"):
        load(name)
    for configurations in (*WITHIN_TRADITIONAL.values(), *_FROM_HONG_KONG.values()):
        load(*configurations)
    word_cutting.warm_up()


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
        found = "".join(pair.read for pair in convert_in_pairs(text, to, terms, otherwise))
        _cache.set(key, found)
    return found


def convert_plain(text: str, to: Variant) -> str:
    """Return a text as OpenCC alone converts it: no words, names or scripts are looked at."""
    return converter("tw2s" if to == "zh-hans" else FROM_SIMPLIFIED[to])(text)


def within_traditional(text: str, to: Variant) -> str:
    """Return a Traditional text with the glyphs of a region."""
    return converter(*WITHIN_TRADITIONAL.get(to, ()))(text)


def fold_script(text: str) -> str:
    """Return a text as search compares it: mainland characters and wording, names included.

    The text must hold no NUL: OpenCC reads no further.
    """
    return converter("tw2sp")(text)


def convert_pieces(
    texts: Sequence[str], to: Variant, terms: TermSet, *, otherwise: Language = SIMPLIFIED
) -> list[str]:
    """Convert texts that stand beside each other as one, and give back each for itself.

    A term that reaches from one into the next is written where it begins.
    """
    pieces = [""] * len(texts)
    ends = list(accumulate(map(len, texts)))
    last = len(texts) - 1
    piece = place = 0
    for typed, read, _settled in convert_in_pairs("".join(texts), to, terms, otherwise):
        stop = place + len(typed)
        while place < stop:
            while ends[piece] <= place and piece < last:
                piece += 1
            # A word of another length cannot be cut.
            room = ends[piece] - place if len(read) == stop - place else stop - place
            pieces[piece] += read[:room] if room < stop - place else read
            read = read[room:]
            place = min(place + room, stop)
    return pieces


def convert_in_pairs(
    text: str, to: Variant, terms: TermSet, otherwise: Language = SIMPLIFIED
) -> list[Pair]:
    """Return the pieces of a text, as typed and as read."""
    text = _SURROGATE.sub("\ufffd", text)
    decided = list(_decided(terms, to).find(text)) if terms.decisions else []
    if not decided:
        return _in_pairs(text, to, terms, otherwise)
    mark = unused_character(text)
    marked, end = "", 0
    for start, stop, _written in decided:
        marked += text[end:start] + mark
        end = stop
    left = iter(decided)
    pairs: list[Pair] = []
    for pair in _in_pairs(marked + text[end:], to, terms, otherwise):
        if pair.settled or mark not in pair.typed:
            pairs.append(pair)
            continue
        # What is not settled is as long in both.
        pieces = zip(pair.typed.split(mark), pair.read.split(mark), strict=True)
        for number, (typed, read) in enumerate(pieces):
            if number:
                start, stop, written = next(left)
                pairs.append(Pair(text[start:stop], written, settled=True))
            pairs.append(Pair(typed, read))
    return pairs


@lru_cache(maxsize=16)
def _decided(terms: TermSet, to: Variant) -> Decided:
    """Return the decisions for a script; those for Taiwan hold in Hong Kong, in its glyphs."""
    own = [one for one in terms.decisions if one.to == to]
    if to == "zh-hk":
        of_taiwan = [one for one in terms.decisions if one.to == "zh-hant"]
        own = [
            *(replace(one, written=within_traditional(one.written, to)) for one in of_taiwan),
            *own,
        ]
    return Decided(own)


def _in_pairs(text: str, to: Variant, terms: TermSet, otherwise: Language) -> list[Pair]:
    if "\0" in text:
        # OpenCC reads no further than that.
        first, *others = (_in_pairs(one, to, terms, otherwise) for one in text.split("\0"))
        return first + [pair for other in others for pair in (Pair("\0", "\0"), *other)]
    whole = count_scripts(text)
    if not (whole.simplified or whole.traditional) and has_particle(text):
        otherwise = TRADITIONAL
    elif to == "zh-hans" and not whole.traditional and to not in terms.told:
        return [Pair(text, text)]
    if not whole.is_mixed and not has_kana(text):
        script = whole.script or otherwise
        return _of_one_script(text, to, terms, typed_in_traditional=script == TRADITIONAL)
    pairs: list[Pair] = []
    for sentence in sentences(text):
        count = count_scripts(sentence)
        if has_kana(sentence):
            pairs.append(Pair(sentence, sentence))
        elif count.is_mixed and to != "zh-hans" and count.traditional >= count.simplified:
            # Mostly right already: only the stray characters are, one by one.
            pairs += convert_around(sentence, to, terms, _strays(to))
        else:
            script = count.script or whole.script or otherwise
            pairs += _of_one_script(sentence, to, terms, typed_in_traditional=script == TRADITIONAL)
    return pairs


def _of_one_script(
    text: str, to: Variant, terms: TermSet, *, typed_in_traditional: bool
) -> list[Pair]:
    convert_rest: Callable[[str], str]
    in_hong_kong = typed_in_traditional and is_hong_kong(text)
    if to == "zh-hans":
        convert_rest = converter("t2s")
        if typed_in_traditional:
            convert_rest = partial(to_simplified, configuration="hk2s" if in_hong_kong else "tw2s")
    elif in_hong_kong:
        convert_rest = converter(*_FROM_HONG_KONG[to])
    elif typed_in_traditional:
        convert_rest = converter(*WITHIN_TRADITIONAL[to])
    else:
        convert_rest = cut_and_convert(to)
    return convert_around(text, to, terms, convert_rest)


def _strays(to: Variant) -> Callable[[str], str]:
    """Return a converter that touches only characters that no Traditional text has."""
    glyph = converter(FROM_SIMPLIFIED[to])
    within = converter(*WITHIN_TRADITIONAL[to])

    def convert_strays(text: str) -> str:
        return within(
            "".join(
                glyph(character) if count_scripts(character).simplified else character
                for character in text
            )
        )

    return convert_strays
