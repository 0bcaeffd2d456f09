"""Check statements against the firewall line by line: a door for scripts and for measuring."""

import json
import sys
from argparse import ArgumentParser
from collections.abc import Collection, Iterable
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from kb.firewall.checker import Finding, check, read
from kb.firewall.rules import CheckedRule
from kb.models import Act, Channel, Rule, Speaker, SpeakingRule, Topic
from kb.speaking.told import rows_for
from kb.starter.rules import starter_rules
from kb.starter.vocabulary import starter_keys


class Command(BaseCommand):
    """Reads statements as JSON lines from a file, writes what each crosses as JSON lines."""

    help = (
        'Reads one JSON object a line, {"id", "text", "lang", "speaker", "channel", "topic"}, and '
        'writes {"id", "rules", "findings": [{"rule", "start", "end", "why", "severity"}]} for '
        "each: offsets count characters of the text as given. Speaker, channel and topic (one key "
        "or a list) may be missing, null or unknown: then the text decides. A line that cannot be "
        "read is skipped and reported on standard error. The published rules are checked, on a "
        "site that has none the ones of the starter. With --who each answer also has a list "
        '"who": what the matrix of who may say what says of the statement.'
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", help="JSON lines; - reads standard input")
        parser.add_argument("--who", action="store_true", help="also say who may say it")

    def handle(self, *args: Any, file: str, who: bool = False, **options: Any) -> None:
        rules = rules_to_check()
        matrix = SpeakingRule.all_rows() if who else None
        known = (_keys(Channel, "channel"), _keys(Topic, "topic"))
        try:
            lines = sys.stdin.buffer if file == "-" else open(file, "rb")  # noqa: SIM115
        except OSError as error:
            raise CommandError(f"cannot read {file}: {error.strerror}") from error
        with lines:
            for number, line in enumerate(lines, 1):
                if not line.strip():
                    continue
                try:
                    answer = _answer(_read(line), rules, *known, matrix)
                except ValueError as error:
                    self.stderr.write(f"line {number}: {error}")
                    continue
                self.stdout.write(json.dumps(answer, ensure_ascii=True))


def rules_to_check() -> list[CheckedRule]:
    """Return the published rules that name an act, else those of the starter."""
    try:
        rules = list(Rule.objects.published().prefetch_related("severities"))
    except DatabaseError:  # no table yet: before the first migration
        rules = []
    return [rule.checked() for rule in rules if rule.acts] or starter_rules()


def _keys(model: type[Channel] | type[Topic], name: str) -> frozenset[str]:
    try:
        return frozenset(model.objects.values_list("key", flat=True)) | starter_keys(name)
    except DatabaseError:
        return starter_keys(name)


def _read(line: bytes) -> dict[str, Any]:
    """Read a line; raises ValueError with what is wrong with it."""
    try:
        values = json.loads(line.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise ValueError("not a JSON object in UTF-8") from error
    if not isinstance(values, dict) or not isinstance(values.get("text"), str):
        raise ValueError('expected a JSON object with a text "text"')
    return values


def _answer(
    values: dict[str, Any],
    rules: Iterable[CheckedRule],
    channels: Collection[str],
    topics: Collection[str],
    matrix: Iterable[SpeakingRule] | None = None,
) -> dict[str, Any]:
    topic = values.get("topic")
    statement = read(
        values["text"],
        speaker=_known(values.get("speaker"), _SPEAKERS),
        channel=_known(values.get("channel"), channels),
        topics=[
            key
            for one in (topic if isinstance(topic, list) else [topic])
            if (key := _known(one, topics))
        ],
    )
    findings = check(statement, rules)
    answer: dict[str, Any] = {
        "id": values.get("id"),
        "rules": sorted({found.rule for found in findings}),
        "findings": [
            {
                "rule": found.rule,
                "start": found.start,
                "end": found.end,
                "why": _why(found),
                "severity": found.severity,
            }
            for found in findings
        ],
    }
    if matrix is not None:
        held = rows_for(matrix, statement.speaker, statement.topics, statement.channel)
        answer["who"] = [_who(row) for row in held]
    return answer


def _who(row: SpeakingRule) -> dict[str, Any]:
    """Return a row of the matrix by its keys, with the roles in English where they have it."""
    deputy = row.deputy
    said = row.mandate()
    return {
        "speaker": said.speaker,
        "topic": said.topic,
        "channel": said.channel,
        "verdict": said.verdict,
        "refer_to": said.refer_to or None,
        "approves": (row.approver.name.en or row.approver.name.zh) if row.approver else None,
        "stands_in": (deputy.name.en or deputy.name.zh) if deputy else None,
    }


_SPEAKERS = frozenset(Speaker.values) - {Speaker.ANYONE}


def _known(value: Any, keys: Collection[str]) -> str | None:
    key = value.strip().lower() if isinstance(value, str) else None
    return key if key in keys else None


def _why(found: Finding) -> str:
    """Return the conditions that met, in English: this is a door for scripts."""
    met = [("speaker", found.speaker), ("channel", found.channel)]
    met.append(("topic", ", ".join(found.topics)))
    said = [f"{name}: {value}" for name, value in met if value]
    return "; ".join([*said, f"act: {Act(found.act).value}"])
