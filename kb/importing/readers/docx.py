"""Word files: paragraphs, headings and tables in their order."""

import io
import zipfile
from collections.abc import Iterator

from docx import Document
from docx.document import Document as WordDocument
from docx.table import Table
from docx.text.paragraph import Paragraph

from kb.importing.failures import CannotRead
from kb.importing.read_text import ReadText

UNPACKED_MB = 40
_BODY = "word/document.xml"


def is_docx(data: bytes) -> bool:
    """Return whether a zip is a Word file."""
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
            if b"<!DOCTYPE" in packed.read(_BODY)[:1000]:
                raise CannotRead("broken_docx", name)
        document = Document(io.BytesIO(data))
        text = "\n".join(_lines(document))
        core = document.core_properties
        return ReadText(name, text, "docx", title=core.title or "", author=core.author or "")
    except CannotRead:
        raise
    except Exception as error:  # python-docx and lxml raise whatever a damaged part leads to
        raise CannotRead("broken_docx", name) from error


def _lines(document: WordDocument) -> Iterator[str]:
    for block in document.iter_inner_content():
        if isinstance(block, Paragraph):
            if text := block.text.strip():
                yield text
        elif isinstance(block, Table):
            for row in block.rows:
                # A merged cell is met once for every column it covers.
                cells = dict.fromkeys(cell.text.strip() for cell in row.cells)
                if line := "\t".join(cell for cell in cells if cell):
                    yield line
