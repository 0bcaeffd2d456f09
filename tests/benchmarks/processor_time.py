"""Processor time of a piece of work: of this process, and of the database server behind it.

Wall-clock time says more about the machine's other guests than about the code.
"""

import statistics
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from django.db import connection


@dataclass(frozen=True)
class ProcessorTime:
    """Milliseconds of one request, or the median of many."""

    worker: float
    database: float

    @property
    def total(self) -> float:
        """Return both together."""
        return self.worker + self.database

    def __str__(self) -> str:
        parts = f"worker {self.worker:.2f} + database {self.database:.2f}"
        return f"{self.total:.2f} ms ({parts})"


def processor_time(do: Callable[[], object], times: int = 200, warm_up: int = 20) -> ProcessorTime:
    """Do something many times and return the median of its processor time.

    The database's share is that of the server process of this connection; SQLite has none.
    """
    for _ in range(warm_up):
        do()
    found = samples([do] * times)
    return ProcessorTime(
        statistics.median(one.worker for one in found),
        statistics.median(one.database for one in found),
    )


def samples(jobs: Iterable[Callable[[], object]]) -> list[ProcessorTime]:
    """Do each job once and return what each took."""
    server = _server_process()
    found = []
    for do in jobs:
        before, server_before = time.process_time_ns(), _spent(server)
        do()
        found.append(
            ProcessorTime(
                (time.process_time_ns() - before) / 1e6, (_spent(server) - server_before) / 1e6
            )
        )
    return found


def _server_process() -> Path | None:
    if connection.vendor != "postgresql":
        return None
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (pid,) = cursor.fetchone()
    file = Path(f"/proc/{pid}/schedstat")
    if not file.exists():
        raise RuntimeError("The database runs on another machine: its processor time is not known.")
    return file


def _spent(server: Path | None) -> int:
    """Return the nanoseconds a process has run for, as the kernel counts them."""
    return int(server.read_text().split()[0]) if server else 0
