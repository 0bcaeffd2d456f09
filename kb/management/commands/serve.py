"""Prepare the site, then run it and its worker until Ctrl-C."""

import gc
import os
from argparse import ArgumentTypeError
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser

from kb.serving import ANYWHERE, Running, refuse_busy_port, refuse_read_only_folder, stop_on_signals
from kb.starter.sign_in import sign_in_file, sign_in_lines


def port_number(text: str) -> int:
    """Return a port as a number; raises what argparse shows to the person who typed it."""
    if not text.isdecimal() or not 0 < int(text) < 65536:
        raise ArgumentTypeError(f"PORT is {text!r}: write a number from 1 to 65535.")
    return int(text)


class Command(BaseCommand):
    """`manage.py serve`: what `make run` and `make dev` start."""

    help = "Prepares the site, then runs it and its worker until Ctrl-C."

    def add_arguments(self, parser: CommandParser) -> None:
        env = os.environ
        parser.add_argument("--host", default=env.get("HOST") or "localhost")
        parser.add_argument("--port", type=port_number, default=env.get("PORT") or "8000")
        parser.add_argument("--reload", action="store_true", help="Start anew when a file changes.")

    def handle(
        self, *args: Any, host: str, port: int, reload: bool = False, **options: Any
    ) -> None:
        refuse_busy_port(host, port)
        refuse_read_only_folder(Path(settings.VAR_DIR))
        self.stdout.write("Preparing Casebook (the first time takes a minute or two)")
        call_command("prepare", starter=True, stdout=self.stdout)
        stop_on_signals()
        gc.freeze()  # what is loaded by now stays: the process ends sooner
        running = Running(host, port, reload)
        try:
            running.wait_until_ready()
            self._tell(host, port)
            running.watch()
        except KeyboardInterrupt:
            self.stdout.write("\nStopping.")
        finally:
            running.stop()

    def _tell(self, host: str, port: int) -> None:
        lines = [
            "",
            f"Casebook is on http://{'localhost' if host in ANYWHERE else host}:{port}",
            "Sign in as (name, password, what this person may do):",
            *(f"  {line}" for line in sign_in_lines()),
            f"These lines are kept in {sign_in_file()}",
            "Ctrl-C stops the site.",
        ]
        self.stdout.write("\n".join(lines))
        self.stdout.flush()
