"""The pieces of both sides as HTML: links led, Chinese in the reader's script, marks kept."""

import re
from collections.abc import Iterable, Sequence
from html import escape

from django.utils.safestring import mark_safe
from django.utils.translation import override
from wagtail.rich_text import expand_db_html

from kb.language.codes import ENGLISH, HONG_KONG, TRADITIONAL, Language
from kb.language.conversion import variant
from kb.language.rich_text import convert_html
from kb.side_by_side.rows import Piece, Row

# What Wagtail's rich text stores in place of an address.
_TO_EXPAND = re.compile(r"<(?:a|embed)\b[^>]*>")
# Between what is rendered together; no text has it.
_SEAM = "\ue0f1"
# What each kind of passage stands in.
_ELEMENTS = {
    "h1": ('<p class="sbs__title">', "</p>"),
    "h2": ('<h2 class="sbs__h2">', "</h2>"),
    "h3": ('<h3 class="sbs__h3">', "</h3>"),
    "h4": ('<h4 class="sbs__h4">', "</h4>"),
    "lead": ('<p class="sbs__lead">', "</p>"),
    "quote": ("<blockquote><p>", "</p></blockquote>"),
    "message": ('<p class="sbs__message">', "</p>"),
    "label": ('<p class="label">', "</p>"),
    "record": ('<p class="sbs__record">', "</p>"),
    "cited": ("<p><q>", "</q></p>"),
    "pre": ("<pre>", "</pre>"),
    **dict.fromkeys(("note", "by", "meta"), ('<p class="small muted">', "</p>")),
}


def shown(rows: Sequence[Row], chinese: Language) -> None:
    """Make the HTML of all pieces; the links of each side are looked up together."""
    with override(ENGLISH.code):
        _expand([piece for row in rows for piece in row.english])
    of_chinese = [piece for row in rows for piece in row.chinese]
    with override(spoken(chinese)):
        _expand(of_chinese)
    to = variant(chinese.code)
    for piece in of_chinese:
        written = piece.passage.written
        if to and not piece.passage.told and not (written and written.half == "en"):
            piece.html = convert_html(piece.html, to)
    for row in rows:
        for piece in (*row.english, *row.chinese):
            piece.html = mark_safe(_element(piece))


def spoken(chinese: Language) -> str:
    """Return the language of an address in which a Chinese script is read: Hong Kong has none."""
    return TRADITIONAL.code if chinese == HONG_KONG else chinese.code


def _expand(pieces: Iterable[Piece]) -> None:
    """Turn the links of rich text into addresses: each is looked up once, all of them together."""
    listed = list(pieces)
    marks = list(dict.fromkeys(tag for piece in listed for tag in _TO_EXPAND.findall(piece.html)))
    if not marks:
        return
    expanded = str(expand_db_html(_SEAM.join(marks))).split(_SEAM)
    known = dict(zip(marks, expanded, strict=True))
    for piece in listed:
        piece.html = _TO_EXPAND.sub(lambda found: known[found[0]], piece.html)


def _element(piece: Piece) -> str:
    passage = piece.passage
    written = f' lang="{passage.written.tag}"' if passage.written else ""
    inner = f"<span{written}>{piece.html}</span>" if written else piece.html
    if passage.kind in ("li", "oli"):
        return _item(piece, inner)
    before, after = _ELEMENTS.get(passage.kind, ("<p>", "</p>"))
    return f"{before}{inner}{after}"


def _item(piece: Piece, inner: str) -> str:
    """Return one item of a list with its bullet or number; what goes on has none."""
    passage = piece.passage
    tag = "ol" if passage.kind == "oli" else "ul"
    start = f' start="{passage.number}"' if tag == "ol" and passage.number else ""
    goes_on = " sbs__list--on" if piece.goes_on else ""
    depth = escape(str(min(passage.depth, 4)))
    return f'<{tag} class="sbs__list sbs__list--{depth}{goes_on}"{start}><li>{inner}</li></{tag}>'
