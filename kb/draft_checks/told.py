"""What a draft crosses, as one reader may know it: findings with their rules, the words marked."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import pairwise

from django.utils.translation import gettext as _

from kb.firewall.checker import Finding, check, read
from kb.firewall.statement import Statement
from kb.models import Act, Channel, Exemption, Rule, Speaker, SpeakingRule, Topic
from kb.models.rules import RuleSeverity
from kb.permissions import User
from kb.speaking.told import rows_for

# Longer texts are refused: a draft is a statement, not a book.
LONGEST = 100_000
HIGH = RuleSeverity.Severity.HIGH


@dataclass(frozen=True)
class Draft:
    """A text as typed, and what somebody says of it; empty means: as the text says.

    `topics` are those stated, `denied` those the text is not about although it sounds so.
    """

    text: str
    speaker: str = ""
    channel: str = ""
    topics: frozenset[str] = frozenset()
    denied: frozenset[str] = frozenset()

    def saying(self, text: str) -> Draft:
        """Return another text said in the same way."""
        return replace(self, text=text)

    def read(self) -> Statement:
        """Return it as the checker reads it."""
        statement = read(self.text, self.speaker or None, self.channel or None, self.topics)
        return replace(statement, topics=statement.topics - self.denied)


@dataclass(frozen=True)
class Condition:
    """One reason why a rule asks: what it is, and whether the text itself said so."""

    label: str
    value: str
    from_text: bool = False


@dataclass(frozen=True)
class Told:
    """A finding with its rule and the words that crossed it."""

    number: int
    rule: Rule
    finding: Finding
    words: str
    conditions: list[Condition]
    excuses: list[str]

    @property
    def is_high(self) -> bool:
        """Whether it stops a statement."""
        return self.finding.severity == HIGH

    @property
    def severity_label(self) -> str:
        """How grave it is, in the reader's words."""
        return str(RuleSeverity.Severity(self.finding.severity).label)


@dataclass(frozen=True)
class Crossed:
    """A rule that a draft crosses, with all the places where it does; the gravest counts."""

    rule: Rule
    told: list[Told]

    @property
    def gravest(self) -> Told:
        """A finding that stops the statement, else the first."""
        return next((one for one in self.told if one.is_high), self.told[0])

    @cached_property
    def conditions(self) -> list[Condition]:
        """The conditions that met, where they are the same at all places; else none."""
        first = self.told[0].conditions
        return first if all(one.conditions == first for one in self.told) else []

    @property
    def excuses(self) -> list[str]:
        """What would excuse it."""
        return self.told[0].excuses


@dataclass(frozen=True)
class Piece:
    """A piece of the text as typed, with the findings it belongs to."""

    text: str
    told: list[Told] = field(default_factory=list)
    starting: list[Told] = field(default_factory=list)

    @property
    def is_high(self) -> bool:
        """Whether one of its findings stops a statement."""
        return any(one.is_high for one in self.told)


@dataclass(frozen=True)
class Checked:
    """A draft that was checked: what it was taken for, what it crosses, and who may say it.

    `speaking` are the rows of the matrix that hold; `is_laid_down` whether there are any rows.
    """

    draft: Draft
    statement: Statement
    told: list[Told]
    rules_asked: int = 0
    speaking: list[SpeakingRule] = field(default_factory=list)
    is_laid_down: bool = False

    @property
    def high(self) -> list[Told]:
        """What stops it."""
        return [one for one in self.told if one.is_high]

    @property
    def is_silenced(self) -> bool:
        """Whether the matrix says that this may not be said so."""
        return any(row.is_stop for row in self.speaking)

    @cached_property
    def crossed(self) -> list[Crossed]:
        """The rules it crosses, in the order in which the text does, those that stop it first."""
        by_rule: dict[int, list[Told]] = {}
        for one in self.told:
            by_rule.setdefault(one.rule.pk, []).append(one)
        crossed = [Crossed(told[0].rule, told) for told in by_rule.values()]
        return sorted(crossed, key=lambda one: not one.gravest.is_high)

    @property
    def rules(self) -> list[Rule]:
        """The rules it crosses, each once."""
        return [one.rule for one in self.crossed]

    @cached_property
    def pieces(self) -> list[Piece]:
        """The text in pieces, cut where a finding begins or ends."""
        return list(_pieces(self.draft.text, self.told))

    @cached_property
    def taken(self) -> list[Condition]:
        """What it was read as: who speaks, where, about what; only what is known."""
        return list(_taken(self.draft, self.statement, Labels()))


