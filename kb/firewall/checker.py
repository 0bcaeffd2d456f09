"""Checks a statement against rules: plain Python, no network, the same answer every time."""

from collections.abc import Iterable
from dataclasses import dataclass

from kb.firewall.acts import ACTS, EXEMPTIONS
from kb.firewall.reading import Reading
from kb.firewall.rules import CheckedRule
from kb.firewall.statement import Span, Statement
from kb.firewall.topics import channel_of, speaker_of, topics_of


@dataclass(frozen=True, slots=True)
class Finding:
    """A rule that a text crosses: the words, from `start` up to `end`, and the conditions met."""

    rule: str
    start: int
    end: int
    act: str
    speaker: str | None
    channel: str | None
    topics: tuple[str, ...]
    severity: str


def read(
    text: str, speaker: str | None = None, channel: str | None = None, topics: Iterable[str] = ()
) -> Statement:
    """Return a statement; what is not stated is taken from the text where it says so."""
    reading = Reading(text)
    stated = frozenset(topics)
    return Statement(
        reading=reading,
        speaker=speaker or speaker_of(reading),
        channel=channel or channel_of(reading),
        topics=stated | topics_of(reading),
        stated=stated,
    )


def check(statement: Statement, rules: Iterable[CheckedRule]) -> list[Finding]:
    """Return the findings of all rules, by place; overlapping ones of a rule and act as one."""
    spans: dict[str, list[Span]] = {}
    findings: list[Finding] = []
    for rule in rules:
        if not _applies(rule, statement):
            continue
        for act in sorted(rule.acts & ACTS.keys()):
            if act not in spans:
                spans[act] = _merged(ACTS[act](statement))
            findings.extend(
                Finding(
                    rule=rule.code,
                    start=span.start,
                    end=span.end,
                    act=act,
                    speaker=statement.speaker if rule.speakers else None,
                    channel=statement.channel if rule.channels else None,
                    topics=tuple(sorted(rule.topics & statement.topics)),
                    severity=rule.severity_for(statement.speaker),
                )
                for span in spans[act]
                if not any(
                    EXEMPTIONS[key](statement, span) for key in rule.exemptions & EXEMPTIONS.keys()
                )
            )
    return sorted(findings, key=lambda found: (found.start, found.end, found.rule))


def _applies(rule: CheckedRule, statement: Statement) -> bool:
    return (
        (not rule.speakers or statement.speaker in rule.speakers)
        and (not rule.channels or statement.channel in rule.channels)
        and (not rule.topics or bool(rule.topics & statement.topics))
    )


def _merged(found: Iterable[Span]) -> list[Span]:
    merged: list[Span] = []
    for span in sorted(found):
        if merged and span.start < merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(span.end, merged[-1].end))
        elif span.end > span.start:
            merged.append(span)
    return merged
