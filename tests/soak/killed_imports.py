"""An import of 200 files whose process is killed again and again, and begun again each time.

Command and worker take turns; each is killed (SIGKILL) by itself, some milliseconds after a random
statement, so that kills fall into keeping, into reading, and between files. In the end everything
is there exactly once: files, documents, bytes, texts.
"""

from __future__ import annotations

import hashlib
import io
import os
import signal
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random
from threading import Timer
from typing import Any

from django.core.management import call_command
from django.db import connection, connections

from kb.importing.failures import CannotRead
from kb.importing.raw_document import parts, read_part
from kb.models import Import, ImportedFile, RawContent, RawDocument
from kb.worker import read_imports
from tests.cast import persona
from tests.soak.figure import Result, Trial
from tests.temporary import temporary_folder

TITLE = "An import is killed and begun again"
TIMES = 30
SECONDS = 900
FILES = 200
# While files are kept there are some 800 statements in one transaction; each file that is read
# takes a dozen.
KEEPING = 6
MOST_KEEPING, MOST_READING = 1_200, 160
MOST_DELAY = 0.03
KILLED = -signal.SIGKILL


def run(trial: Trial) -> Result:
    """Kill as often as asked, then let the command end, and look at what is there."""
    result, met = Result(), Counter[str]()
    folder = temporary_folder("casebook-killed-")
    write_files(folder, trial.random(0))
    for number in range(trial.times):
        if not trial.has_time:
            break
        dice = trial.random(number + 1)
        if number == KEEPING and not Import.objects.exists():
            _ended(folder, "command", background=True)
        most = MOST_READING if number >= KEEPING else MOST_KEEPING
        who = "command" if number < KEEPING or number % 2 else "worker"
        before = _read_so_far()
        code = _killed(folder, who, dice.randint(1, most), dice.uniform(0, MOST_DELAY))
        met[f"{who} killed" if code == KILLED else f"{who} ended first"] += 1
        if code not in (KILLED, 0):
            result.wrong.append(f"kill {number}: the {who} ended with code {code}.")
        met["kills with files read"] += _read_so_far() > before
        result.done += 1
    met["files left for the last run"] = FILES - _read_so_far()
    if code := _ended(folder, "command"):
        result.wrong.append(f"The last run ended with code {code}.")
    result.wrong += faults(folder)
    result.numbers = {"files": FILES, "documents": RawDocument.objects.count(), **met}
    return result


def _read_so_far() -> int:
    return ImportedFile.objects.exclude(read_at=None).count()


# --- Processes ---------------------------------------------------------------


def _killed(folder: Path, who: str, statement: int, delay: float) -> int:
    """Work in a process that kills itself so many seconds after its so-manieth statement."""
    left = statement

    def wrapper(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        nonlocal left
        left -= 1
        if left == 0:
            Timer(delay, lambda: os.kill(os.getpid(), signal.SIGKILL)).start()
        return execute(sql, params, many, context)

    def work() -> None:
        with connection.execute_wrapper(wrapper):
            _work(folder, who)

    return _forked(work)


def _ended(folder: Path, who: str, *, background: bool = False) -> int:
    return _forked(lambda: _work(folder, who, background=background))


def _forked(work: Any) -> int:
    """Do work in a fork; return its code, below 0 for the signal that ended it."""
    connections.close_all()  # a forked process must not go on with this connection
    pid = os.fork()
    if pid:
        return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    code = 1
    try:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, 1)
        os.dup2(nowhere, 2)
        work()
        code = 0
    finally:
        os._exit(code)


def _work(folder: Path, who: str, *, background: bool = False) -> None:
    if who == "worker":
        read_imports()
        return
    call_command("import_documents", str(folder), user="editor", background=background)


# --- Files -------------------------------------------------------------------


@dataclass(frozen=True)
class Expected:
    """A document that should be there once."""

    name: str
    sha256: str
    text: str | None  # None when it is refused


def write_files(folder: Path, dice: Random) -> None:
    """Write texts in several encodings, pages, archives, broken files, and copies of some."""
    made: list[tuple[str, bytes]] = []
    for number in range(FILES):
        suffix, data = _file(number, dice, made)
        made.append((suffix, data))
        (folder / f"{number:03}{suffix}").write_bytes(data)


def _file(number: int, dice: Random, made: list[tuple[str, bytes]]) -> tuple[str, bytes]:
    text = f"晨星電器第{number}號公告，宣布召回部分烤箱。\n第二段，共{dice.randrange(9_999)}台。"
    match number % 8:
        case 0 if made:
            return dice.choice(made)
        case 1:
            return ".html", f"<html><body><p>Page {number}: {text}</p></body></html>".encode()
        case 2:
            return ".txt", text.encode("big5")
        case 3:
            return ".zip", _zip({f"{n}.txt": f"{text} {n}".encode() for n in range(3)})
        case 4:
            return ".pdf", f"%PDF-1.7 broken {number}".encode()
        case _:
            return ".txt", text.encode()


def _zip(files: dict[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return packed.getvalue()


def expected(path: Path) -> Iterator[Expected]:
    """Yield the documents of a file, read here and now."""
    data = path.read_bytes()
    for part in parts(data, str(path)):
        if isinstance(part, CannotRead):
            yield Expected(str(part.values["name"]), _sha256(data), None)
            continue
        found = read_part(part)
        text = None if isinstance(found, CannotRead) else found.text
        yield Expected(part.name, _sha256(part.data), text)


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


# --- What is there -----------------------------------------------------------


def faults(folder: Path) -> list[str]:
    """Return what is missing, there twice, or other than it should be."""
    wrong: list[str] = []
    imports = list(Import.objects.visible_to(persona("editor")))
    if len(imports) != 1 or imports[0].state != Import.State.DONE:
        wrong.append(f"There are {len(imports)} imports, {[one.state for one in imports]}.")
    paths = sorted(folder.iterdir())
    files = {file.name: file for file in ImportedFile.objects.all()}
    if len(files) != len(paths) or ImportedFile.objects.count() != len(paths):
        wrong.append(f"Of {len(paths)} files there are {ImportedFile.objects.count()}.")
    contents, originals = set(), Counter[str]()
    for path in paths:
        contents.add(_sha256(path.read_bytes()))
        wanted = list(expected(path))
        file = files.get(str(path))
        there = list(file.documents.select_related("first").order_by("number")) if file else []
        told = [_told(document) for document in there]
        if told != wanted:
            wrong.append(f"{path.name}: {told} instead of {wanted}.")
        for document in there:
            contents.add(document.content_id)
            if document.problem is None and document.first is None:
                originals[document.content_id] += 1
    twice = [key for key, count in originals.items() if count > 1]
    wrong += [f"The bytes {key[:8]} were not recognised." for key in twice]
    kept = {row.sha256: bytes(row.data) for row in RawContent.objects.all()}
    if kept.keys() != contents or any(_sha256(data) != key for key, data in kept.items()):
        wrong.append(f"{len(kept)} contents are kept instead of {len(contents)}, or other bytes.")
    return wrong


def _told(document: RawDocument) -> Expected:
    read = document.first or document
    text = None if document.problem is not None else read.text
    return Expected(document.name, document.content_id, text)
