"""The committed table: what each door answers each persona, one letter for each state of a thing."""

from __future__ import annotations

from pathlib import Path

from tests.doors.answers import LETTERS
from tests.doors.canaries import PERSONAS, STATES
from tests.doors.crawl import Row

FILE = Path(__file__).with_name("table.txt")
Table = dict[Row, dict[str, str]]
HEAD = f"""\
# What every door of the site answers to everybody. A door is a route with the kind of thing behind
# it; the four letters are the states of the thing: {", ".join(STATES)} (one letter where it
# has no audience, or the door leads to no single thing: then after the colon the states of what is
# shown, by first letter). Change it by `python -m tests.doors --write`, and read what that prints.
#
"""


def read_table() -> Table:
    """Return the table as it is committed."""
    table: Table = {}
    if not FILE.exists():
        return table
    for line in FILE.read_text().splitlines():
        if line and not line.startswith("#"):
            label, kind, *cells = line.split()
            table[label, kind] = dict(zip(PERSONAS, cells, strict=True))
    return table


def write_table(table: Table) -> None:
    """Write the table, in order and in columns."""
    rows = [("# door", "of", *PERSONAS)]
    rows += [
        (*row, *(cells.get(persona, "?") for persona in PERSONAS)) for row, cells in table.items()
    ]
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    lines = [
        "  ".join(c.ljust(w) for c, w in zip(row, widths, strict=True)).rstrip() for row in rows
    ]
    legend = "".join(f"#   {letter}  {meaning}\n" for letter, meaning in LETTERS.items())
    FILE.write_text(HEAD + legend + "#\n" + "\n".join(lines) + "\n")


def differences(agreed: Table, met: Table) -> list[str]:
    """Return, as lines for a person, what the doors answer otherwise than agreed.

    A persona that was not asked (has no cell in `met`) is not compared.
    """
    found = [f"no such door any more: {' '.join(row)}" for row in agreed.keys() - met.keys()]
    for row, cells in met.items():
        for persona, cell in cells.items():
            before = agreed.get(row, {}).get(persona, "")
            if before != cell:
                word = "OPENS" if _openness(cell) > _openness(before) else "differs"
                was = before or "not in the table"
                found.append(f"{word}: {' '.join(row)} for {persona}: {was} -> {cell}")
    return sorted(found)


def _openness(cell: str) -> int:
    letters, _colon, states = cell.partition(":")
    return letters.count("S") * 3 + letters.count("o") + letters.count(">") + len(states)
