"""The process that reads: one file after the other from its input, until that is closed.

It knows no settings but the time zone, hence no database, and its environment holds no secrets.
"""

import select
import sys
import traceback
from collections.abc import Iterator
from contextlib import suppress
from importlib import import_module

from django.conf import settings

from kb.importing.bounded import frames, limits
from kb.importing.failures import CannotRead
from kb.importing.raw_document import parts, read
from kb.importing.read_text import ReadText
from kb.importing.readers.archive import Member

# A process that keeps more than this from its files is ended: the next would lack it.
_KEPT_MB = 40


def main() -> None:
    """Answer until the input ends, nothing is asked for long, or too much memory is kept."""
    settings.configure(USE_TZ=True, TIME_ZONE=sys.argv[1])
    limits.leave_no_traces()
    base = _warm(checks=False)
    checks = False
    # Whatever prints must not stand among the answers.
    source, answers = sys.stdin.buffer, sys.stdout.buffer
    sys.stdout = sys.stderr

    def take(count: int) -> bytes:
        data = source.read(count)
        if len(data) < count:
            raise EOFError
        return data

    while select.select([source], [], [], limits.IDLE_SECONDS)[0]:
        try:
            asked = frames.unpacked(frames.read(take))
        except EOFError:
            return
        if asked["checks"] and not checks:
            base, checks = _warm(checks=True), True
        limits.bound_memory(base + limits.MEMORY_MB)
        # The file is let go of before what is kept is measured.
        for row in _answers(asked, frames.read(take)):
            frames.write(answers, frames.packed(row))
        if limits.data_mb() > base + _KEPT_MB:
            frames.write(answers, frames.packed({"end": "full"}))
            return
        frames.write(answers, frames.packed({"end": "more"}))


def _warm(*, checks: bool) -> float:
    """Load what documents need, once and without limits; return the memory that is then used."""
    limits.bound_memory(1_000_000)
    read(b"<html><body><article><p>Warm.</p></article></body></html>", "a.html")
    read("天气很好。".encode("gb18030"), "a.txt")
    if checks:
        _check(
            ReadText("", "晨星電器于2025年3月5日發布公告，“很好”。\n\nThe bakery. 今日。", "utf-8")
        )
    return limits.data_mb()


def _check(found: ReadText) -> None:
    # What takes a text apart takes half a second and 100 MB to load: not for who only reads.
    import_module("kb.importing.document").taken_apart(found)


def _answers(asked: dict[str, object], data: bytes) -> Iterator[dict[str, object]]:
    """Yield the name of each document before it is read, and then what came of it."""
    name, skip = str(asked["name"]), int(str(asked["skip"]))
    limits.start_clock(limits.PROCESSOR_SECONDS)
    whole = iter([Member(name, data)]) if asked["alone"] else parts(data, name)
    number = 0
    while True:
        try:
            part = next(whole, None)
        except MemoryError:
            part = CannotRead("needs_too_much", name)
        if part is None:
            break
        number += 1
        if number > skip:
            limits.start_clock(limits.PROCESSOR_SECONDS)
            if isinstance(part, Member):
                yield {"reading": part.name}
                yield frames.told(_read(part, checks=bool(asked["checks"])))
            else:
                yield frames.told(part)
    limits.start_clock(0)


def _read(part: Member, *, checks: bool) -> ReadText | CannotRead:
    try:
        found = read(part.data, part.name)
        if checks:
            _check(found)
    except CannotRead as failure:
        return failure
    except MemoryError:
        return CannotRead("needs_too_much", part.name)
    except Exception:
        # A fault of ours: it is told to whoever looks after the site, and the others go on.
        traceback.print_exc()
        return CannotRead("stopped", part.name)
    return found


if __name__ == "__main__":
    with suppress(EOFError):  # whoever asks was ended in the middle of a question
        main()
