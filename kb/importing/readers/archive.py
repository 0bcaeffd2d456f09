"""Zip files: their members, within bounds, never written to a disk."""

import io
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from kb.importing.failures import CannotRead

MOST_MEMBERS = 500
UNPACKED_MB = 60
_ARCHIVES = {".zip", ".gz", ".tgz", ".bz2", ".xz", ".7z", ".rar", ".tar", ".jar"}
# Each file and folder has its entry behind this mark, which by chance stands elsewhere as well.
_LISTED = b"PK\x01\x02"
_MOST_LISTED = 5_000
# What systems and editors put beside people's files.
_NOT_MEANT = ("__MACOSX/", ".DS_Store", "Thumbs.db")


@dataclass(frozen=True, slots=True)
class Member:
    """A file of an archive, named `archive/path`."""

    name: str
    data: bytes


def members(data: bytes, name: str) -> Iterator[Member | CannotRead]:
    """Yield the files of a zip; a member that is refused comes as its failure.

    Raises CannotRead when the archive as a whole is damaged or too large.
    """
    if lists_too_many(data):
        raise CannotRead("too_many_files", name, limit=MOST_MEMBERS)
    try:
        packed = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise CannotRead("broken_zip", name) from error
    with packed:
        files = [part for part in packed.infolist() if not part.is_dir()]
        if len(files) > MOST_MEMBERS:
            raise CannotRead("too_many_files", name, limit=MOST_MEMBERS)
        if sum(part.file_size for part in files) > UNPACKED_MB * 1_000_000:
            raise CannotRead("unpacks_too_large", name, limit=UNPACKED_MB)
        if not files:
            raise CannotRead("empty", name)
        for part in files:
            path = _path(part)
            if path.startswith(_NOT_MEANT) or path.endswith(_NOT_MEANT):
                continue
            yield _member(packed, part, f"{name}/{path}", path)


def lists_too_many(data: bytes) -> bool:
    """Return whether a zip names more files than may be listed, which costs memory for each."""
    return data.count(_LISTED) > _MOST_LISTED


def _member(
    packed: zipfile.ZipFile, part: zipfile.ZipInfo, full: str, path: str
) -> Member | CannotRead:
    if path.startswith("/") or ".." in path.split("/") or path[1:2] == ":":
        return CannotRead("unsafe_path", full)
    if PurePosixPath(path).suffix.lower() in _ARCHIVES:
        return CannotRead("nested_archive", full)
    if part.flag_bits & 1:
        return CannotRead("encrypted_zip", full)
    # Others give what they hold in pieces of any size, whatever they declare.
    if part.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        return CannotRead("broken_zip", full)
    try:
        return Member(full, packed.read(part))
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError):
        return CannotRead("broken_zip", full)


def _path(part: zipfile.ZipInfo) -> str:
    """Return a member's path; Chinese systems write names in GBK where zip says code page 437."""
    path = part.filename.replace("\\", "/")
    if part.flag_bits & 0x800:
        return path
    try:
        return path.encode("cp437").decode("gbk")
    except UnicodeError:
        return path
