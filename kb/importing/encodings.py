"""Bytes to text: UTF-8, UTF-16 with and without its mark, GB 18030, Big5 and Windows' Latin.

Several encodings often accept the same bytes; the one whose characters are most likely is meant.
"""

import codecs
import re

from kb.importing.common_characters import common_characters
from kb.importing.failures import CannotRead

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_GUESSED = ("gb18030", "big5hkscs", "utf-16-le", "utf-16-be", "cp1252")
# What bears the same name outside: as people call it.
NAMES = {"big5hkscs": "big5", "cp1252": "windows-1252"}

_SAMPLE = 60_000  # bytes; divisible by two and four
_LEAST_LIKELY = 0.75
_PLAIN = re.compile(r"[\t\n\r\x20-\x7e、。，；：！？（）《》〈〉「」『』【】“”‘’…—·～％\u3000]")
_HAN = re.compile(r"[\u4e00-\u9fff]")


def decode(data: bytes, name: str) -> tuple[str, str]:
    """Return the text of a file and the name of its encoding.

    Line ends come out as line feeds. Raises CannotRead when no encoding gives a likely text.
    """
    text, encoding = _decode(data, name)
    if text.startswith("\ufeff"):
        text = text[1:]
    return text.replace("\r\n", "\n").replace("\r", "\n"), NAMES.get(encoding, encoding)


def _decode(data: bytes, name: str) -> tuple[str, str]:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            text = _strictly(data[len(mark) :], encoding)
            if text is None:
                raise CannotRead("encoding", name)
            return text, encoding
    if b"\0" not in data and (text := _strictly(data, "utf-8")) is not None:
        return text, "utf-8"
    best = max(_GUESSED, key=lambda encoding: _likelihood(data, encoding))
    text = _strictly(data, best)
    if text is None or _likelihood(data, best) < _LEAST_LIKELY:
        raise CannotRead("encoding", name)
    return text, best


def _strictly(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _likelihood(data: bytes, encoding: str) -> float:
    """Return the share, 0 to 1, of likely characters in the beginning of the text."""
    try:
        # A character that the sample's end cuts is not an error.
        sample = codecs.getincrementaldecoder(encoding)().decode(data[:_SAMPLE])
    except UnicodeDecodeError:
        return 0.0
    if not sample or "\0" in sample:
        return 0.0
    plain = len(_PLAIN.findall(sample))
    if encoding == "cp1252":  # in which any bytes are letters: only some may be above ASCII
        return plain / len(sample) if plain / len(sample) > 0.9 else 0.0
    common = common_characters()
    return (plain + sum(han in common for han in _HAN.findall(sample))) / len(sample)
