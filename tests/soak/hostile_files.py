"""Hundreds of files that harm whoever reads them carelessly: each is refused or cleaned in time.

Each is read and taken apart as the site does it, in the process with limits. What comes out holds
no script and no address that runs code; what is refused names the file and the reason. Seconds are
of the processor, of both processes; memory is what they need more than before.
"""

import os
import resource
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import suppress
from itertools import chain
from pathlib import Path
from random import Random
from threading import Event, Thread

from kb.importing.bounded import Reader
from kb.importing.failures import CannotRead
from kb.importing.read_text import ReadText
from tests.soak.figure import Result, Trial
from tests.soak.hostile import archives, pdf, texts, web, word

TITLE = "Hostile files"
TIMES = 800
SECONDS = 3_000
MOST_SECONDS = 2.0
MOST_MB = 150.0
_FIELDS = ("title", "outlet", "author", "published", "url")
_MAKERS = (archives, word, web, pdf, texts)
# An archive may hold many documents, each of which has the time.
_PER_DOCUMENT = "zip bomb"


def made(dice: Random) -> Iterator[tuple[str, str, bytes]]:
    """Yield kind, name and bytes of each file."""
    return chain.from_iterable(maker.files(dice) for maker in _MAKERS)


def faults(found: list[ReadText | CannotRead], name: str) -> Iterator[str]:
    """Yield what is wrong with what came out of a file."""
    if not found:
        yield "nothing came out"
    for one in found:
        if isinstance(one, CannotRead):
            if name not in str(one):
                yield f"does not name its file: {one}"
            continue
        if "EVIL" in one.text or any("EVIL" in getattr(one, field) for field in _FIELDS):
            yield f"holds a script: {one.text[:200]!r}"
        if one.url and not one.url.lower().startswith(("http://", "https://")):
            yield f"has the address {one.url[:100]!r}"
        if "\0" in one.text or "\u202e" in one.text:
            yield "holds controls"


class Watched:
    """A reader, with the processor time and the memory that its last file took."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader
        self.seconds = 0.0
        self.megabytes = 0.0

    def read(self, data: bytes, name: str) -> list[ReadText | CannotRead]:
        """Read a file in a process that is warm."""
        self.reader.read(b"Warm.", "warm.txt", checks=True)
        pid = self.reader.pid or 0
        before, ours, theirs = _children() + _used(pid), _resting("self"), _resting(str(pid))
        began = time.thread_time()
        with _Highest(pid) as highest:
            found = self.reader.read(data, name, checks=True)
        self.seconds = time.thread_time() - began
        after = _children() + (0.0 if self.reader.pid != pid else _used(pid))
        self.seconds += after - before
        growth = _memory("self", "VmHWM") - ours
        self.megabytes = max(growth, 0) + max(highest.megabytes - theirs, 0)
        return found


class _Highest:
    """Watches the memory of a process, which may be ended, from beside."""

    def __init__(self, pid: int) -> None:
        self.megabytes = 0.0
        self._pid = pid
        self._done = Event()
        self._thread = Thread(target=self._watch)

    def __enter__(self) -> "_Highest":
        self._thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._done.set()
        self._thread.join()

    def _watch(self) -> None:
        while True:
            with suppress(OSError, StopIteration):  # it has ended
                self.megabytes = max(self.megabytes, _memory(str(self._pid), "VmHWM"))
            if self._done.wait(0.01):
                return


def _children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _used(pid: int) -> float:
    """Return the processor time of a process that lives."""
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _resting(pid: str) -> float:
    """Return the memory that a process has now, and forget what it had at most."""
    Path(f"/proc/{pid}/clear_refs").write_text("5")
    return _memory(pid, "VmRSS")


def _memory(pid: str, field: str) -> float:
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return int(next(line for line in lines if line.startswith(field)).split()[1]) / 1024


def run(trial: Trial) -> Result:
    """Read file after file, and print what each kind took."""
    result = Result()
    rows: dict[str, list[tuple[float, float, int, str]]] = defaultdict(list)
    with Reader() as reader:
        watched = Watched(reader)
        rounds = (made(trial.random(number)) for number in range(trial.times))
        for kind, name, data in chain.from_iterable(rounds):
            if result.done >= trial.times or not trial.has_time:
                break
            found = watched.read(data, name)
            wrong = list(faults(found, name))
            most = MOST_SECONDS * (len(found) if kind == _PER_DOCUMENT else 1)
            if watched.seconds > most:
                wrong.append(f"took {watched.seconds:.1f} s")
            if watched.megabytes > MOST_MB:
                wrong.append(f"needed {watched.megabytes:.0f} MB")
            result.wrong += [f"{kind}, {name}: {fault}" for fault in wrong]
            rows[kind].append((watched.seconds, watched.megabytes, len(wrong), name))
            result.done += 1
    print(_table(rows), flush=True)
    every = [row for of_kind in rows.values() for row in of_kind]
    result.numbers = {
        "kinds": len(rows),
        "slowest s": round(max(row[0] for row in every), 2),
        "most MB": round(max(row[1] for row in every)),
    }
    return result


def _table(rows: dict[str, list[tuple[float, float, int, str]]]) -> str:
    lines = [
        f"{'kind':<24} {'number':>6} {'slowest s':>10} {'most MB':>8} {'wrong':>6}  slowest file"
    ]
    for kind, of_kind in rows.items():
        slowest = max(of_kind)
        lines.append(
            f"{kind:<24} {len(of_kind):>6} {slowest[0]:>10.2f} {max(r[1] for r in of_kind):>8.0f} "
            f"{sum(bool(r[2]) for r in of_kind):>6}  {slowest[3]}"
        )
    return "\n".join(lines)
