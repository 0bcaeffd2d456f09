"""A digest taken apart: several titles, each with its own text, in one document.

An article with headings looks alike; its texts are whole and none of them has a source of its own.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from kb.importing.repairs.cleaning import Cleaned
from kb.importing.repairs.cut_text import MARK
from kb.importing.repairs.site_suffix import site_of
from kb.importing.structure.bylines import Byline, byline, tidied
from kb.language.conversion import fold_script
from kb.language.detection import width

_FEWEST = 3
_WIDEST_TITLE = 130
_NARROWEST_TEXT = 40
_NUMBER = re.compile(r"^(?:\d{1,3}[.、)）]|[-•·*]|#{1,6})\s*")
_ENDS_SENTENCE = re.compile(r"[。；;]$")
_HEADING = re.compile(
    r"^([一二三四五六七八九十]+、|第.{1,3}[章节節部分]|\d+(\.\d+)+|[（(][一二三四五六七八九十]+[)）])"
)
_ADDRESS = re.compile(r"^https?://\S+$")
_AGO = re.compile(
    r"^.{0,24}(\d+\s?(分钟|小时|天|周|个月|分鐘|小時)前|\d+ (minutes?|hours?|days?|weeks?) ago)$"
)
# Who reports, at the beginning of a text: `Outlet6月3日消息`, `Outlet记者 Name`.
_DATELINE = re.compile(
    r"^(?P<outlet>[A-Za-z\u3400-\u9fff]{2,12}?)\s?(?P<date>(?:\d{4}\s?年\s?)?\d{1,2}\s?月\s?\d{1,2}\s?日)\s?(?:消息|讯|訊|电|電|报道|報道)"
)
_REPORTER = re.compile(
    r"^(?P<outlet>[A-Za-z\u3400-\u9fff]{2,8}?)(?:新闻|新聞)?(?:首席|见习|实习)?(?:记者|記者)[ :：]"
)
_NEWSROOM = re.compile(
    r"^(?P<outlet>[A-Za-z\u3400-\u9fff]{2,8}?(?:新闻|新聞))(?:首席|见习|实习)?(?:记者|記者)[ :：]"
)
_NOT_AN_OUTLET = re.compile(
    r"^(本报|本網|本网|本刊|有|据|據|日前|近日|昨日|今日|截至|此前|但|而|从|從|在|自|到|于|於).*"
)


@dataclass(frozen=True, slots=True)
class Item:
    """One source of a digest; `text` stands in the digest's text from `start` to `end`.

    `date` is as written, empty strings for what is not said.
    """

    title: str
    text: str
    start: int
    end: int
    outlet: str = ""
    author: str = ""
    date: str = ""
    url: str = ""
    # Where outlet and date were found, as keys of `head.FOUND`.
    outlet_from: str = ""
    date_from: str = ""

    @property
    def title_key(self) -> str:
        """The title as it is compared: versions of one article have the same."""
        return "".join(filter(str.isalnum, fold_script(self.title))).lower()


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    start: int

    @property
    def end(self) -> int:
        return self.start + len(self.text)


def items(cleaned: Cleaned) -> list[Item]:
    """Return the items of a digest in their order; none for a document that is one text."""
    lines = list(_lines(cleaned.text))
    for split in (_by_bylines, _in_turns, _by_blocks):
        groups = split(lines)
        if groups:
            found = [_item(cleaned, group) for group in groups]
            if split is _by_bylines or _has_sources(found):
                return found
    return []


def _lines(text: str) -> Iterator[_Line]:
    place = 0
    for line in text.split("\n"):
        stripped = line.strip()
        yield _Line(stripped, place + len(line) - len(line.lstrip()) if stripped else place)
        place += len(line) + 1


def _by_bylines(lines: list[_Line]) -> list[list[_Line]]:
    """Group by titles with a byline below."""
    full = [line for line in lines if line.text]
    heads = [
        number
        for number in range(len(full) - 1)
        if _is_title(full[number].text)
        and byline(full[number].text) is None
        and byline(full[number + 1].text) is not None
    ]
    groups = [full[a:b] for a, b in pairwise([*heads, len(full)])]
    whole = all(sum(width(line.text) for line in group[2:]) >= _NARROWEST_TEXT for group in groups)
    return groups if len(heads) >= 2 and heads[0] <= 2 and whole else []


def _in_turns(lines: list[_Line]) -> list[list[_Line]]:
    """Group by titles and texts that take turns, line by line."""
    full = [line for line in lines if line.text]
    pairs = [full[n : n + 2] for n in range(0, len(full) - 1, 2)]
    if len(full) % 2 or len(pairs) < _FEWEST:
        return []
    fits = [
        _is_title(title.text) and width(text.text) >= max(_NARROWEST_TEXT, 1.2 * width(title.text))
        for title, text in pairs
    ]
    return pairs if sum(fits) >= 0.85 * len(pairs) else []


def _by_blocks(lines: list[_Line]) -> list[list[_Line]]:
    """Group by empty lines: a title, its text, perhaps who and when."""
    groups: list[list[_Line]] = [[]]
    for line in lines:
        if line.text and not re.fullmatch(r"[-=*_—]{3,}", line.text):
            groups[-1].append(line)
        elif groups[-1]:
            groups.append([])
    groups = [group for group in groups if group]
    if groups and len(groups[0]) == 1:
        groups = groups[1:]  # the digest's own title
    fits = [
        len(group) >= 2
        and _is_title(group[0].text)
        and any(width(line.text) >= _NARROWEST_TEXT for line in group[1:])
        for group in groups
    ]
    return groups if len(groups) >= _FEWEST and all(fits) else []


def _has_sources(found: list[Item]) -> bool:
    """Return whether enough items are cut or name who published them."""
    cut = sum(item.text.endswith(MARK) or MARK in item.title for item in found)
    named = sum(bool(item.outlet or item.date or item.url) for item in found)
    return 3 * cut >= len(found) or 2 * named >= len(found)


def _item(cleaned: Cleaned, group: list[_Line]) -> Item:
    title, *rest = group
    outlet = site_of(cleaned.removed_behind(title.end, "site_suffix"))
    said: Byline | None = None
    url = ""
    body = []
    for line in rest:
        if _ADDRESS.match(line.text):
            url = url or line.text
        elif (
            said is None
            and (line is rest[0] or line is rest[-1])
            and (said := byline(line.text) or _ago(line.text))
        ):
            continue
        else:
            body.append(line)
    body = body or rest
    start, end = body[0].start, body[-1].end
    name = _NUMBER.sub("", title.text)
    start += _repeated(cleaned.text[start:end], name)
    text = cleaned.text[start:end]
    reported, date = _reported(text)
    return Item(
        title=name,
        text=text,
        start=start,
        end=end,
        outlet=(said.outlet if said else "") or reported or outlet,
        author=said.author if said else "",
        date=(said.date if said else "") or date,
        url=url,
        outlet_from="byline" if said and said.outlet else "dateline" if reported else "site_suffix",
        date_from="byline" if said and said.date else "dateline",
    )


def _repeated(text: str, title: str) -> int:
    """Return how much of a text's beginning is its title once more."""
    if len(title) >= 6 and text.startswith(title):
        rest = text[len(title) :]
        return len(title) + len(rest) - len(rest.lstrip()) if rest[:1].isspace() else 0
    return 0


def _ago(line: str) -> Byline | None:
    found = _AGO.match(line)
    return Byline(tidied(line[: found.start(1)]), "", found[1]) if found else None


def _reported(text: str) -> tuple[str, str]:
    """Return the outlet and the date, as written, that a text begins with."""
    if found := _DATELINE.match(text):
        outlet = "" if _NOT_AN_OUTLET.match(found["outlet"]) else found["outlet"]
        return outlet, found["date"]
    found = _NEWSROOM.match(text) or _REPORTER.match(text)
    if found and not _NOT_AN_OUTLET.match(found["outlet"]):
        return found["outlet"], ""
    return "", ""


def _is_title(line: str) -> bool:
    return (
        width(line) <= _WIDEST_TITLE
        and not _ENDS_SENTENCE.search(line)
        and not _HEADING.match(line)
        and not _ADDRESS.match(line)
    )
