"""What the two processes tell each other: pieces of bytes with their length before them.

Objects go as JSON: whoever takes over the process that reads can send text, and nothing else.
"""

import json
import struct
from collections.abc import Callable
from typing import IO, Any

from kb.importing.failures import CannotRead
from kb.importing.read_text import ReadText

_LENGTH = struct.Struct(">I")


def write(stream: IO[bytes], data: bytes) -> None:
    """Write one piece; raises OSError when nobody reads any more."""
    stream.write(_LENGTH.pack(len(data)))
    stream.write(data)
    stream.flush()


def read(take: Callable[[int], bytes]) -> bytes:
    """Return the next piece; `take` gives so many bytes, and raises EOFError where none follow."""
    (length,) = _LENGTH.unpack(take(_LENGTH.size))
    return take(length)


def packed(value: object) -> bytes:
    """Return an object as JSON; half a character, as UTF-16 has them, stands as its number."""
    return json.dumps(value).encode()


def unpacked(data: bytes) -> Any:
    """Return the object that `packed` was given."""
    return json.loads(data)


def told(found: ReadText | CannotRead) -> dict[str, Any]:
    """Return a text or a failure as an object."""
    if isinstance(found, CannotRead):
        return {"failed": found.key, "values": found.values}
    return {"text": {field: getattr(found, field) for field in ReadText.__slots__}}


def heard(row: dict[str, Any]) -> ReadText | CannotRead:
    """Return what `told` was given."""
    if "failed" in row:
        values = dict(row["values"])
        return CannotRead(row["failed"], values.pop("name"), **values)
    return ReadText(**row["text"])
