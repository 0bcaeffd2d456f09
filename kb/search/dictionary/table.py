"""A table of texts by key that is read where it lies: in a mapped file, nothing is loaded."""

from bisect import bisect_left
from collections.abc import Mapping
from sys import byteorder

_END = b"\x1f"  # of a key
_NUMBER = 8  # bytes


def pack(rows: Mapping[str, str]) -> bytes:
    """Return the bytes of a table: how many rows, where each ends, and the sorted rows."""
    packed = sorted(key.encode() + _END + value.encode() for key, value in rows.items())
    ends, end = bytearray(), 0
    for row in packed:
        end += len(row)
        ends += end.to_bytes(_NUMBER, byteorder)
    return len(packed).to_bytes(_NUMBER, byteorder) + bytes(ends) + b"".join(packed)


class Table:
    """Looks rows up in packed bytes."""

    def __init__(self, data: memoryview) -> None:
        self._count = int.from_bytes(data[:_NUMBER], byteorder)
        rows = _NUMBER * (1 + self._count)
        self._ends = data[_NUMBER:rows].cast("Q")
        self._rows = data[rows:]

    def get(self, key: str) -> str | None:
        """Return the value of a key, None when there is none."""
        wanted = key.encode() + _END
        row = self._first_from(wanted)
        return row[len(wanted) :].decode() if row.startswith(wanted) else None

    def has_prefix(self, start: str) -> bool:
        """Return whether a key begins so."""
        wanted = start.encode()
        return self._first_from(wanted).startswith(wanted)

    def _first_from(self, wanted: bytes) -> bytes:
        """Return the first row that is not before some bytes; empty when there is none."""
        place = bisect_left(range(self._count), wanted, key=self._row)
        return self._row(place) if place < self._count else b""

    def _row(self, at: int) -> bytes:
        start = self._ends[at - 1] if at else 0
        return self._rows[start : self._ends[at]].tobytes()
