"""Saved web pages: the article without what stands around it, by trafilatura or by its marks."""

import logging
import re
from itertools import islice

from lxml import html as lxml_html
from trafilatura import extract

from kb.importing.encodings import decode
from kb.importing.failures import CannotRead
from kb.importing.read_text import ReadText
from kb.importing.readers.page_text import page_text

_CHARSET = re.compile(rb"<meta[^>]{0,200}charset=[\"']?\s*([\w-]{3,20})", re.I)
# To find the article in a page of more takes seconds; all its text is read instead.
_MOST_ELEMENTS = 15_000
# It warns of pages without an article, which are read all the same.
logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
# Where the marks of a page leave little more than the article, they are believed: trafilatura drops
# captions, who wrote it and when, and breaks the sentences of short pages at their links.
_SHORT = 400
_MOSTLY_ARTICLE = 1.5
_META = {
    "title": ("og:title", "twitter:title"),
    "outlet": ("og:site_name", "application-name"),
    "author": ("author", "article:author"),
    "published": ("article:published_time", "pubdate", "publishdate", "date"),
    "url": ("og:url",),
}


def read(data: bytes, name: str) -> ReadText:
    """Return the article of a page, and what its head says about it; scripts are never read."""
    source, encoding = _decoded(data, name)
    # lxml refuses a text that names its encoding itself.
    tree = lxml_html.fromstring(
        re.sub(r"^\s*<\?xml[^>]*\?>", "", source).encode(), parser=_parser()
    )
    head = _head(tree)
    text = page_text(tree)
    if sum(1 for _ in islice(tree.iter(), _MOST_ELEMENTS + 1)) <= _MOST_ELEMENTS:
        article = extract(tree, include_comments=False, favor_recall=True, deduplicate=False)
        if article and len(text) > max(_SHORT, _MOSTLY_ARTICLE * len(article)):
            text = article
    return ReadText(name, text, encoding, **head)


def _parser() -> lxml_html.HTMLParser:
    return lxml_html.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False)


def _decoded(data: bytes, name: str) -> tuple[str, str]:
    """Decode as the bytes show, else as the page says."""
    try:
        return decode(data, name)
    except CannotRead:
        said = _CHARSET.search(data[:4096])
        try:
            return data.decode(said[1].decode() if said else "utf-8"), said[
                1
            ].decode() if said else ""
        except (LookupError, UnicodeDecodeError):
            raise CannotRead("encoding", name) from None


def _head(tree: lxml_html.HtmlElement) -> dict[str, str]:
    found: dict[str, str] = {}
    for meta in tree.iter("meta"):
        key = (meta.get("property") or meta.get("name") or "").lower()
        found.setdefault(key, (meta.get("content") or "").strip())
    head = {
        field: next((found[key] for key in keys if found.get(key)), "")
        for field, keys in _META.items()
    }
    title = tree.find(".//title")
    head["title"] = head["title"] or (title.text_content().strip() if title is not None else "")
    canonical = tree.xpath("//link[@rel='canonical']/@href")
    head["url"] = head["url"] or (canonical[0].strip() if canonical else "")
    if not head["url"].startswith(("http://", "https://")):
        head["url"] = ""
    return head
