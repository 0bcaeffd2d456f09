"""PDF files: the text of their pages, lines joined to paragraphs again."""

import re

import pypdfium2

from kb.importing.failures import CannotRead
from kb.importing.read_text import ReadText

MOST_PAGES = 1000
_ENDED = re.compile(r"[。！？；：.!?;:”’」』》）)…]\s*$")
_NEW_PARAGRAPH = re.compile(
    r"^\s*([-•·●▪]|\d{1,3}[.、)）]|[一二三四五六七八九十]+、|#|第[一二三四五六七八九十\d]+[章节節部])"
)
_HAN = re.compile(r"[\u3400-\u9fff]")


def read(data: bytes, name: str) -> ReadText:
    """Return the text of a PDF, its pages one after the other."""
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        key = "encrypted_pdf" if "password" in str(error).lower() else "broken_pdf"
        raise CannotRead(key, name) from error
    try:
        if len(document) > MOST_PAGES:
            raise CannotRead("too_long", name, limit=f"{MOST_PAGES:,}")
        pages = [page.get_textpage().get_text_bounded() for page in document]
        metadata = document.get_metadata_dict()
    except pypdfium2.PdfiumError as error:
        raise CannotRead("broken_pdf", name) from error
    finally:
        document.close()
    text = "\n".join(_paragraphs(page.replace("\r\n", "\n").replace("\0", "")) for page in pages)
    return ReadText(
        name, text, "pdf", title=metadata.get("Title", ""), author=metadata.get("Author", "")
    )


def _paragraphs(page: str) -> str:
    """Join the lines of a page that reach its full width without ending a sentence."""
    lines = [line.strip() for line in page.splitlines()]
    widest = max((_width(line) for line in lines), default=0)
    joined: list[str] = []
    continues = False
    for line in lines:
        if continues and line and not _NEW_PARAGRAPH.match(line):
            between = "" if _HAN.match(line) or _HAN.match(joined[-1][-1:]) else " "
            joined[-1] += between + line
        else:
            joined.append(line)
        full = _width(line) >= 0.85 * widest and widest > 30
        continues = bool(line) and full and not _ENDED.search(line)
    return "\n".join(joined)


def _width(line: str) -> int:
    return len(line) + len(_HAN.findall(line))
