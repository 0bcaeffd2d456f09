"""Where sentences end, in English and in Chinese of either script."""

import re
from collections.abc import Iterator

# What may stand between the full stop and the next sentence.
_CLOSING = "\"'”’」』》）)】〕]"
_OPENING = "\"'“‘「『《（(【〔["
_ABBREVIATED = """
mr mrs ms dr prof rev hon st mt ft sr jr gen col capt lt sgt gov sen rep pres vs etc al cf ca
approx no nos vol vols pp ed eds fig figs sec art para inc ltd co corp bros dept univ assn
ave blvd rd jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thurs fri
sat sun e.g i.e eg ie viz a.m p.m u.s u.k u.n e.u ph.d d.c
"""
_ABBREVIATIONS = frozenset(_ABBREVIATED.split())
# After these a new sentence may begin all the same.
_MAY_END = {"etc", "inc", "ltd", "co", "corp", "bros", "jr", "sr", "a.m", "p.m", "ph.d"}
# The U.S. Senate: only a word that begins sentences parts these from what follows.
_MAY_END_BEFORE_A_STARTER = {"u.s", "u.k", "u.n", "e.u", "d.c"}
_STARTER = re.compile(
    r"[\"“‘']?(?:The|This|That|These|Those|A|An|It|Its|He|She|His|Her|We|They|Their|Our|You|I|In|"
    r"On|At|But|And|So|If|When|While|After|Before|As|Then|There|For|From|By|Nobody|All|Some|Most|No)\b"
)
_STOP = re.compile(
    rf"(?P<stop>[。！？!?]+|…+|\.{{3,}}|\.)(?P<closing>[{re.escape(_CLOSING)}]*)(?P<space>\s*)"
)
_WORD_BEFORE = re.compile(r"[A-Za-z][A-Za-z.]*$")
_ITEM_NUMBER = re.compile(r"(?:^|\s)(?:\d{1,3}|[A-Za-z]|[ivxIVX]{1,5})$")
_HAN = re.compile(r"[\u3007\u3400-\u9fff\uf900-\ufaff]")
# 他说, she asked: what follows a quotation and belongs to it.
_ATTRIBUTION = re.compile(
    r"[^，。！？；：,.!?;:“”「」\s]{0,14}?(?:说|說|道|表示|称|稱|问|問|喊|写道|寫道)(?:[。，：,:…]|$)"
)
_LONGEST_BEFORE = 24
# Characters before an ellipsis that ends a Chinese sentence, and does not only hesitate.
_LEAST = 5


def sentences(text: str) -> list[str]:
    """Return the sentences of a paragraph, in their order, without the spaces around them.

    Each stop is judged by what stands around it, so a text may hold both languages.
    """
    found, start = [], 0
    for end in _ends(text):
        if piece := text[start:end].strip():
            found.append(piece)
        start = end
    if piece := text[start:].strip():
        found.append(piece)
    return found


def spans(text: str) -> list[tuple[int, int]]:
    """Return where each sentence begins and ends, the spaces after it counted in."""
    found, start = [], 0
    for end in _ends(text):
        if text[start:end].strip():
            found.append((start, end))
            start = end
    if text[start:].strip():
        found.append((start, len(text)))
    elif found:
        found[-1] = (found[-1][0], len(text))
    return found


def _ends(text: str) -> Iterator[int]:
    for line in re.finditer(r"[^\n]+", text):
        for stop in _STOP.finditer(text, line.start(), line.end()):
            if stop.end() < line.end() and _is_end(text, stop, line.start()):
                yield stop.end()
        yield line.end()


def _is_end(text: str, stop: re.Match[str], start: int) -> bool:
    before = text[max(start, stop.start() - _LONGEST_BEFORE) : stop.start()]
    after = text[stop.end() : stop.end() + _LONGEST_BEFORE]
    if after[:1] in "，。、；：,;:!?！？":
        return False
    mark = stop["stop"][0]
    closed = bool(stop["closing"].strip("）)】〕]"))
    if closed and _HAN.match(after) and _ATTRIBUTION.match(after):
        return False
    if mark in "。！？":
        return True
    chinese = bool(_HAN.search(before[-2:])) or bool(_HAN.match(after.lstrip(_OPENING)))
    if mark == "…" or stop["stop"].startswith("..."):
        # Too many sentences are joined again by the aligner, too few never parted.
        if chinese:
            return len(_HAN.findall(before)) >= _LEAST and bool(_HAN.match(after.lstrip(_OPENING)))
        return _begins(after) and bool(stop["space"])
    if mark in "!?":
        return chinese or (_begins(after) and bool(stop["space"] or closed))
    return _is_full_stop(before, after, stop, chinese)


def _is_full_stop(before: str, after: str, stop: re.Match[str], chinese: bool) -> bool:
    """Return whether a dot ends a sentence: no decimal, abbreviation or address."""
    if chinese:
        return bool(_HAN.search(before[-1:]))
    if _ITEM_NUMBER.search(before) and not stop["closing"] and _is_short(before):
        return False
    word = _WORD_BEFORE.search(before)
    if not stop["space"] and not stop["closing"]:
        # The space was forgotten: two words of their own stand on both sides.
        glued = re.search(r"(?:^|[\s(“‘\"'-])[A-Za-z]?[a-z’']{2,}$", before)
        return bool(glued) and bool(re.match(r"[“‘\"']?[A-Z][a-z’']*[\s,]", after))
    if word and not stop["closing"]:
        short = word[0].lower().strip(".")
        if len(short) == 1 and short != "i":
            return False
        if short in _ABBREVIATIONS:
            starts = short in _MAY_END or (
                short in _MAY_END_BEFORE_A_STARTER and _STARTER.match(after)
            )
            return bool(starts) and _begins(after) and not after[:1].isdigit()
    return _begins(after)


def _is_short(before: str) -> bool:
    """Return whether only an item's number stands before the dot."""
    return len(before.strip()) <= 4


def _begins(after: str) -> bool:
    """Return whether a sentence may begin so."""
    first = after.lstrip(_OPENING + "—–- ")[:1]
    return bool(first) and (first.isupper() or first.isdigit() or bool(_HAN.match(first)))
