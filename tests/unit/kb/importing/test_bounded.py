"""What strangers' files may take of time and memory, and that the others go on."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from kb.importing.bounded import Reader, frames, limits
from kb.importing.failures import CannotRead
from kb.importing.read_text import ReadText
from tests.unit.kb.importing.test_raw_document import packed

ROOT = Path(__file__).resolve().parents[4]
# Walks through millions of blocks.
ENDLESS = b"<html><body>" + b"<p>a</p>" * 1_500_000


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    with Reader() as kept:
        yield kept


def keys(found: list[ReadText | CannotRead]) -> list[str]:
    return [one.key if isinstance(one, CannotRead) else one.text for one in found]


def test_a_file_is_read_as_it_is_without_limits(reader: Reader) -> None:
    data = "---\ntitle: 预案\n---\n第一段。".encode()
    (found,) = reader.read(data, "a.md")
    assert found == ReadText("a.md", "第一段。", "utf-8", title="预案")


def test_what_asks_for_too_much_is_refused_and_its_neighbours_are_read(reader: Reader) -> None:
    found = reader.read(packed(**{"a.txt": b"One", "b.html": ENDLESS, "c.txt": b"Three"}), "z.zip")
    assert [found[0].text, found[2].text] == ["One", "Three"]  # type: ignore[union-attr]
    failure = found[1]
    assert isinstance(failure, CannotRead)
    assert failure.key in ("took_too_long", "needs_too_much", "stopped")
    assert "z.zip/b.html" in str(failure)


def test_what_stands_alone_is_no_archive(reader: Reader) -> None:
    assert keys(reader.read(packed(a=b"One"), "a.txt", alone=True)) == ["nested_archive"]


def test_one_process_serves_many_files(reader: Reader) -> None:
    reader.read(b"One", "a.txt")
    first = reader.pid
    assert keys(reader.read(b"Two", "b.txt")) == ["Two"]
    assert reader.pid == first


def test_a_process_that_somebody_ended_is_followed_by_another(reader: Reader) -> None:
    reader.read(b"One", "a.txt")
    assert reader.pid is not None
    os.kill(reader.pid, 9)
    time.sleep(0.1)
    assert keys(reader.read(b"Two", "b.txt")) == ["Two"]


def test_what_does_not_answer_is_given_up(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    reader.read(b"One", "a.txt")
    assert reader.pid is not None
    monkeypatch.setattr(limits, "CLOCK_SECONDS", 0.1)
    os.kill(reader.pid, signal.SIGSTOP)
    assert keys(reader.read(b"Two", "b.txt")) == ["took_too_long"]


def test_the_process_ends_with_the_one_that_asked() -> None:
    asks = (
        "import os\nfrom kb.importing.bounded import Reader\nreader = Reader()\n"
        "reader.read(b'One', 'a.txt')\nprint(reader.pid, flush=True)\nos.kill(os.getpid(), 9)"
    )
    ended = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", asks], cwd=ROOT, capture_output=True, check=False
    )
    pid = int(ended.stdout)
    for _ in range(40):
        status = Path(f"/proc/{pid}/stat")
        if not status.exists() or status.read_text().split()[2] == "Z":
            return
        time.sleep(0.05)
    pytest.fail(f"Process {pid} is still there.")


def test_the_process_that_reads_knows_no_database(reader: Reader) -> None:
    reader.read(b"One", "a.txt")
    told = Path(f"/proc/{reader.pid}/environ").read_bytes()
    assert b"DATABASE" not in told
    assert b"SECRET" not in told


def test_half_a_character_can_be_told() -> None:
    found = ReadText("\udcff.txt", "😀", "utf-8")
    assert frames.heard(frames.unpacked(frames.packed(frames.told(found)))) == found