class Labels:
    """What keys are called, in the reader's language; the vocabularies are asked once."""

    @cached_property
    def channels(self) -> dict[str, str]:
        """Channels by key."""
        return dict(Channel.key_choices())

    @cached_property
    def topics(self) -> dict[str, str]:
        """Topics by key."""
        return dict(Topic.key_choices())


def rules_for(user: User) -> list[Rule]:
    """Return the published rules that name an act and that this person may see."""
    rules = Rule.objects.visible_to(user).prefetch_related("severities")
    return [rule for rule in rules if rule.acts]


def check_draft(
    draft: Draft, rules: Iterable[Rule], matrix: Iterable[SpeakingRule] = ()
) -> Checked:
    """Hold a draft against rules, all of which whoever is told may see, and the matrix."""
    asked = {rule.code: rule for rule in rules}
    rows = list(matrix)
    statement = draft.read()
    found = check(statement, [rule.checked() for rule in asked.values()])
    return Checked(
        draft,
        statement,
        tell(draft, statement, found, asked),
        len(asked),
        rows_for(rows, statement.speaker, statement.topics, statement.channel),
        bool(rows),
    )


def tell(
    draft: Draft, statement: Statement, found: Iterable[Finding], rules: dict[str, Rule]
) -> list[Told]:
    """Return findings with what people read of them; those of other rules are left out."""
    labels = Labels()
    known = [one for one in found if one.rule in rules and one.end <= len(draft.text)]
    return [
        Told(
            number=number,
            rule=rules[one.rule],
            finding=one,
            words=draft.text[one.start : one.end],
            conditions=list(_conditions(one, draft, labels)),
            excuses=[
                str(Exemption(key).label) for key in rules[one.rule].exemptions if key in _EXCUSES
            ],
        )
        for number, one in enumerate(known, 1)
    ]


_EXCUSES = frozenset(Exemption.values)


def _conditions(found: Finding, draft: Draft, labels: Labels) -> Iterator[Condition]:
    if found.act in Act.values:
        yield Condition(_("What the words do"), str(Act(found.act).label))
    if found.speaker in Speaker.values:
        yield Condition(_("Speaker"), str(Speaker(found.speaker).label), not draft.speaker)
    if found.channel:
        name = labels.channels.get(found.channel, found.channel)
        yield Condition(_("Channel"), name, not draft.channel)
    for key in found.topics:
        yield Condition(_("Topic"), labels.topics.get(key, key), key not in draft.topics)


def _taken(draft: Draft, statement: Statement, labels: Labels) -> Iterator[Condition]:
    if statement.speaker in Speaker.values:
        yield Condition(_("Speaker"), str(Speaker(statement.speaker).label), not draft.speaker)
    if statement.channel:
        name = labels.channels.get(statement.channel, statement.channel)
        yield Condition(_("Channel"), name, not draft.channel)
    for key in sorted(statement.topics):
        yield Condition(_("Topic"), labels.topics.get(key, key), key not in draft.topics)


def _pieces(text: str, told: list[Told]) -> Iterator[Piece]:
    cuts = sorted(
        {0, len(text), *(at for one in told for at in (one.finding.start, one.finding.end))}
    )
    # By place already: only those that have begun and not ended are looked at.
    waiting = deque(told)
    open_now: list[Told] = []
    for start, end in pairwise(cuts):
        open_now = [one for one in open_now if one.finding.end > start]
        starting = []
        while waiting and waiting[0].finding.start <= start:
            starting.append(waiting.popleft())
        open_now += starting
        yield Piece(text[start:end], list(open_now), starting)
