"""How many pairs of sentences come out right, against pairs that were written down by hand.

`python -m tests.benchmarks.alignment [--set work|judge|starter] [--show]`. A pair is right when it
holds exactly the text that the gold file gives it, on both sides; what stands alone must stand
alone. Texts and gold are in `tests/data/alignment/`.
"""

import argparse
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

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
    arguments.add_argument("--set", default="work")
    arguments.add_argument("--show", action="store_true")
    chosen = arguments.parse_args()
    total = right = 0
    for file in sorted((DATA / chosen.set).glob("*.txt")):
        text = read(file)
        missed = list(wrong(text))
        total += len(text.pairs)
        right += len(text.pairs) - len(missed)
        print(f"{text.name:28} {len(text.pairs) - len(missed):4} of {len(text.pairs):4}")
        if chosen.show:
            for english, chinese in missed:
                print(f"    - {english}\n      {chinese}")
            if missed:
                for english, chinese in found_pairs(text):
                    print(f"    found {english[:70]!r} | {chinese[:40]!r}")
    print(f"{'all':28} {right:4} of {total:4} ({right / max(total, 1):.1%})")
    return 0


if __name__ == "__main__":
    import os

    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    django.setup()
    sys.exit(main())
