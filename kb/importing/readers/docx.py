"""Word files: their paragraphs and the rows of their tables, read in one pass of bounded memory."""

import io
import zipfile
from collections.abc import Iterator
from itertools import islice
from typing import IO

from lxml import etree

from kb.importing.failures import CannotRead
from kb.importing.read_text import ReadText
from kb.importing.readers.archive import lists_too_many

UNPACKED_MB = 40
MOST_LINES = 100_000
_BODY = "word/document.xml"
_CORE = "docProps/core.xml"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_SPACES = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n"}


def is_docx(data: bytes) -> bool:
    """Return whether a zip is a Word file."""
    if lists_too_many(data):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            return _BODY in packed.namelist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return b"[Content_Types].xml" in data[:400] or _BODY.encode() in data


def read(data: bytes, name: str) -> ReadText:
    """Return the text of a Word file, its declared size judged before it is unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            # zipfile never gives more of a member than it declares.
            if sum(part.file_size for part in packed.infolist()) > UNPACKED_MB * 1_000_000:
                raise CannotRead("unpacks_too_large", name, limit=UNPACKED_MB)
            with packed.open(_BODY) as body:
                if b"<!DOCTYPE" in body.read(2_000):
                    raise CannotRead("broken_docx", name)
            with packed.open(_BODY) as body:
                lines = list(islice(_lines(body), MOST_LINES + 1))
            if len(lines) > MOST_LINES:
                raise CannotRead("too_long", name, limit=f"{MOST_LINES:,}")
            text = "\n".join(lines)
            core = packed.read(_CORE) if _CORE in packed.namelist() else b""
        return ReadText(
            name, text, "docx", title=_said(core, "title"), author=_said(core, "creator")
        )
    except (CannotRead, MemoryError):
        raise
    except Exception as error:  # zipfile, zlib and lxml raise whatever a damaged part leads to
        raise CannotRead("broken_docx", name) from error


def _lines(body: IO[bytes]) -> Iterator[str]:
    """Yield the paragraphs outside tables and the rows of tables, cells parted by tabs."""
    cells: list[str] = []
    depth = 0
    parsed = etree.iterparse(
        body,
        events=("start", "end"),
        tag=[f"{_W}p", f"{_W}tc", f"{_W}tr"],
        resolve_entities=False,
        no_network=True,
    )
    for event, element in parsed:
        if element.tag == f"{_W}tc":
            if event == "start":
                cells.append("")
            depth += 1 if event == "start" else -1
        elif event == "end" and element.tag == f"{_W}p":
            text = _text(element)
            if depth and cells:
                cells[-1] = f"{cells[-1]} {text}".strip()
            elif text:
                yield text
            element.clear()
            # What has been read would keep its place among its siblings.
            while element.getprevious() is not None:
                del element.getparent()[0]
        elif event == "end" and element.tag == f"{_W}tr" and not depth:
            if line := "\t".join(cell for cell in cells if cell):
                yield line
            cells = []


def _text(paragraph: etree._Element) -> str:
    pieces = (
        part.text or "" if part.tag == f"{_W}t" else _SPACES.get(part.tag, "")
        for part in paragraph.iter(f"{_W}t", *_SPACES)
    )
    return "".join(pieces).strip()


def _said(core: bytes, field: str) -> str:
    """Return what a file's properties say; what a template left there says nothing."""
    if not core or b"<!DOCTYPE" in core[:2_000]:
        return ""
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    found = etree.fromstring(core, parser).find(f"{_DC}{field}")
    text = (found.text or "").strip() if found is not None else ""
    return "" if text in ("python-docx", "Word Document") else text
