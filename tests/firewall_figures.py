"""How well the checker does on labelled statements: `python -m tests.firewall_figures [FILE...]`.

Without a file it measures the part of the data that is worked with; the part that is opened only
to judge is named by hand: `python -m tests.firewall_figures judge`.
"""

import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

DATA = Path(__file__).parent / "data" / "firewall"


@dataclass
class Figures:
    """What was counted: hits, false alarms and misses by rule and by writing."""

    by_rule: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    by_writing: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    statements: int = 0
    exact: int = 0
    innocent: int = 0
    innocent_flagged: int = 0

    @property
    def f1(self) -> float:
        """F1 over all rules together."""
        return f1(sum(self.by_rule.values(), Counter()))

    @property
    def gap(self) -> float:
        """The largest difference of F1 between two writings."""
        each = [f1(counted) for counted in self.by_writing.values()]
        return max(each) - min(each)


def f1(counted: Counter[str]) -> float:
    """Return F1 of hits, false alarms and misses; 1 where there was nothing to find."""
    wrong = counted["false"] + counted["missed"]
    return 2 * counted["hit"] / (2 * counted["hit"] + wrong) if counted["hit"] or wrong else 1.0


def labelled(names: Iterable[str] = ()) -> list[dict[str, Any]]:
    """Return the statements of these parts of the data; without names those to work with."""
    files = [DATA / f"{name}.jsonl" for name in names] or sorted(DATA.glob("work*.jsonl"))
    return [json.loads(line) for file in files for line in file.read_text("utf-8").splitlines()]


def measured(rows: Iterable[dict[str, Any]]) -> Figures:
    """Check every statement against the starter's rules and count."""
    from kb.firewall.checker import check, read
    from kb.starter.rules import starter_rules

    rules, figures = starter_rules(), Figures()
    for row in rows:
        topics = row["topic"] if isinstance(row["topic"], list) else [row["topic"] or ""]
        statement = read(row["text"], row["speaker"], row["channel"], topics)
        found = {finding.rule for finding in check(statement, rules)}
        wanted = set(row["rules"])
        for rule in found | wanted:
            kind = "hit" if rule in found & wanted else "false" if rule in found else "missed"
            figures.by_rule[rule][kind] += 1
            figures.by_writing[row["lang"]][kind] += 1
        figures.statements += 1
        figures.exact += found == wanted
        figures.innocent += not wanted
        figures.innocent_flagged += bool(found and not wanted)
    return figures


def main(names: list[str]) -> None:
    """Print the figures as a table."""
    import django

    django.setup()
    figures = measured(labelled(names))
    print(f"statements {figures.statements}, exactly right {figures.exact}")
    print(f"innocent {figures.innocent}, flagged {figures.innocent_flagged}")
    print(f"F1 over rules {figures.f1:.3f}, largest gap between writings {figures.gap:.3f}")
    for title, counted in (("writing", figures.by_writing), ("rule", figures.by_rule)):
        for name, row in sorted(counted.items()):
            numbers = f"hits {row['hit']:>3}  false {row['false']:>3}  missed {row['missed']:>3}"
            print(f"{title} {name:<8} {numbers}  F1 {f1(row):.3f}")


if __name__ == "__main__":
    main(sys.argv[1:])
