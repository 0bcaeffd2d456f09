"""Names and dates marked by hand: in the five documents beside the repository, and in our own.

The five are named by their hash alone; without ../shared what needs them is skipped.
"""

import hashlib
import json
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
GOLD = ROOT / "tests" / "data" / "gold"
DATES = ROOT / "tests" / "data" / "dates"
STARTER = ROOT / "cases" / "starter"


@dataclass(frozen=True)
class Marked:
    """A text, the day it was written, and its marks: (start, end, ...)."""

    name: str
    text: str
    reference: str
    mentions: frozenset[tuple[Any, ...]]
    dates: frozenset[tuple[Any, ...]]


def _marked(name: str, text: str, marks: dict[str, Any]) -> Marked:
    if hashlib.sha256(text.encode()).hexdigest() != marks["sha256"]:
        raise AssertionError(f"The marks of {name} are for another text.")
    mentions, dates = (frozenset(map(tuple, marks[kind])) for kind in ("mentions", "dates"))
    return Marked(name, text, marks["reference"], mentions, dates)


def the_five(marks: str = "settled") -> list[Marked]:
    """Return the five documents with their marks; none where they do not lie beside us."""
    folder = next(
        (p / "shared" / "sources" for p in ROOT.parents if (p / "shared" / "sources").is_dir()),
        None,
    )
    if folder is None:
        return []
    listed = json.loads((GOLD / f"{marks}.json").read_text("utf-8"))
    return [
        _marked(name, next(folder.glob(f"{name}_*.txt")).read_bytes().decode(), found)
        for name, found in listed.items()
    ]


def kept_for_judging() -> list[Marked]:
    """Return our own five, which are not looked at while the finders are worked on."""
    folder = GOLD / "judge"
    return [
        _marked(
            file.stem,
            file.read_text("utf-8"),
            json.loads(file.with_suffix(".json").read_text("utf-8")),
        )
        for file in sorted(folder.glob("*.txt"))
    ]


def names_for_judging() -> list[tuple[str, str, tuple[str, ...]]]:
    """Return kind, record and spellings of the names in our own five."""
    listed = json.loads((GOLD / "judge" / "names.json").read_text("utf-8"))
    return [
        (kind, record, tuple(spellings))
        for kind, group in (("person", "people"), ("organisation", "organisations"))
        for record, spellings in listed[group]
    ]


@cache
def names_of_the_starter() -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    """Return kind, record and spellings of the people and organisations of the starter content."""
    found = []
    for kind, file in (("person", "people"), ("organisation", "organisations")):
        for row in tomllib.loads((STARTER / f"{file}.toml").read_text("utf-8"))[kind]:
            aliases = [a["text"] for a in row.get("aliases", []) if a.get("matchable", True)]
            spellings = (row.get("name_en"), row.get("name_zh"), *aliases)
            found.append((kind, row["slug"], tuple(filter(None, spellings))))
    return tuple(found)


@dataclass(frozen=True)
class Case:
    """A written date and what it means; `begins`, `ends` empty and `unknown` for none."""

    text: str
    reference: str
    language: str
    begins: str
    ends: str
    precision: str


def date_cases(part: str) -> list[Case]:
    """Return the labelled dates of a part: "work", or "judge", kept for judging."""
    lines = (DATES / f"{part}.tsv").read_text("utf-8").splitlines()
    return [Case(*line.split("\t")) for line in lines if line and not line.startswith("#")]
