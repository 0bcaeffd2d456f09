"""Punctuation folded to half width, restored between Chinese characters and nowhere else."""

import re
from bisect import bisect_right
from collections.abc import Iterator

from kb.importing.repairs.edit import Edit

_HAN = "〇\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
# Signs that are Chinese themselves may stand between the mark and the character.
_BEFORE = f"[{_HAN}][”’」』》】〉]?"
_AFTER = f"[“‘「『《【〈]?[{_HAN}]"
_MARK = re.compile(f"[,;:!?](?<=[{_HAN}”’」』》】〉].)(?={_AFTER})")
_BEHIND_HAN = re.compile(f"{_BEFORE}$")
_BRACKETS = re.compile(
    f"\\((?<=[{_HAN}].)([{_HAN}][^()（）\n]{{0,60}}[{_HAN}]|[{_HAN}])\\)(?=[{_HAN}])"
)
_FULL = str.maketrans(",;:!?", "，；：！？")


# An address may go on in Chinese behind a slash or the like.
_ADDRESS = re.compile(
    f"(?:https?://|www\\.)[!-~]*(?:(?<=[/=_#?&%-])[{_HAN}][{_HAN}!-~]*)?|[!-~]+@[!-~]+"
)


def find(text: str) -> Iterator[Edit]:
    """Yield each half-width mark with Chinese on both sides, brackets only as pairs."""
    found = [
        Edit(match.start(), match.end(), match[0].translate(_FULL), "punctuation")
        for match in _MARK.finditer(text)
        if _BEHIND_HAN.search(text, max(match.start() - 2, 0), match.start())
    ]
    for match in _BRACKETS.finditer(text):
        found.append(Edit(match.start(), match.start() + 1, "（", "punctuation"))
        found.append(Edit(match.end() - 1, match.end(), "）", "punctuation"))
    found.sort(key=lambda edit: edit.start)
    addresses = [match.span() for match in _ADDRESS.finditer(text)] if found else []
    return (edit for edit in found if not _is_within(edit.start, addresses))


def _is_within(place: int, spans: list[tuple[int, int]]) -> bool:
    number = bisect_right(spans, place, key=lambda span: span[0]) - 1
    return number >= 0 and place < spans[number][1]
