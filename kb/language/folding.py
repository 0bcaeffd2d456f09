"""One character for one: folded text in which every offset still holds in the text as typed."""

import unicodedata

from kb.language.conversion import fold_script

_QUOTES = str.maketrans("‘’‚`´", "'''''")


class _Fold(dict[int, str]):
    """Maps a character to its Simplified, half-width form of the same length."""

    def __init__(self, *, lower: bool) -> None:
        self._lower = lower

    def __missing__(self, code: int) -> str:
        character = chr(code)
        if not code or 0xD800 <= code < 0xE000:
            folded = " "
        else:
            folded = unicodedata.normalize("NFKC", character)
            folded = folded.lower() if self._lower else folded
            if len(folded) != 1:
                folded = character
            folded = fold_script(folded) if folded >= "\u2e80" else folded
        if len(folded) != 1 or (folded.isspace() and folded != "\n"):
            folded = " "
        self[code] = folded = folded.translate(_QUOTES)
        return folded


_FOLD = _Fold(lower=True)
_FOLD_KEEPING_CASE = _Fold(lower=False)


def fold(text: str) -> str:
    """Return a text of the same length in lower case, Simplified and half-width characters."""
    return text.translate(_FOLD)


def fold_keeping_case(text: str) -> str:
    """Return a text of the same length in Simplified and half-width characters."""
    return text.translate(_FOLD_KEEPING_CASE)
