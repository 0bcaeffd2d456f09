"""Chinese text in another script, from the command line: line by line, as the site reads it."""

import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path
from typing import Any, BinaryIO

from django.core.management.base import BaseCommand, CommandError

from kb.language import protected_terms
from kb.language.codes import SIMPLIFIED, TRADITIONAL, script_code
from kb.language.conversion import convert, variant

# Those in which no character has the byte of a line's end.
ENCODINGS = ("utf-8", "gb18030", "big5hkscs")
_MARK = "\ufeff".encode()


class Command(BaseCommand):
    """Prints a text with its Chinese in one script; names are those of the site's records."""

    help = (
        "Convert Chinese text to Traditional (zh-hant), Traditional of Hong Kong (zh-hk) or "
        "Simplified (zh-hans), with the names and terms of this site. What is in that script "
        "already, and what is not Chinese, stays as it is. Prints UTF-8, line by line."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "file", nargs="?", default="-", metavar="FILE", help="a text; standard input without"
        )
        parser.add_argument(
            "--to", required=True, metavar="CODE", help="zh-hant, zh-hk or zh-hans, however spelt"
        )
        parser.add_argument(
            "--encoding",
            default="utf-8",
            choices=ENCODINGS,
            help="how the text is encoded (default: utf-8)",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        to = variant(script_code(options["to"]))
        if to is None:
            raise CommandError(f"--to {options['to']}: it must be zh-hant, zh-hk or zh-hans.")
        terms = protected_terms.current()
        otherwise = TRADITIONAL if to == "zh-hans" else SIMPLIFIED
        reconfigure = getattr(self.stdout._out, "reconfigure", None)
        if reconfigure is not None:
            # Whatever the terminal's language: no line is changed, none waits for the next.
            reconfigure(encoding="utf-8", newline="", line_buffering=True)
        with _opened(options["file"]) as source:
            for line in _lines(source, options["encoding"]):
                try:
                    self.stdout.write(convert(line, to, terms, otherwise=otherwise), ending="")
                except BrokenPipeError:
                    # Whoever reads has had enough, as `head` does.
                    sys.stderr.close()
                    return


def _opened(name: str) -> Any:
    if name == "-":
        return nullcontext(sys.stdin.buffer)
    try:
        return Path(name).open("rb")
    except OSError as error:
        raise CommandError(f"{name} cannot be read: {error.strerror}.") from error


def _lines(source: BinaryIO, encoding: str) -> Iterator[str]:
    """Yield the lines of a text with their ends, each as soon as it is there."""
    for number, line in enumerate(source, 1):
        if number == 1:
            if line.startswith((b"\xff\xfe", b"\xfe\xff")):
                raise CommandError("The text is UTF-16: make it UTF-8 first (iconv -f UTF-16).")
            if encoding == "utf-8" and line.startswith(_MARK):
                line = line[len(_MARK) :]
        try:
            yield line.decode(encoding)
        except UnicodeDecodeError as error:
            others = " or ".join(one for one in ENCODINGS if one != encoding)
            raise CommandError(
                f"Line {number} is not {encoding.upper()} (byte {error.start + 1}): all before it "
                f"is converted. Name the right one with --encoding: {others}."
            ) from error
