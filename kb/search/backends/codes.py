"""Tokens as 32-bit integers: pairs of Han characters exactly, words hashed."""

from collections.abc import Iterable
from hashlib import blake2b

# The first half of a pair's code is a character from U+3005 on (0x3005_0000); below lie the hashes.
_SINGLE = 0x3000_0000  # single characters: up to U+3FFFF above this, and below the pairs


def code(token: str) -> int:
    """Return the signed 32-bit code of a token; two words may share one, nothing else does."""
    if len(token) == 1 and ord(token) >= 0x3005:
        return _SINGLE + ord(token)
    if len(token) == 2:
        first, second = map(ord, token)
        if 0x3005 <= first <= 0xFFFF and second <= 0xFFFF:
            value = first << 16 | second
            return value - (1 << 32) if value >= 1 << 31 else value
    return int.from_bytes(blake2b(token.encode(), digest_size=4).digest()) % _SINGLE


def codes(tokens: Iterable[str]) -> list[int]:
    """Return the distinct codes of tokens, in order of appearance."""
    return list(dict.fromkeys(map(code, tokens)))
