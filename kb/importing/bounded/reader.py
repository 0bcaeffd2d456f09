"""The side that asks: a process is kept for many files, and another follows when one was ended."""

import atexit
import os
import selectors
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from threading import RLock
from types import TracebackType
from typing import Any

from django.conf import settings

from kb.importing.bounded import frames, limits
from kb.importing.failures import CannotRead
from kb.importing.raw_document import LARGEST_ARCHIVE_MB
from kb.importing.read_text import ReadText

_CHILD = "kb.importing.bounded.child"
_ROOT = Path(__file__).resolve().parents[3]
# Memory comes apart with every file.
_MOST_FILES = 500
# After so many of an archive had to be stopped, the rest is not tried.
_MOST_STOPPED = 3
# Of the documents of one file, so that this process stays small as well.
_MOST_CHARACTERS = 20_000_000


class Reader:
    """Reads files in a process with limits; what breaks one of them is a CannotRead.

    For one thread at a time; others wait. Starting takes a third of a second, hence at the first
    file; the process ends with `close`, and when this one ends in whatever way.
    """

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._owner = 0
        self._files = 0
        self._used = 0.0
        self._lock = RLock()

    def __enter__(self) -> "Reader":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self.close()

    @property
    def pid(self) -> int | None:
        """The number of the process that reads, None while there is none."""
        return self._process.pid if self._process else None

    def read(
        self, data: bytes, name: str, *, checks: bool = False, alone: bool = False
    ) -> list[ReadText | CannotRead]:
        """Return the texts of a file, as `raw_document.read_all` yields them.

        With `checks` what can be read but not taken apart within the limits is refused as well;
        what stands `alone` is a member of an archive, and no archive itself.
        """
        if len(data) > LARGEST_ARCHIVE_MB * 1_000_000:
            return [CannotRead("too_large", name, limit=LARGEST_ARCHIVE_MB)]
        found: list[ReadText | CannotRead] = []
        asked = {"name": name, "checks": checks, "alone": alone}
        stopped, room = 0, _MOST_CHARACTERS
        with self._lock:
            while True:
                reading = name
                try:
                    for row in self._answers({**asked, "skip": len(found)}, data):
                        if "reading" in row:
                            reading = row["reading"]
                        else:
                            one, reading = frames.heard(row), name
                            room -= len(one.text) if isinstance(one, ReadText) else 0
                            found.append(one if room >= 0 else _too_long(one))
                    return found
                except _Ended as ended:
                    found.append(CannotRead(ended.key, reading))
                    stopped += 1
                    self._running()  # which is ready by the time that the next file comes
                # Not in a document: the archive itself was too much.
                if reading == name or stopped >= _MOST_STOPPED:
                    return found

    def close(self) -> None:
        """End the process; the next file starts another."""
        with self._lock:
            process, self._process = self._process, None
            if process is None or self._owner != os.getpid():
                return  # a fork has the files of its parent, but no process of its own
            process.kill()
            process.wait()
            for stream in (process.stdin, process.stdout):
                if stream:
                    stream.close()

    def _answers(self, asked: dict[str, object], data: bytes) -> Iterator[dict[str, Any]]:
        process = self._asked(asked, data)
        output = process.stdout
        assert output is not None
        while True:
            until = time.monotonic() + limits.CLOCK_SECONDS
            try:
                row = frames.unpacked(frames.read(lambda count: _take(output, count, until)))  # noqa: B023
            except EOFError:
                key = "took_too_long" if process.wait() == -signal.SIGPROF else "stopped"
                self.close()
                raise _Ended(key) from None
            except TimeoutError:
                self.close()
                raise _Ended("took_too_long") from None
            if "end" in row:
                self._files += 1
                if row["end"] == "full" or self._files >= _MOST_FILES:
                    self.close()
                return
            yield row

    def _asked(self, asked: dict[str, object], data: bytes) -> subprocess.Popen[bytes]:
        """Return the process after it has been given a file."""
        process = self._running()
        assert process.stdin is not None
        try:
            frames.write(process.stdin, frames.packed(asked))
            frames.write(process.stdin, data)
        except OSError:
            self.close()
            raise _Ended("stopped") from None
        return process

    def _running(self) -> subprocess.Popen[bytes]:
        idle = time.monotonic() - self._used
        self._used = time.monotonic()
        # A process that is about to end because nobody asked it is not asked.
        if idle > limits.IDLE_SECONDS / 2 or self._owner != os.getpid():
            self.close()
        if self._process is None or self._process.poll() is not None:
            self.close()
            self._owner, self._files = os.getpid(), 0
            self._process = subprocess.Popen(
                [sys.executable, "-W", "ignore", "-m", _CHILD, settings.TIME_ZONE],
                cwd=_ROOT,
                env={key: os.environ[key] for key in ("PATH", "LANG") if key in os.environ},
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
            )
        return self._process


def _too_long(found: ReadText | CannotRead) -> CannotRead:
    if isinstance(found, CannotRead):
        return found
    return CannotRead("too_long_together", found.name, limit=f"{_MOST_CHARACTERS:,}")


class _Ended(Exception):
    """The process that reads was ended, by itself or by us: `key` is the reason to give."""

    def __init__(self, key: str) -> None:
        self.key = key
        super().__init__(key)


def _take(stream: Any, count: int, until: float) -> bytes:
    """Return so many bytes; raises EOFError where the stream ends, TimeoutError after `until`."""
    pieces: list[bytes] = []
    with selectors.DefaultSelector() as selector:
        selector.register(stream, selectors.EVENT_READ)
        while count:
            if not selector.select(max(until - time.monotonic(), 0)):
                raise TimeoutError
            piece = os.read(stream.fileno(), min(count, 1 << 20))
            if not piece:
                raise EOFError
            pieces.append(piece)
            count -= len(piece)
    return b"".join(pieces)


_kept = Reader()
atexit.register(_kept.close)


def read_bounded(
    data: bytes, name: str, *, checks: bool = False, alone: bool = False
) -> list[ReadText | CannotRead]:
    """Return the texts of a file as `raw_document.read_all` yields them, read within limits.

    One process is kept for all files that this process reads. What took too long, needed too much
    memory or ended that process is a CannotRead; with `checks` also what cannot be taken apart so.
    What stands `alone` is a member of an archive, and no archive itself.
    """
    return _kept.read(data, name, checks=checks, alone=alone)
