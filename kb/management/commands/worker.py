"""Run the worker."""

import gc
import signal
from threading import Event
from typing import Any

from django.core.management.base import BaseCommand

from kb.worker import work


class Command(BaseCommand):
    """`manage.py worker`: run until SIGTERM or Ctrl-C."""

    help = "Does whatever is due (scheduled publication) until it is stopped."

    def handle(self, *args: Any, **options: Any) -> None:
        gc.freeze()  # what is loaded by now stays: the process ends sooner
        stop = Event()
        for name in (signal.SIGTERM, signal.SIGINT):
            signal.signal(name, lambda *_: stop.set())
        work(stop)
