"""Pairs the sentences of an English and a Chinese file."""

import json
from argparse import ArgumentParser
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from kb.language.detection import language_of
from kb.language.side_by_side.aligner import Bead
from kb.language.side_by_side.evidence import SharedName
from kb.language.side_by_side.texts import AlignedTexts, align_texts
from kb.management.searching_as import searching_user
from kb.permissions import User
from kb.search.dictionary.lookup import dictionary
from kb.side_by_side.names import shared_names

# Larger files are no texts somebody reads side by side.
MOST_BYTES = 4_000_000


class Command(BaseCommand):
    """Prints each pair of sentences, and those that stand alone."""

    help = (
        "Pair the sentences of an English and a Chinese text (either script, UTF-8 or UTF-16). "
        'With --json: {"en": [sentences], "zh": [sentences], "pairs": [{"en": [numbers from 0], '
        '"zh": [numbers from 0], "en_text", "zh_text", "score"}]}. Every sentence is in exactly '
        "one pair, in the order of the texts; a side without sentences is [] and its text empty: "
        "that passage has no counterpart. `score` says how sure a pair is, from 0 to 1, and is 0 "
        "where a side is empty."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("en_file", metavar="EN_FILE", help="the English text")
        parser.add_argument("zh_file", metavar="ZH_FILE", help="the Chinese text")
        parser.add_argument("--json", action="store_true", help="print JSON instead of lines")
        parser.add_argument(
            "--user",
            metavar="NAME",
            help="know the names that this person may see; without it, those everybody may see",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        english = _read(options["en_file"], "en")
        chinese = _read(options["zh_file"], "zh")
        names = _names(english, searching_user(options["user"]))
        aligned = align_texts(english, chinese, lexicon=dictionary(), names=names)
        if options["json"]:
            self.stdout.write(json.dumps(_as_json(aligned), ensure_ascii=False, indent=1))
            return
        for bead in aligned.beads:
            self.stdout.write(self._shown(aligned, bead))
        alone = sum(1 for bead in aligned.beads if not (bead.english and bead.chinese))
        self.stdout.write(
            f"{len(aligned.beads) - alone} pairs, {alone} without a counterpart; "
            f"{len(aligned.english)} English and {len(aligned.chinese)} Chinese sentences."
        )

    def _shown(self, aligned: AlignedTexts, bead: Bead) -> str:
        sides = (("en", bead.english, aligned.english), ("zh", bead.chinese, aligned.chinese))
        lines = []
        for half, numbers, sentences in sides:
            place = ",".join(str(number) for number in numbers) or "-"
            text = _joined([sentences[number] for number in numbers], half)
            lines.append(f"{half} {place:>7}  {text or self.style.WARNING('(no counterpart)')}")
        return "\n".join(lines) + "\n"


def _read(name: str, half: str) -> str:
    path = Path(name)
    if not path.exists():
        raise CommandError(f"There is no file {name!r}.")
    if not path.is_file():
        raise CommandError(f"{name!r} is no file.")
    if path.stat().st_size > MOST_BYTES:
        raise CommandError(f"{name!r} is larger than {MOST_BYTES:,} bytes: align it in parts.")
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise CommandError(f"{name!r} cannot be read: {error.strerror}.") from error
    encoding = "utf-16" if raw.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    try:
        text = raw.decode(encoding)
    except UnicodeDecodeError as error:
        raise CommandError(
            f"{name!r} is not written in UTF-8 (byte {error.start}): save it as UTF-8 first."
        ) from error
    text = text.replace("\0", " ")
    found = language_of(text)
    if found is not None and found.half != half:
        told, expected = ("Chinese", "English") if half == "en" else ("English", "Chinese")
        raise CommandError(f"{name!r} is {told}, not {expected}: give EN_FILE first, then ZH_FILE.")
    return text


def _names(english: str, user: User) -> Sequence[SharedName]:
    """Return the names that the site knows in both languages; none before its first migration."""
    try:
        return shared_names([english], user)
    except DatabaseError:
        return ()


def _joined(sentences: list[str], half: str) -> str:
    return (" " if half == "en" else "").join(sentences)


def _as_json(aligned: AlignedTexts) -> dict[str, Any]:
    return {
        "en": aligned.english,
        "zh": aligned.chinese,
        "pairs": [
            {
                "en": list(bead.english),
                "zh": list(bead.chinese),
                "en_text": _joined([aligned.english[n] for n in bead.english], "en"),
                "zh_text": _joined([aligned.chinese[n] for n in bead.chinese], "zh"),
                "score": bead.score,
            }
            for bead in aligned.beads
        ],
    }
