"""The labelled statements were read a second time, every one of them."""

import json

from kb.starter.rules import starter_rules
from tests.firewall_agreement import SECOND, agreement, readings
from tests.firewall_figures import labelled


def test_every_statement_was_read_twice_by_rules_that_exist() -> None:
    codes = {rule.code for rule in starter_rules()}
    rows = [json.loads(line) for line in SECOND.read_text("utf-8").splitlines()]
    assert sorted(row["id"] for row in rows) == sorted(row["id"] for row in labelled())
    assert {rule for row in rows for rule in row["rules"]} <= codes
    assert len(list(readings())) == len(rows)


def test_kappa_is_what_cohen_s_formula_gives() -> None:
    pairs = [(True, True)] * 20 + [(True, False)] * 5 + [(False, True)] * 10 + [(False, False)] * 15
    assert round(agreement(pairs).kappa, 3) == 0.4
    assert agreement([(True, True)] * 3).kappa == 1
