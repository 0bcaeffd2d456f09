"""Walk every page as everybody in each language, and print how many words are not translated.

`python -m tests.wording` walks the site and the admin; `--where site` or `--where admin` one of
them, `--who reviewer` one person, `--language zh-hant` one language.
"""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")

import django

django.setup()

from django.db import connections  # noqa: E402
from django.test.utils import setup_test_environment  # noqa: E402

from kb.language.catalogues import compile_catalogues  # noqa: E402
from tests import cast  # noqa: E402
from tests.database import build  # noqa: E402
from tests.wording.unanswered import Message, unanswered  # noqa: E402
from tests.wording.world import EVERYBODY, Found, prepare, walk  # noqa: E402

KEPT = Path(__file__).resolve().parents[2] / ".pytest_cache" / "d" / "databases"
WORLDS = {"zh": ("zh-hans", "zh-hant"), "en": ("en",)}
DESK = ("editor", "legal_editor", "reviewer", "administrator")


def measured(asked: argparse.Namespace) -> tuple[list[Found], set[Message]]:
    """Return all walks that were asked for, each world in a database of its own.

    With them the messages that no catalogue answered, of whatever package.
    """
    found, missing = [], set[Message]()
    KEPT.mkdir(parents=True, exist_ok=True)
    for content, languages in WORLDS.items():
        chosen = [code for code in languages if asked.language in (code, None)]
        if not chosen:
            continue
        database = build(KEPT, f"wording_{os.getpid()}")
        try:
            cast.create_cast()
            prepare(content)
            for language in chosen:
                for where, people in (("site", EVERYBODY), ("admin", DESK)):
                    for who in people:
                        if asked.where in (where, None) and asked.who in (who, None):
                            with unanswered() as asked_for:
                                found.append(walk(who, language, where))
                            missing |= asked_for
                            print(row(found[-1]), flush=True)
        finally:
            connections.close_all()
            database.remove()
    return found, missing


def row(found: Found) -> str:
    """Return one line of the table."""
    who = found.who or "nobody"
    count = len(found.pieces)
    return f"{found.where:<6} {found.language:<8} {who:<14} {found.pages:>5} {count:>6}"


def main() -> int:
    """Print the table and each piece, and return 0 when there is none."""
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("where", "who", "language"):
        parser.add_argument(f"--{name}")
    asked = parser.parse_args()
    setup_test_environment()
    compile_catalogues()
    print(f"{'where':<6} {'language':<8} {'who':<14} {'pages':>5} {'pieces':>6}")
    found, missing = measured(asked)
    wrong = sorted({line for one in found for line in one.lines()})
    pages = sum(one.pages for one in found)
    print(*wrong, sep="\n")
    for context, text, plural in sorted(missing):
        print(f"not in a catalogue: {text!r}", plural and repr(plural), context and f"({context})")
    print(f"{pages} pages, {len(wrong)} pieces not in the reader's language", end=", ")
    print(f"{len(missing)} messages without a translation")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
