"""The labelled pairs of records, and how well likely duplicates are told from others by them."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from cases.duplicates.judging import KINDS, judge
from cases.duplicates.keys import keys_of
from cases.duplicates.profile import QUEUE, Judgement, Profile
from kb.records.spans import parse_typed

DATA = Path(__file__).parent / "data" / "duplicates"


def pairs(name: str) -> Iterator[dict[str, Any]]:
    """Yield the pairs of a file (`work`, `judge`): kind, same or not, both records, why."""
    for line in (DATA / f"{name}.jsonl").read_text().splitlines():
        yield json.loads(line)


def profile(kind: str, told: dict[str, Any], number: int) -> Profile:
    """Return one record of a pair; `parent` names a record called as the other one is."""
    span = parse_typed(told.get("day", ""))
    around = [*told.get("orgs", ()), *told.get("people", ())]
    return Profile(
        kind,
        number,
        titles=tuple(told["n"]),
        others=tuple(told.get("x", ())),
        sort=told.get("kind", ""),
        parent=3 - number if told.get("parent") else None,
        address=told.get("url", ""),
        outlet=told.get("outlet", ""),
        author=told.get("author", ""),
        start=span.start,
        end=span.end,
        around=frozenset(around),
        linked=frozenset({3 - number} if told.get("linked") else ()),
    )


def judged(row: dict[str, Any]) -> tuple[Judgement, bool]:
    """Return how a pair is judged, and whether a key leads from one to the other."""
    one, other = (profile(row["k"], row[side], place) for place, side in ((1, "a"), (2, "b")))
    return judge(one, other), bool(keys_of(one) & keys_of(other))


@dataclass
class Figures:
    """How many pairs were found rightly, wrongly, and not."""

    right: int = 0
    wrong: list[str] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        """The share of the found that is the same."""
        return self.right / max(1, self.right + len(self.wrong))

    @property
    def recall(self) -> float:
        """The share of the same that is found."""
        return self.right / max(1, self.right + len(self.missed))


def figures(name: str, threshold: int = QUEUE) -> dict[str, Figures]:
    """Return the figures of a file by kind, and of all under `all`; a pair no key leads to is missed."""
    found = {kind: Figures() for kind in (*KINDS, "all")}
    for row in pairs(name):
        judgement, led = judged(row)
        says = judgement.score >= threshold and led
        told = f"{row['why']}: {row['a']['n']} / {row['b']['n']} {judgement.score} {led}"
        for one in (found[row["k"]], found["all"]):
            if says and row["same"]:
                one.right += 1
            elif says:
                one.wrong.append(told)
            elif row["same"]:
                one.missed.append(told)
    return found


def main() -> None:
    """Print the figures of both files: `python -m tests.duplicate_pairs [threshold]`."""
    threshold = int(sys.argv[1]) if len(sys.argv) > 1 else QUEUE
    for name in ("work", "judge"):
        for kind, one in figures(name, threshold).items():
            print(f"{name:6}{kind:14}precision {one.precision:.2f}  recall {one.recall:.2f}")
            if kind != "all":
                for label, rows in (("wrongly found", one.wrong), ("missed", one.missed)):
                    for row in rows:
                        print(f"         {label}: {row}")


if __name__ == "__main__":
    import os

    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    django.setup()
    main()
