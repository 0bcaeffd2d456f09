"""What a document says of itself: title, outlet, author, date and address, and where it says so."""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from kb.importing.read_text import ReadText
from kb.importing.repairs.cleaning import Cleaned
from kb.importing.repairs.site_suffix import site_of
from kb.importing.structure.bylines import author_of, byline, source_of
from kb.language.detection import width

_SECTION = re.compile(
    r"^([一二三四五六七八九十]+[、.]|第.{1,3}[章节節部分]|\d+(\.\d+)*[.、 ]|[（(]\d+[)）])"
)
_ENDS_SENTENCE = re.compile(r"[。；;]$|\.$")
_WIDEST_TITLE = 120
_HEAD_LINES = 8
_PREVIEW_PAGE = re.compile(r"^(.{2,60}?)_第\s?\d+\s?[页頁]")
_ADDRESS = re.compile(r"https?://[^\s，。；）)>\"”]+")
_LABELLED_ADDRESS = re.compile(
    r"(?:出处|出處|来源|來源|原文(?:链接|連結|地址)?|链接|連結|网址|網址|地址|source|link|url)\s*[:：]?\s*(https?://[^\s，。；）)>\"”]+)",
    re.I,
)
_DATELINE = re.compile(
    r"^\s*(?P<outlet>[A-Za-z\u3400-\u9fff]{2,12}?)?\s?(?P<date>(?:\d{4}\s?年\s?)?\d{1,2}\s?月\s?\d{1,2}\s?日)\s?(?:消息|讯|訊|电|電|报道|報道)"
)


@dataclass(frozen=True, slots=True)
class Head:
    """What is known of a document's origin; empty strings where it says nothing.

    `date` is as written, `date_from` where: `file`, `byline` or `dateline`.
    """

    title: str = ""
    outlet: str = ""
    author: str = ""
    date: str = ""
    date_from: str = ""
    url: str = ""


def head(found: ReadText, cleaned: Cleaned) -> Head:
    """Return what a document says of itself, its file first, then its lines."""
    lines = [line for line in cleaned.text.split("\n") if line.strip()]
    legal = "\n".join(cleaned.removed("boilerplate", "legal"))
    title, suffix = _title(found, cleaned, lines)
    outlet, author, date, date_from = found.outlet, found.author, found.published, "file"
    for line in lines[:_HEAD_LINES]:
        said = byline(line.strip()) if line.strip() != title else None
        if said and not date:
            date, date_from = said.date, "byline"
            outlet, author = outlet or said.outlet, author or said.author
        elif len(line) < 60:
            outlet, author = outlet or source_of(line), author or author_of(line)
    if not date:
        for line in lines[:3]:
            if reported := _DATELINE.match(line):
                date, date_from = reported["date"], "dateline"
                break
    url = found.url or _url(legal) or _labelled_url(cleaned.text)
    return Head(
        title=title,
        outlet=outlet or suffix or source_of(legal) or urlsplit(url).hostname or "",
        author=author or author_of(legal),
        date=date,
        date_from=date_from if date else "",
        url=url,
    )


def _title(found: ReadText, cleaned: Cleaned, lines: list[str]) -> tuple[str, str]:
    """Return the title and the site's name that stood behind it."""
    if found.title:
        for separator in ("_", " - ", " | ", "|"):
            before, separated, after = found.title.partition(separator)
            if separated and len(before) >= 6 and len(after) <= 16:
                return before.strip(), site_of(separator + after)
        return found.title, ""
    for line in cleaned.removed("boilerplate", "preview"):
        if page := _PREVIEW_PAGE.match(line):
            return page[1], ""
    if not lines:
        return "", ""
    first = lines[0].strip()
    marked = first.startswith("#")
    title = first.lstrip("# ").strip()
    wide = width(title) > _WIDEST_TITLE
    if (
        len(lines) < 2
        or wide
        or _ENDS_SENTENCE.search(title)
        or (_SECTION.match(title) and not marked)
    ):
        return "", ""
    end = cleaned.text.index(first) + len(first)
    return title, site_of(cleaned.removed_behind(end, "site_suffix"))


def _url(legal: str) -> str:
    found = _ADDRESS.search(legal)
    return found[0] if found else ""


def _labelled_url(text: str) -> str:
    found = _LABELLED_ADDRESS.search(text)
    return found[1] if found else ""
