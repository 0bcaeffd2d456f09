"""What a document says of itself: title, outlet, author, date and address, and where it says so."""

import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.utils.translation import gettext_lazy as _

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

    `date` is as written. The `..._from` say where each was found, as keys of `FOUND`.
    """

    title: str = ""
    outlet: str = ""
    author: str = ""
    date: str = ""
    date_from: str = ""
    url: str = ""
    title_from: str = ""
    outlet_from: str = ""
    author_from: str = ""
    url_from: str = ""


# Where a document says a thing of itself, in a sentence for the screen.
FOUND: dict[str, Any] = {
    "file": _("The file itself says so."),
    "preview": _("The lines of the preview repeat it."),
    "line": _("The first line reads like a title."),
    "digest": _("It is a title of the digest."),
    "words": _("The text has no title: these are its first words."),
    "byline": _("The line below the title says so."),
    "dateline": _("The text begins with it."),
    "label": _("A label in the text names it."),
    "site_suffix": _("The name of the site stood behind the title."),
    "notice": _("A notice of the site, which was taken out, names it."),
    "address": _("It is the site of the address."),
    "editor": _("An editor wrote it."),
}


def head(found: ReadText, cleaned: Cleaned) -> Head:
    """Return what a document says of itself, its file first, then its lines."""
    lines = [line for line in cleaned.text.split("\n") if line.strip()]
    legal = "\n".join(cleaned.removed("boilerplate", "legal"))
    title, suffix, title_from = _title(found, cleaned, lines)
    outlet, author, date, date_from = found.outlet, found.author, found.published, "file"
    outlet_from = author_from = "file"
    for line in lines[:_HEAD_LINES]:
        said = byline(line.strip()) if line.strip() != title else None
        if said and not date:
            date, date_from = said.date, "byline"
            outlet, outlet_from = _first((outlet, outlet_from), (said.outlet, "byline"))
            author, author_from = _first((author, author_from), (said.author, "byline"))
        elif len(line) < 60:
            outlet, outlet_from = _first((outlet, outlet_from), (source_of(line), "label"))
            author, author_from = _first((author, author_from), (author_of(line), "label"))
    if not date:
        for line in lines[:3]:
            if reported := _DATELINE.match(line):
                date, date_from = reported["date"], "dateline"
                break
    url, url_from = _first(
        (found.url, "file"), (_url(legal), "notice"), (_labelled_url(cleaned.text), "label")
    )
    outlet, outlet_from = _first(
        (outlet, outlet_from),
        (suffix, "site_suffix"),
        (source_of(legal), "notice"),
        (urlsplit(url).hostname or "", "address"),
    )
    author, author_from = _first((author, author_from), (author_of(legal), "notice"))
    return Head(
        title=title,
        outlet=outlet,
        author=author,
        date=date,
        date_from=date_from if date else "",
        url=url,
        title_from=title_from,
        outlet_from=outlet_from,
        author_from=author_from,
        url_from=url_from,
    )


def _first(*said: tuple[str, str]) -> tuple[str, str]:
    """Return the first that is said, with where; two empty texts when nothing is."""
    return next((one for one in said if one[0]), ("", ""))


def _title(found: ReadText, cleaned: Cleaned, lines: list[str]) -> tuple[str, str, str]:
    """Return the title, the site's name that stood behind it, and where the title was found."""
    if found.title:
        for separator in ("_", " - ", " | ", "|"):
            before, separated, after = found.title.partition(separator)
            if separated and len(before) >= 6 and len(after) <= 16:
                return before.strip(), site_of(separator + after), "file"
        return found.title, "", "file"
    for line in cleaned.removed("boilerplate", "preview"):
        if page := _PREVIEW_PAGE.match(line):
            return page[1], "", "preview"
    if not lines:
        return "", "", ""
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
        return "", "", ""
    end = cleaned.text.index(first) + len(first)
    return title, site_of(cleaned.removed_behind(end, "site_suffix")), "line"


def _url(legal: str) -> str:
    found = _ADDRESS.search(legal)
    return found[0] if found else ""


def _labelled_url(text: str) -> str:
    found = _LABELLED_ADDRESS.search(text)
    return found[1] if found else ""
