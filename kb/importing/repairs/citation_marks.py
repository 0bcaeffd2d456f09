"""Marks of notes, [3][30], where the list of notes is not in the text."""

import re
from collections.abc import Iterator

from kb.importing.repairs.edit import Edit

_MARK = r"\[\d{1,3}(?:\s?[-–,，]\s?\d{1,3})*\]"
_MARKS = re.compile(
    rf"(?:(?<=[^\s\[(（=])[ ]|(?<=[^\s\d\[(（=]))(?:{_MARK}[ ]?)*{_MARK}"
    r"(?=[\s.,;:!?)。，；：！？、）”’]|$|[\u3400-\u9fff])"
)
_ANY = re.compile(r"\[\d")
_LIST = re.compile(rf"^[ \t>*-]*{_MARK}:?[ \t]*\S", re.M)
_CODE = re.compile(r"\[0\]|[A-Za-z_]\w*\[\d+\]\s*[=;(.+]|```|\bfor\b.*\bin\b.*:\n")


def find(text: str) -> Iterator[Edit]:
    """Yield the marks of a text that has at least two and neither their list nor code."""
    if len(_ANY.findall(text)) < 2:
        return
    matches = list(_MARKS.finditer(text))
    marks = sum(match[0].count("[") for match in matches)
    if marks < 2 or _LIST.search(text) or _CODE.search(text):
        return
    for match in matches:
        yield Edit(match.start(), match.end(), "", "citation")
