"""A document as it came: a name and bytes, read into text by the reader of its kind."""

import re
from collections.abc import Callable, Iterator
from pathlib import PurePosixPath

from kb.importing.failures import CannotRead
from kb.importing.read_text import ReadText
from kb.importing.readers import archive, docx, html, markdown, pdf, plain
from kb.importing.tidying import tidied

LARGEST_MB = 20
LARGEST_ARCHIVE_MB = archive.UNPACKED_MB
MOST_CHARACTERS = 1_000_000
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_HTML = re.compile(rb"<!doctype\s+html|<html[\s>]|<head[\s>]|<body[\s>]", re.I)

Reader = Callable[[bytes, str], ReadText]
_BY_ENDING: dict[str, Reader] = {
    ".html": html.read,
    ".htm": html.read,
    ".xhtml": html.read,
    ".md": markdown.read,
    ".markdown": markdown.read,
}
# What begins so is a picture, a sound, a program or an archive that no reader opens.
_OTHER = (
    *(b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"RIFF", b"\x7fELF", b"MZ", b"\x1f\x8b", b"BZh"),
    *(b"7z\xbc\xaf", b"Rar!", b"\xfd7zXZ", b"SQLite format", b"ID3", b"OggS", b"{\\rtf"),
)


def read_all(data: bytes, name: str) -> Iterator[ReadText | CannotRead]:
    """Yield the texts of a file, one or those of a zip; what cannot be read as its failure.

    Takes what time and memory the file asks for: files of strangers go to `kb.importing.bounded`.
    """
    for part in parts(data, name):
        yield part if isinstance(part, CannotRead) else read_part(part)


def parts(data: bytes, name: str) -> Iterator[archive.Member | CannotRead]:
    """Yield what a file holds: the members of a zip, else the file itself."""
    if not _is_zip(data) or docx.is_docx(data):
        yield archive.Member(name, data)
        return
    try:
        yield from archive.members(data, name)
    except CannotRead as failure:
        yield failure


def read_part(part: archive.Member) -> ReadText | CannotRead:
    """Return the text of one part of a file, or why it cannot be read."""
    try:
        return read(part.data, part.name)
    except CannotRead as failure:
        return failure


def read(data: bytes, name: str) -> ReadText:
    """Return the text of one file that is no archive; raises CannotRead with the reason."""
    if not data.strip():
        raise CannotRead("empty", name)
    if len(data) > LARGEST_MB * 1_000_000:
        raise CannotRead("too_large", name, limit=LARGEST_MB)
    found = tidied(_reader(data, name)(data, name))
    if not found.text.strip():
        raise CannotRead("no_text", name)
    if len(found.text) > MOST_CHARACTERS:
        raise CannotRead("too_long", name, limit=f"{MOST_CHARACTERS:,}")
    return found


def _reader(data: bytes, name: str) -> Reader:
    if _is_zip(data):
        if docx.is_docx(data):
            return docx.read
        raise CannotRead("nested_archive", name)
    if data.startswith(b"%PDF-"):
        return pdf.read
    if data.startswith(_OLE):
        raise CannotRead("old_word", name)
    if data.startswith(_OTHER):
        raise CannotRead("unknown_kind", name)
    by_ending = _BY_ENDING.get(PurePosixPath(name).suffix.lower())
    return by_ending or (html.read if _is_html(data[:4096]) else plain.read)


def _is_html(beginning: bytes) -> bool:
    """Return whether a file begins as a web page does, comments aside."""
    rest = beginning.lstrip()
    while rest.startswith(b"<!--"):
        rest = rest.partition(b"-->")[2].lstrip()
    return _HTML.match(rest) is not None


def _is_zip(data: bytes) -> bool:
    return data.startswith((b"PK\x03\x04", b"PK\x05\x06"))
