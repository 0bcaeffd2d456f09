"""Loads the rules of the IP firewall."""

from __future__ import annotations

from typing import Any

from kb.firewall.rules import CheckedRule
from kb.models import Rule, RuleExample, RuleSeverity
from kb.starter.files import HERE, read, stable_key
from kb.starter.memory import Tally, known_slugs
from kb.starter.publishing import bring_out

FILE = HERE / "rules.toml"
BILINGUAL = ("title", "trigger", "rationale", "alternative")
KEYS = ("speakers", "channels", "topics", "acts", "exemptions")


def load_rules() -> Tally:
    """Publish the rules that are missing and were never loaded."""
    tally = Tally(str(Rule._meta.verbose_name_plural))
    known = known_slugs(Rule)
    codes = set(Rule._base_manager.values_list("code", flat=True))
    for order, row in enumerate(read(FILE)["rule"], start=1):
        if row["code"] in codes or row["code"].lower() in known:
            tally.kept += 1
            continue
        bring_out(_rule(row, order), tally)
    return tally


def starter_rules() -> list[CheckedRule]:
    """Return the rules of the starter as the checker needs them, without a database."""
    return [
        CheckedRule(
            code=row["code"],
            severity=row["severity"],
            **{name: frozenset(row.get(name, ())) for name in KEYS},
        )
        for row in read(FILE)["rule"]
    ]


def _rule(row: dict[str, Any], order: int) -> Rule:
    code = row["code"]
    rule = Rule(code=code, slug=code.lower(), order=order)
    for name in BILINGUAL:
        for writing in ("en", "zh"):
            setattr(rule, f"{name}_{writing}", row[f"{name}_{writing}"])
    for name in KEYS:
        setattr(rule, name, row.get(name, []))
    rule.examples = [
        RuleExample(
            key=stable_key("example", code, str(place)),
            text_en=example["en"],
            text_zh=example["zh"],
            triggers=example["triggers"],
        )
        for place, example in enumerate(row.get("examples", ()))
    ]
    rule.severities = [
        RuleSeverity(key=stable_key("severity", code, speaker), speaker=speaker, severity=severity)
        for speaker, severity in row["severity"].items()
    ]
    return rule
