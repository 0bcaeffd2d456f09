"""Zip files: bombs, archives in archives, paths that lead outside, lies about what they hold."""

import io
import struct
import zipfile
from collections.abc import Iterator, Mapping
from random import Random

TEXT = b"The bakery pulled its rye loaf. Nobody was hurt.\n"


def packed(files: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return a zip of these files."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method, compresslevel=1) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return file.getvalue()


def files(dice: Random) -> Iterator[tuple[str, str, bytes]]:
    """Yield kind, name and bytes."""
    zeros = b"0" * 70_000_000
    yield "zip bomb", "bomb.zip", packed({"a.txt": zeros})
    yield "zip bomb", "bzip.zip", packed({"a.txt": zeros}, zipfile.ZIP_BZIP2)
    yield "zip bomb", "many.zip", packed({f"{n}.txt": b"0" * 900_000 for n in range(66)})
    yield "zip bomb", "lie.zip", _declaring(packed({"a.txt": zeros}), len(zeros), 1_000)
    squeezed = packed({"a.txt": zeros}, zipfile.ZIP_BZIP2)
    yield "zip bomb", "lie-bzip.zip", _declaring(squeezed, len(zeros), 1_000)
    squeezed = packed({"a.txt": zeros}, zipfile.ZIP_LZMA)
    yield "zip bomb", "lie-lzma.zip", _declaring(squeezed, len(zeros), 1_000)
    yield "zip bomb", "overlap.zip", _overlapping(400, b"0" * 5_000_000)
    yield "zip bomb", "text.zip", packed({f"{n}.txt": TEXT * 19_000 for n in range(60)})
    yield "zip of too many files", "million.zip", _listing(1_000_000)
    for number in (501, 20_000, 60_000):
        yield "zip of too many files", "many.zip", _many_entries(number)
    inner = packed({"a.txt": TEXT})
    for depth in range(1, 8):
        yield "nested archive", f"nested{depth}.zip", packed({f"{depth}.zip": inner})
        inner = packed({dice.choice(("x.zip", "x.txt", "x.docx", "x.gz")): inner, "b.txt": TEXT})
        yield "nested archive", f"hidden{depth}.zip", inner
    for path in (
        "../a.txt", "/etc/passwd", "C:\\a.txt", "..\\..\\a.txt", "a/../../b.txt", "//host/a.txt",
        "a/b/../../../c.txt", "./../a.txt", "con.txt", "a\u202etxt.exe", "a\nb.txt", "a" * 5_000,
        "~/a.txt", "%2e%2e/a.txt",
    ):  # fmt: skip
        yield "path traversal", "path.zip", packed({path: TEXT, "b.txt": TEXT})
    whole = packed({"a.txt": TEXT * 2_000, "b.txt": TEXT})
    for _ in range(6):
        yield "truncated zip", "cut.zip", whole[: dice.randrange(4, len(whole))]
        yield "broken zip", "broken.zip", damaged(whole, dice)
    yield "encrypted zip", "secret.zip", _encrypted(whole)
    yield "broken zip", "start.zip", b"PK\x03\x04" + dice.randbytes(5_000)
    yield "broken zip", "empty.zip", packed({})
    yield "broken zip", "end.zip", b"PK\x05\x06" + b"\xff" * 18


def damaged(data: bytes, dice: Random, spots: int = 20) -> bytes:
    """Return bytes of which some, behind the first four, are others."""
    changed = bytearray(data)
    for _ in range(spots):
        changed[dice.randrange(4, len(changed))] = dice.randrange(256)
    return bytes(changed)


def _declaring(data: bytes, size: int, other: int) -> bytes:
    """Return a zip whose headers declare another size than what is packed."""
    return data.replace(struct.pack("<I", size), struct.pack("<I", other))


def _encrypted(data: bytes) -> bytes:
    """Return a zip whose headers say that a password is needed."""
    changed = bytearray(data)
    for mark, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = changed.find(mark)
        while at >= 0:
            changed[at + flags] |= 1
            at = changed.find(mark, at + 4)
    return bytes(changed)


def _overlapping(count: int, data: bytes) -> bytes:
    """Return a zip whose directory names one packed file many times."""
    whole = packed({"0.txt": data})
    start = whole.index(b"PK\x01\x02")
    end = whole.index(b"PK\x05\x06")
    entry = whole[start:end]
    entries = b"".join(entry.replace(b"0.txt", b"%05d" % n) for n in range(count))
    tail = struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, count, count, len(entries), start, 0)
    return whole[:start] + entries + tail


def _listing(count: int) -> bytes:
    """Return a zip of nothing but a directory."""
    entry = b"PK\x01\x02" + b"\0" * 24 + b"\1\0" + b"\0" * 16 + b"a"
    size = struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, 0xFFFF, 0xFFFF, len(entry) * count, 0, 0)
    return b"PK\x03\x04".join((b"", entry * count + size))


def _many_entries(count: int) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
        for number in range(count):
            archive.writestr(f"{number}.txt", b"1")
    return file.getvalue()
