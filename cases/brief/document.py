"""A brief as a Word document: real headings, languages named, fonts of both writings."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import Any

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from cases.brief.sheet import Line, Sheet

# Fonts that come with Word and with most systems; a missing one is replaced by the reader's.
LATIN = "Calibri"
EAST_ASIAN = {"zh-Hans": "Microsoft YaHei", "zh-Hant": "Microsoft JhengHei"}
GREY = RGBColor(0x59, 0x63, 0x6E)


def document(sheets: Sequence[Sheet], *, note: str = "", address: str = "") -> bytes:
    """Return a brief, in one writing or pair by pair in two, as the bytes of a DOCX file."""
    made = Document()
    _prepare(made, sheets[0])
    for lines in zip(*(one.lines for one in sheets), strict=True):
        for number, line in enumerate(lines):
            _add(made, line, sheets[number].language.tag, second=number > 0)
    for text in (note, address):
        if text:
            _run(made.add_paragraph(), text, sheets[0].language.tag, grey=True)
    stream = BytesIO()
    made.save(stream)
    return stream.getvalue()


def _prepare(made: Any, first: Sheet) -> None:
    section = made.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(18)
    section.top_margin = section.bottom_margin = Mm(14)
    tag = first.language.tag
    for style in made.styles:
        if style.type == WD_STYLE_TYPE.PARAGRAPH:
            _fonts(style.element.get_or_add_rPr(), tag)
    normal = made.styles["Normal"]
    normal.font.size = Pt(9.5)
    normal.paragraph_format.space_after = Pt(2)
    made.core_properties.title = first.lines[0].text
    made.core_properties.language = tag
    made.core_properties.author = "Casebook"


def _add(made: Any, line: Line, tag: str, *, second: bool) -> None:
    if line.kind in ("title", "heading"):
        if second:
            # One heading for both writings: a document's outline has each once.
            _run(made.paragraphs[-1], f" · {line.text}", line.tag or tag)
        else:
            level = 0 if line.kind == "title" else 1
            _run(made.add_heading(level=level), line.text, line.tag or tag)
        return
    is_item = line.kind == "item" and not second
    paragraph = made.add_paragraph(style="List Bullet" if is_item else None)
    if line.label:
        colon = ": " if line.kind == "fact" else " "
        _run(paragraph, line.label + colon, tag, bold=line.kind != "source")
    _run(paragraph, line.text, line.tag or tag, grey=line.kind == "left")
    if line.numbers:
        _run(paragraph, " " + "".join(f"[{number}]" for number in line.numbers), tag, grey=True)
    if line.after:
        _run(paragraph, f" ({line.after})", tag, grey=True)


def _run(paragraph: Any, text: str, tag: str, *, bold: bool = False, grey: bool = False) -> None:
    run = paragraph.add_run(text)
    run.bold = bold or None
    if grey:
        run.font.color.rgb = GREY
    _fonts(run._element.get_or_add_rPr(), tag)


def _fonts(properties: Any, tag: str) -> None:
    """Name the fonts and the language of some text, for both kinds of script."""
    fonts = properties.get_or_add_rFonts()
    for name in list(fonts.attrib):
        del fonts.attrib[name]  # those of a theme would go first
    east = EAST_ASIAN.get(tag, EAST_ASIAN["zh-Hans"])
    for name, font in (("ascii", LATIN), ("hAnsi", LATIN), ("cs", LATIN), ("eastAsia", east)):
        fonts.set(qn(f"w:{name}"), font)
    for old in properties.findall(qn("w:lang")):
        properties.remove(old)
    lang = properties.makeelement(qn("w:lang"), {})
    chinese = {"zh-Hans": "zh-CN", "zh-Hant": "zh-TW", "zh-Hant-HK": "zh-HK"}.get(tag)
    lang.set(qn("w:val"), "en-GB")
    lang.set(qn("w:eastAsia"), chinese or "zh-CN")
    properties.append(lang)
