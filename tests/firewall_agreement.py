"""How far two readings of the labelled statements agree: `python -m tests.firewall_agreement`.

`--differing` also lists the statements on which they differ, with both readings.
"""

import json
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from tests.firewall_figures import DATA, labelled

SECOND = DATA / "second_labels.jsonl"


@dataclass(frozen=True)
class Agreement:
    """How two readings divide statements: both yes, only the first, only the second, neither."""

    both: int
    first: int
    second: int
    neither: int

    @property
    def kappa(self) -> float:
        """Cohen's kappa (1960): agreement beyond what chance gives; 1 where nothing differs."""
        total = self.both + self.first + self.second + self.neither
        met = (self.both + self.neither) / total
        yes = (self.both + self.first) * (self.both + self.second)
        no = (self.neither + self.first) * (self.neither + self.second)
        chance = (yes + no) / total**2
        return 1.0 if chance == 1 else (met - chance) / (1 - chance)


def readings() -> Iterator[tuple[dict[str, Any], frozenset[str], frozenset[str]]]:
    """Yield each statement that was read twice, with the rules of both readings."""
    lines = SECOND.read_text("utf-8").splitlines()
    second = {row["id"]: frozenset(row["rules"]) for row in map(json.loads, lines)}
    for row in labelled():
        if row["id"] in second:
            yield row, frozenset(row["rules"]), second[row["id"]]


def agreement(pairs: Iterable[tuple[bool, bool]]) -> Agreement:
    """Count what two readings say, as pairs of yes and no."""
    given = list(pairs)
    counts = [given.count(pair) for pair in ((True, True), (True, False), (False, True))]
    return Agreement(*counts, neither=len(given) - sum(counts))


def main(arguments: list[str]) -> None:
    """Print the agreement: exact, on whether any rule is crossed, and rule by rule."""
    rows = list(readings())
    exact = sum(first == second for _row, first, second in rows)
    print(f"statements {len(rows)}, exactly alike {exact} ({exact / len(rows):.3f})")
    any_rule = agreement((bool(first), bool(second)) for _row, first, second in rows)
    print(f"any rule crossed: kappa {any_rule.kappa:.3f}")
    print(f"{'rule':<6}{'both':>6}{'first':>7}{'second':>8}{'kappa':>8}")
    for rule in sorted({rule for _row, *both in rows for one in both for rule in one}):
        found = agreement((rule in first, rule in second) for _row, first, second in rows)
        print(f"{rule:<6}{found.both:>6}{found.first:>7}{found.second:>8}{found.kappa:>8.3f}")
    if "--differing" in arguments:
        for row, first, second in rows:
            if first != second:
                print(f"{row['id']} first {sorted(first)} second {sorted(second)}: {row['text']}")


if __name__ == "__main__":
    main(sys.argv[1:])
