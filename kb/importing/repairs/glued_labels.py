"""Labels that stand in one line with what comes before them, and lists flattened into a line."""

import re
from collections import Counter
from collections.abc import Iterator

from kb.importing.repairs.edit import Edit

_HAN = "\u3400-\u9fff"
_INLINE = re.compile(rf" (?<=[。；！？.”」）)] ) *(?=([{_HAN}]{{2,8}})[:：])")
_LABEL = re.compile(rf"(?:^| (?<=[。；！？.”」）)] ) *)([{_HAN}]{{2,8}})[:：]", re.M)
# Q1: ... A: ... Q2: ...
_QUESTIONS = re.compile(r" (?<=\S ) *(?=(?:Q\d{1,2}|A\d{0,2}|问\d{0,2}|答\d{0,2}|問\d{0,2})[:：])")
_QUESTION = re.compile(r"(?:^|\s)(?:Q\d{1,2}|[问問]\d{0,2})[:：]")
_ANSWERED = re.compile(r"^Q\d{1,2}[:：].{2,200} A\d{0,2}[:：]", re.M)
# Core View - A. - B. Group 1: Name - C. - D.
_FLAT = re.compile(r" (?<=[.。;；:：] ) *(?=- [A-Z\u3400-\u9fff])")
_GROUP = re.compile(r" (?<=[.。] ) *(?=(?:Group|Part|Section|Step) \d{1,2}: [A-Z])")
_GROUP_ITEM = re.compile(r"(?:Group|Part|Section|Step) \d{1,2}: [A-Z][^\n.:]{2,60}?( +)(?=- [A-Z])")
_OFTEN = 3


def find(text: str) -> Iterator[Edit]:
    """Yield the spaces that were line ends: before labels met three times, and in lists."""
    spans: set[tuple[int, int]] = set()
    labels = Counter(match[1] for match in _LABEL.finditer(text))
    spans |= {m.span() for m in _INLINE.finditer(text) if labels[m[1]] >= _OFTEN}
    if len(_QUESTION.findall(text)) >= 2 or _ANSWERED.search(text):
        spans |= {m.span() for m in _QUESTIONS.finditer(text)}
    groups = list(_GROUP.finditer(text))
    flat = list(_FLAT.finditer(text))
    if len(groups) >= 2:
        spans |= {m.span() for m in groups}
        spans |= {m.span(1) for m in _GROUP_ITEM.finditer(text)}
    if len(flat) >= _OFTEN:
        spans |= {m.span() for m in flat}
    for start, end in sorted(spans):
        yield Edit(start, end, "\n", "label")
