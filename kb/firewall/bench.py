"""The test bench: examples are checked against a rule before it is saved."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kb.firewall.checker import Finding, check, read
from kb.firewall.rules import CheckedRule


@dataclass(frozen=True, slots=True)
class Example:
    """Words in one writing, and whether they must cross the rule."""

    text: str
    triggers: bool


@dataclass(frozen=True, slots=True)
class Surprise:
    """An example that does not come out as it should; `marked` are the words found."""

    example: Example
    marked: str


def surprises(rule: CheckedRule, examples: Iterable[Example]) -> Iterator[Surprise]:
    """Yield the examples that come out otherwise than they say.

    Each is read as said by the first speaker, on the first channel and about the topics that the
    rule asks for: it shows what the words do.
    """
    for example in examples:
        found = _found(rule, example.text)
        if bool(found) != example.triggers:
            marked = example.text[found[0].start : found[0].end] if found else ""
            yield Surprise(example, marked)


def _found(rule: CheckedRule, text: str) -> list[Finding]:
    statement = read(
        text,
        speaker=min(rule.speakers, default=None),
        channel=min(rule.channels, default=None),
        topics=rule.topics,
    )
    return check(statement, [rule])
