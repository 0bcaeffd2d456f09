"""Sentences and cases by which the conversion is judged, from `tests/data/`."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kb.language.conversion import Variant, convert
from kb.language.protected_terms import NO_TERMS

DATA = Path(__file__).parent / "data"
# OpenCC's configurations with a way of our own behind them.
READ_AS: dict[str, Variant] = {
    "s2tw": "zh-hant",
    "s2hk": "zh-hk",
    "tw2s": "zh-hans",
    "hk2s": "zh-hans",
}


def rows(name: str) -> list[list[str]]:
    """Return the lines of a table in `tests/data/conversion/`, cut at tabs."""
    lines = (DATA / "conversion" / name).read_text().splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]


@dataclass(frozen=True)
class Case:
    """One of OpenCC's own cases: what a configuration makes of a text."""

    name: str
    configuration: str
    typed: str
    expected: str


def opencc_cases() -> Iterator[Case]:
    """Yield OpenCC's cases of the configurations that the site uses."""
    text = (DATA / "opencc" / "testcases.json").read_text()
    for case in json.loads(text)["cases"]:
        for configuration, expected in case["expected"].items():
            yield Case(case["id"], configuration, case["input"], expected)


def differences() -> Iterator[tuple[Case, str]]:
    """Yield the cases of which our conversion makes something else, with what that is."""
    for case in opencc_cases():
        if to := READ_AS.get(case.configuration):
            ours = convert(case.typed, to, NO_TERMS)
            if ours != case.expected:
                yield case, ours
