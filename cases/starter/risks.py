"""Loads the risks that the crisis plan names, as the team's reading of it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from cases.models import Organisation, Risk, RiskConcern, RiskSignal, Source
from cases.starter.filling import filled, without
from kb.starter.files import read, stable_key
from kb.starter.memory import Tally, find_record, known_slugs
from kb.starter.publishing import bring_out

FILE = Path(__file__).parent / "risks.toml"
OF_PARTS = ("organisation", "signal_en", "signal_zh", "seen_in")


def load_risks() -> Tally:
    """Publish the risks that are missing and were never loaded."""
    tally = Tally(str(Risk._meta.verbose_name_plural))
    known = known_slugs(Risk)
    for row in read(FILE)["risk"]:
        if row["slug"] in known:
            tally.kept += 1
        else:
            bring_out(_risk(row), tally)
    return tally


def _risk(row: dict[str, Any]) -> Risk:
    """Return a new risk with whom it concerns and its signal; what was deleted is left out."""
    risk: Risk = filled(Risk, without(row, *OF_PARTS))
    house = find_record(Organisation, row["organisation"])
    source = find_record(Source, row["seen_in"])
    if house is not None:
        key = stable_key("riskconcern", row["slug"], row["organisation"])
        risk.concerns = [RiskConcern(organisation=house, key=key)]
    if source is not None:
        key = stable_key("risksignal", row["slug"], row["seen_in"])
        signal: Any = RiskSignal(source=source, key=key)
        signal.text_en, signal.text_zh = row["signal_en"], row["signal_zh"]
        risk.signals = [signal]
    return risk
