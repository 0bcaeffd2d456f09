"""Create published articles from a file of one JSON object a line."""

import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path
from time import monotonic
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from kb.articles.lines import BadLine, Line, read_line
from kb.articles.load import Loaded, Loader
from kb.search.backends import engine
from kb.search.entries import Entry

BATCH = 200
_WIDTH = 30
_MOST_SHOWN = 50
_MANY = 1_000


class Command(BaseCommand):
    """Can be repeated: what is there already and says the same is left as it is."""

    help = (
        'Creates published articles from lines {"id", "lang", "title", "text"}. The id becomes the '
        "address below the section Articles of its language; lang is en, zh-Hans or zh-Hant (a "
        "Chinese page typed in Traditional); without a title the text's first words stand for it. "
        "Lines that cannot be used are reported by number and left out, and then the command ends "
        "with status 1. An article that is there already is changed when its line has changed and "
        "nobody has edited it on the site since."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", metavar="FILE.jsonl", type=Path)

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        self.quiet = options["verbosity"] == 0
        try:
            lines = file.open("rb")
        except OSError as error:
            raise CommandError(f"Cannot read {file}: {error.strerror}.") from error
        with lines:
            self.total = sum(1 for _line in lines)
            lines.seek(0)
            with engine().many_writes() if self.total >= _MANY else nullcontext():
                result = self._load(lines)
        if result.new * 10 > Entry.objects.count():
            engine().refresh()
        self.stdout.write(
            f"{result.new} new, {result.changed} changed, {result.unchanged} as they were, "
            f"{len(result.left)} left out."
        )
        if result.left:
            raise CommandError(f"{len(result.left)} lines were left out; the others are loaded.")

    def _load(self, lines: Iterator[bytes]) -> Loaded:
        loader, result, seen = Loader(), Loaded(), dict[int, int]()
        batch: list[Line] = []
        self.began = self.shown = monotonic()
        number = 0
        for number, raw in enumerate(lines, 1):
            if not raw.strip():
                continue
            try:
                line = read_line(raw, number)
                first = seen.setdefault(hash((line.id, line.locale)), number)
                if first != number:
                    raise BadLine(f"has the id {line.id!r} of line {first}")
            except BadLine as error:
                self._leave(result, number, str(error))
                continue
            batch.append(line)
            if len(batch) == BATCH:
                self._add(result, loader.load(batch))
                batch = []
            self._show(number)
        if batch:
            self._add(result, loader.load(batch))
        self._show(number, last=True)
        return result

    def _add(self, result: Loaded, more: Loaded) -> None:
        left, more.left = more.left, []
        result.add(more)
        for number, reason in left:
            self._leave(result, number, reason)

    def _leave(self, result: Loaded, number: int, reason: str) -> None:
        """Report a line that is left out."""
        result.left.append((number, reason))
        if len(result.left) <= _MOST_SHOWN:
            self.stderr.write(f"line {number}: {reason}")
        elif len(result.left) == _MOST_SHOWN + 1:
            self.stderr.write("More lines are left out; they are only counted.")

    def _show(self, number: int, *, last: bool = False) -> None:
        """Draw the bar on standard error, at most four times a second; a file gets few lines."""
        now = monotonic()
        pause = 0.25 if sys.stderr.isatty() else 10
        if self.quiet or not self.total or (now - self.shown < pause and not last):
            return
        self.shown = now
        filled = _WIDTH * number // self.total
        bar = "█" * filled + "·" * (_WIDTH - filled)
        rate = number / max(now - self.began, 0.001)
        end = "\r" if sys.stderr.isatty() and not last else "\n"
        self.stderr.write(f"{bar} {number}/{self.total} lines, {rate:.0f} a second", ending=end)
        self.stderr.flush()
