"""The one worker: does whatever is due, again and again, until it is told to stop."""

import logging
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from threading import Event

from django.core.management import call_command
from django.db import close_old_connections, connection
from django.utils import timezone

from kb.imports.reading import read_waiting
from kb.models import WorkerPulse
from kb.search.backends import engine
from kb.search.due import write_some
from kb.search.missed import forget_old

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Job:
    """Something to do every so many seconds."""

    name: str
    every: float
    do: Callable[[], object]


def beat() -> None:
    """Write down that the worker is alive."""
    WorkerPulse.objects.update_or_create(name="worker", defaults={"at": timezone.now()})


def publish_what_is_due() -> None:
    """Publish and expire pages and records at the times their editors have set."""
    call_command("publish_scheduled")


def count_words() -> None:
    """Keep the statistics that search weighs words by, where the database does not."""
    engine().refresh_if_stale()


def read_imports() -> None:
    """Read what has come in, for some seconds; a long archive does not stop the pulse."""
    read_waiting(10, between=beat)


# Apps add their own when they are ready.
JOBS = [
    Job("pulse", 10, beat),
    Job("indexes that are due", 2, write_some),
    Job("imports", 2, read_imports),
    Job("scheduled publication", 30, publish_what_is_due),
    Job("searches nobody repeats", 3_600, forget_old),
    Job("word statistics of search", 600, count_words),
]


def work(stop: Event, jobs: Iterable[Job] = JOBS) -> None:
    """Do each job when it is due until `stop` is set; one that fails is logged and tried again."""
    due = dict.fromkeys(jobs, 0.0)
    while not stop.is_set():
        for job, when in due.items():
            if time.monotonic() >= when and not stop.is_set():
                _attempt(job)
                due[job] = time.monotonic() + job.every
        stop.wait(max(0.05, min(due.values()) - time.monotonic()))


def _attempt(job: Job) -> None:
    close_old_connections()  # a connection the database has dropped is opened anew
    try:
        job.do()
    except Exception:
        logger.exception("The job %r failed; it is tried again in %s seconds", job.name, job.every)
        if not connection.in_atomic_block:
            connection.close()
