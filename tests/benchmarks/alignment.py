"""How many pairs of sentences come out right, against pairs that were written down by hand.

`python -m tests.benchmarks.alignment [--set work|judge|document|starter] [--show]`. A pair is right
when it holds exactly the text that the gold file gives it, on both sides; what stands alone must
stand alone. Texts and gold are in `tests/data/alignment/`; `starter` judges the pages of the site's
own database, which must hold the starter content.
"""

import argparse
import os
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import django

from kb.language.side_by_side.texts import align_texts
from kb.search.dictionary.lookup import dictionary

DATA = Path(__file__).resolve().parents[1] / "data" / "alignment"
Pair = tuple[str, str]


@dataclass
class GoldText:
    """A text in both languages with its pairs; paragraphs end where the file says."""

    name: str
    pairs: list[Pair] = field(default_factory=list)
    english: str = ""
    chinese: str = ""


def read(file: Path) -> GoldText:
    """Read a gold file: `E` and `Z` lines, an empty line between pairs, ¶ between paragraphs.

    `E+` follows without the space that a careless writer forgot."""
    text = GoldText(file.stem)
    for block in re.split(r"\n\s*\n", file.read_text().strip()):
        if block.startswith("¶"):
            text.english += "\n\n" if "Z" not in block else ""
            text.chinese += "\n\n" if "E" not in block else ""
            continue
        lines = block.splitlines()
        english = [line for line in lines if line.startswith("E")]
        chinese = [line[2:] for line in lines if line.startswith("Z")]
        text.pairs.append(("".join(line[2:] for line in english), "".join(chinese)))
        for line in english:
            space = "" if line.startswith("E+") or not text.english else " "
            text.english += space + line[2:]
        text.chinese += "".join(chinese)
    return text


def document() -> GoldText:
    """Return the first of the collected documents; raises StopIteration where there are none."""
    # Its models need the settings.
    from tests.starter_texts import SHARED

    file = next(SHARED.glob("000_*.txt"))
    _title, english, chinese, *_rest = file.read_text(encoding="utf-8").split("\n\n")
    text = GoldText("document", english=english, chinese=chinese)
    rest = plain(english), plain(chinese)
    for line in (DATA / "document.txt").read_text().splitlines():
        if not line.startswith("#"):
            first, second = (int(length) for length in line.split())
            text.pairs.append((rest[0][:first], rest[1][:second]))
            rest = rest[0][first:], rest[1][second:]
    return text


def plain(text: str) -> str:
    """Return a text without its spaces."""
    return "".join(text.split())


def found_pairs(text: GoldText) -> list[Pair]:
    """Return the pairs of the aligner."""
    aligned = align_texts(text.english, text.chinese, lexicon=dictionary())
    return [
        (
            "".join(aligned.english[n] for n in bead.english),
            "".join(aligned.chinese[n] for n in bead.chinese),
        )
        for bead in aligned.beads
    ]


def wrong(text: GoldText) -> Iterator[Pair]:
    """Yield the gold pairs that were not found."""
    found = {(plain(a), plain(b)) for a, b in found_pairs(text)}
    for pair in text.pairs:
        if (plain(pair[0]), plain(pair[1])) not in found:
            yield pair


def main() -> int:
    """Print a line for each text."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument(
        "--set", default="work", choices=["work", "judge", "document", "starter"]
    )
    arguments.add_argument("--show", action="store_true", help="list the pairs that are missing")
    chosen = arguments.parse_args()
    site = "config" if chosen.set == "starter" else "tests"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", f"{site}.settings")
    django.setup()
    found = _of_starter() if chosen.set == "starter" else _of_texts(chosen.set)
    total = right = 0
    for name, number, missed in found:
        total += number
        right += number - len(missed)
        print(f"{name:28} {number - len(missed):4} of {number:4}")
        for pair in missed if chosen.show else ():
            print(f"    - {pair}")
    print(f"{'all':28} {right:4} of {total:4} ({right / max(total, 1):.1%})")
    return 0


def _of_texts(name: str) -> Iterator[tuple[str, int, list[str]]]:
    texts = [document()] if name == "document" else map(read, sorted((DATA / name).glob("*.txt")))
    for text in texts:
        missed = [f"{english} | {chinese}" for english, chinese in wrong(text)]
        yield text.name, len(text.pairs), missed


def _of_starter() -> Iterator[tuple[str, int, list[str]]]:
    # Its models need the settings.
    from tests.benchmarks import alignment_starter

    for page in alignment_starter.starter_pages():
        judged = list(alignment_starter.judged(page))
        if judged:
            yield page.slug, len(judged), [text for is_right, text in judged if not is_right]


if __name__ == "__main__":
    sys.exit(main())
