"""The text of a web page, block by block, without what its marks say is not the article."""

import re
from collections.abc import Iterator

from lxml.html import HtmlElement

_SILENT = {
    *("script", "style", "noscript", "template", "iframe", "svg", "math", "object", "select"),
    *("nav", "footer", "aside", "button", "form", "input", "textarea", "head"),
}
_BLOCKS = {
    *("address", "article", "blockquote", "body", "dd", "details", "div", "dl", "dt", "figcaption"),
    *("figure", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "ol", "p", "pre"),
    *("section", "summary", "table", "tbody", "thead", "tr", "ul"),
}
_CELLS = {"td", "th"}
_BESIDE = re.compile(
    r"(?:^|[-_\s])(?:nav|menu|sidebar|footer|related|recommend\w*|comments?|share|breadcrumbs?|pagination"
    r"|advert\w*|ads?|toolbar|copyright|login)(?:$|[-_\s])",
    re.I,
)
# Of so much text in links a list or division is a way elsewhere.
_LINKED = 0.7
_FEWEST_LINKS = 3


def page_text(tree: HtmlElement) -> str:
    """Return the lines of a page: a block is a line, cells of a row are parted by tabs."""
    root = _main(tree)
    pieces = "".join(_pieces(root))
    lines = (re.sub(r"[ \r\f\v\u00a0]+", " ", line).strip() for line in pieces.split("\n"))
    return "\n".join(line for line in lines if line)


def _main(tree: HtmlElement) -> HtmlElement:
    """Return the one article or main part of a page, else all of it."""
    for path in (".//article", ".//main", ".//*[@role='main']"):
        found = tree.findall(path)
        if len(found) == 1 and len(found[0].text_content().strip()) > 40:
            return found[0]
    return tree


def _pieces(root: HtmlElement) -> Iterator[str]:
    """Walk without recursion: a page may be nested deeper than Python's stack."""
    todo: list[HtmlElement | str] = [root]
    while todo:
        element = todo.pop()
        if isinstance(element, str):
            yield element
            continue
        tag = element.tag if isinstance(element.tag, str) else "script"  # a comment
        after = element.tail or "" if element is not root else ""
        if tag in _SILENT or (element is not root and _is_beside(element, tag)):
            todo.append(f"\n{after}" if tag in _BLOCKS else after)
            continue
        around = "\n" if tag in _BLOCKS or tag == "br" else "\t" if tag in _CELLS else ""
        todo.append(_folded(after))
        todo.append(around)
        todo.extend(reversed(element))
        if tag == "pre":
            todo.append(element.text or "")
        else:
            todo.append(_folded(element.text or ""))
        if around == "\n":
            todo.append(around)


def _is_beside(element: HtmlElement, tag: str) -> bool:
    """Return whether an element is named as something else than text, or mostly links."""
    if tag not in ("div", "ul", "ol", "section", "header", "table", "dl"):
        return False
    named = f"{element.get('class') or ''} {element.get('id') or ''}"
    if _BESIDE.search(named):
        return True
    links = element.findall(".//a") if tag in ("ul", "ol", "header", "dl") else ()
    if len(links) < _FEWEST_LINKS:
        return False
    linked = sum(len("".join(link.itertext()).strip()) for link in links)
    return linked > _LINKED * len("".join(element.text_content().split()))


def _folded(text: str) -> str:
    """Return a text in which the source's line ends are spaces."""
    return re.sub(r"\s*\n\s*", " ", text)
