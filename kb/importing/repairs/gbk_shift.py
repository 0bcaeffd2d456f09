"""Text of GBK that was read one byte late: `？？` or the like, then characters nobody uses.

A full stop (A1 A3) lost its first byte; its second made a full-width sign with the first byte of
the next character, and so on until a character whose second byte is a letter's.
"""

import re
from collections.abc import Iterator

from kb.importing.common_characters import commonest_characters
from kb.importing.repairs.edit import Edit
from kb.language.conversion import fold_script

# Replacement sign, the full-width sign (often folded to half), characters, the byte left over.
_SHIFTED = re.compile(
    r"[?？\ufffd]([?？0-9A-Za-w０-９Ａ-Ｚａ-ｗ])([\u4e00-\u9fff]{1,12})([\x40-\x7e])(?![\x40-\x7e])"
)
_FULL_STOP = b"\xa1\xa3"


def find(text: str) -> Iterator[Edit]:
    """Yield each stretch that, read from one byte earlier, is made of more common characters."""
    for match in _SHIFTED.finditer(text):
        restored = _restored(match)
        if restored and _share(restored[1:]) > _share(match[2]):
            yield Edit(match.start(), match.end(), restored, "gbk_shift")


def _restored(match: re.Match[str]) -> str | None:
    sign = ord(match[1])
    lead = (sign - 0xFEE0 if sign > 0xFF00 else sign) + 0x80
    try:
        data = _FULL_STOP + bytes([lead]) + match[2].encode("gbk") + match[3].encode()
        found = data.decode("gbk")
    except UnicodeError:
        return None
    return found if re.fullmatch(r"。[\u4e00-\u9fff]+", found) else None


def _share(text: str) -> float:
    common = commonest_characters()
    simple = fold_script(text)
    return sum(character in common for character in simple) / len(simple)
