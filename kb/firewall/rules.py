"""A rule as the checker needs it: who, where, about what, which acts, which excuses."""

from dataclasses import dataclass, field

ANYONE = "*"


@dataclass(frozen=True, slots=True)
class CheckedRule:
    """Keys only; an empty set means that the rule does not ask."""

    code: str
    acts: frozenset[str]
    severity: dict[str, str] = field(default_factory=dict)
    speakers: frozenset[str] = frozenset()
    channels: frozenset[str] = frozenset()
    topics: frozenset[str] = frozenset()
    exemptions: frozenset[str] = frozenset()

    def severity_for(self, speaker: str | None) -> str:
        """Return how grave it is when this speaker does it."""
        return self.severity.get(speaker or ANYONE) or self.severity.get(ANYONE, "medium")
