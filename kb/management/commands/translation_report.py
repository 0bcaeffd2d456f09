"""Say how every page stands in its other language."""

import json
import sys
import unicodedata
from argparse import ArgumentParser
from collections.abc import Iterator, Sequence
from time import monotonic
from typing import Any

from django.core.management.base import BaseCommand

from kb.management.searching_as import searching_user
from kb.translation.report import report
from kb.translation.steps import State

# Columns of a terminal: of sections, and of pages.
_SECTION = (32, 7, 5, 5, 7, 14, 6, 8, 8)
_PAGE = (44, 7, 14, 5, 8)


class Command(BaseCommand):
    """Prints a table, or one JSON object; how far it is goes to standard error."""

    help = (
        "Say how every page stands in its other language: missing, in translation, behind (by how "
        "many edits, in which passages), complete or detached; and how much of each section is "
        "done."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--json", action="store_true", help="print one JSON object (docs/translation.md)"
        )
        parser.add_argument(
            "--state",
            action="append",
            default=[],
            choices=State.values,
            help="list only pages of this state; can be given several times",
        )
        parser.add_argument(
            "--user", metavar="NAME", help="only what this person works on; without it, every page"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        user = searching_user(options["user"]) if options["user"] else None
        self.quiet, self.shown = options["verbosity"] == 0, monotonic()
        found = report(user, options["state"], self._tell)
        if options["json"]:
            self.stdout.write(json.dumps(found, ensure_ascii=False, indent=2))
            return
        self.stdout.write("\n".join(_table(found)))

    def _tell(self, done: int, total: int) -> None:
        """Write how far it is to standard error; nothing for what takes no second."""
        now = monotonic()
        if self.quiet or now - self.shown < 1:
            return
        self.shown = now
        ending = "\r" if sys.stderr.isatty() and done < total else "\n"
        self.stderr.write(f"{done}/{total} pages", ending=ending)
        self.stderr.flush()


def _table(found: dict[str, Any]) -> Iterator[str]:
    yield _row(("SECTION", "FROM", "PAGES", "DONE", *(state.value for state in State)))
    for one in found["sections"]:
        numbers = [str(one["states"][state.value]) for state in State]
        share = f"{one['percent']}%"
        yield _row((one["title"], one["source"], str(one["pages"]), share, *numbers))
    yield ""
    yield _row(("PAGE", "FROM", "STATE", "EDITS", "PASSAGES"), _PAGE)
    for page in found["pages"]:
        behind = str(page["passages_behind"] or page["passages_untranslated"] or "")
        edits = str(page["edits_behind"] or "")
        cells = (page["title"], page["source"], page["state"], edits, behind)
        yield _row(cells, _PAGE)
        for one in page["changed"]:
            text = one["is"] if one["is"] is not None else one["was"]
            yield f"    {one['kind']}: {one['field']}: {_cut(text, 80)}"
    yield ""
    yield ", ".join(f"{number} {state}" for state, number in found["states"].items())


def _row(cells: Sequence[str], widths: Sequence[int] = _SECTION) -> str:
    padded = (_padded(cell, width) for cell, width in zip(cells, widths, strict=True))
    return "  ".join(padded).rstrip()


def _padded(text: str, width: int) -> str:
    """Return a text cut and filled up to so many columns of a terminal."""
    text = _cut(text, width)
    return text + " " * (width - _columns(text))


def _cut(text: str, width: int) -> str:
    if _columns(text) <= width:
        return text
    while _columns(text) > width - 1:
        text = text[:-1]
    return text + "…"


def _columns(text: str) -> int:
    """Return how many columns a text takes; Chinese characters take two."""
    return sum(2 if unicodedata.east_asian_width(one) in "WF" else 1 for one in text)
