"""How long a text is in its other language: Gale and Church's idea, for characters and letters.

W. A. Gale, K. W. Church, "A Program for Aligning Sentences in Bilingual Corpora", Computational
Linguistics 19 (1993). There the difference of lengths is normal; between characters and letters,
whose lengths differ threefold, it is the logarithm of their ratio that is.
"""

import re
from collections.abc import Iterable
from math import log, pi

# Letters of English for one Chinese character, where a text is too short to tell its own.
USUAL_RATIO = 3.0
# How much text says as much about its ratio as the usual one.
_TRUST = 150.0
_SPREAD = 0.21  # of the ratio's logarithm between long translations
_SPREAD_OF_SHORT = 2.7  # what the shortness of a text adds to its square, by its letters
_SPREAD_BY_CHANCE = 1.0  # between texts that have nothing to do with each other
_UNUSUAL = 0.04  # of translations are far from the usual length

_HAN = re.compile(r"[\u3007\u3400-\u9fff\uf900-\ufaff]")
_LATIN = re.compile(r"[A-Za-z0-9À-ɏ]")


def han_and_latin(text: str) -> tuple[int, int]:
    """Return how many Chinese characters a text has, and how many letters and digits."""
    return len(_HAN.findall(text)), len(_LATIN.findall(text))


def ratio(english: Iterable[str], chinese: Iterable[str]) -> float:
    """Return the letters of English for one Chinese character in two whole texts."""
    letters = sum(han_and_latin(text)[1] for text in english)
    counts = [han_and_latin(text) for text in chinese]
    han, latin = sum(count[0] for count in counts), sum(count[1] for count in counts)
    found = max(letters - latin, 0)
    estimate = (found + USUAL_RATIO * _TRUST) / (han + _TRUST)
    return min(max(estimate, USUAL_RATIO / 1.5), USUAL_RATIO * 1.5)


def evidence(letters: float, expected: float) -> float:
    """Return by how much two lengths speak for a translation: the logarithm of the likelihoods.

    `letters` are those of the English, `expected` those that its Chinese lets one expect.
    """
    x = log((letters + 3) / (expected + 3))
    spread = _SPREAD**2 + _SPREAD_OF_SHORT / (letters + expected + 6)
    usual = _density(x, spread)
    chance = _density(x, _SPREAD_BY_CHANCE**2)
    return log((1 - _UNUSUAL) * usual + _UNUSUAL * chance) - log(chance)


def _density(x: float, variance: float) -> float:
    exponent = -x * x / (2 * variance)
    return float(2.718281828459045**exponent / (2 * pi * variance) ** 0.5)
