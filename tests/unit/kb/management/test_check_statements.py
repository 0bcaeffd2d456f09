"""`manage.py check_statements` answers line by line and stops for nothing."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from kb.models import Rule
from tests import factories as make

pytestmark = pytest.mark.django_db


def answers(folder: Path, *lines: Any) -> tuple[list[dict[str, Any]], str]:
    """Return what is written for these lines, and what is reported."""
    file = folder / "statements.jsonl"
    typed = [line if isinstance(line, str) else json.dumps(line) for line in lines]
    file.write_text("\n".join(typed), encoding="utf-8")
    out, err = StringIO(), StringIO()
    call_command("check_statements", str(file), stdout=out, stderr=err)
    return [json.loads(line) for line in out.getvalue().splitlines()], err.getvalue()


def test_a_finding_has_its_words_its_reason_and_its_severity(tmp_path: Path) -> None:
    text = "我們的煞車很安全。"
    row = {"id": 7, "text": text, "speaker": "founder", "topic": ["product_safety", "rumor"]}
    (answer,), _ = answers(tmp_path, row)
    (found,) = answer["findings"]
    assert (answer["id"], answer["rules"]) == (7, ["FW01"])
    assert text[found["start"] : found["end"]] == "煞車很安全"
    assert found["severity"] == "high"
    assert "founder" in found["why"]


@pytest.mark.parametrize("unstated", [None, "nobody", 3, ["founder"], {}])
def test_what_is_unknown_counts_as_unstated(tmp_path: Path, unstated: Any) -> None:
    row = {"id": "a", "text": "Our brakes are safe."}
    row |= {"speaker": unstated, "channel": unstated, "topic": unstated, "lang": unstated}
    assert answers(tmp_path, row)[0] == [{"id": "a", "rules": [], "findings": []}]


def test_a_line_that_cannot_be_read_is_reported_by_its_number_and_skipped(tmp_path: Path) -> None:
    found, reported = answers(tmp_path, "{", {"id": 2, "text": "Hello."}, {"id": 3}, "[1]")
    assert [row["id"] for row in found] == [2]
    assert [line.split(":")[0] for line in reported.splitlines()] == ["line 1", "line 3", "line 4"]


def test_published_rules_are_checked_instead_of_the_starters(tmp_path: Path) -> None:
    make.rule(code="T9", acts=["attack"])
    make.rule(code="T8", acts=["attack"], live=False)
    row = {"id": 1, "text": "These critics are liars. Our founder never made a bad car."}
    (answer,), _ = answers(tmp_path, row | {"speaker": "company"})
    assert answer["rules"] == ["T9"]
    assert Rule.objects.count() == 2


def test_a_file_that_is_not_there_is_named() -> None:
    with pytest.raises(CommandError, match="nowhere"):
        call_command("check_statements", "nowhere.jsonl")


def test_who_may_say_it_is_told_only_when_asked_for(tmp_path: Path) -> None:
    make.speaking_rule("founder", "refer", topic="pay", refer_to="company")
    file = tmp_path / "one.jsonl"
    file.write_text('{"id": 1, "text": "Well.", "speaker": "founder", "topic": "pay"}')
    plain, more = StringIO(), StringIO()
    call_command("check_statements", str(file), stdout=plain)
    call_command("check_statements", "--who", str(file), stdout=more)
    assert json.loads(plain.getvalue()).keys() == {"id", "rules", "findings"}
    (row,) = json.loads(more.getvalue())["who"]
    assert (row["verdict"], row["refer_to"], row["topic"]) == ("refer", "company", "pay")
