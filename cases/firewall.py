"""What the firewall says of statements that are still to be said, and what was overridden."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.choices import StatementState
from cases.models import FirewallOverride, Statement
from kb.draft_checks.kinds import DraftKind, draft_kinds
from kb.draft_checks.told import HIGH, Checked, Crossed, Draft, check_draft, rules_for
from kb.firewall.checker import check
from kb.firewall.mandates import NOT_ALLOWED, Mandate, governing_all
from kb.firewall.rules import CheckedRule
from kb.language.reader import current_reader
from kb.language.reading import read
from kb.models import Channel, Rule, SpeakingRule, Topic
from kb.permissions import User, anybody_signed_in, asking
from kb.readiness import ReadinessCheck, checks
from kb.speaking.told import rows_for

# So many words of a rule's findings are quoted in one sentence.
MOST_QUOTED = 3
UNRELEASED = (StatementState.DRAFTED, StatementState.APPROVED)


@dataclass(frozen=True)
class Words:
    """What of a statement is checked: both halves of its words, and how they are to be said."""

    en: str
    zh: str
    speaker: str = ""
    channel: str = ""
    topics: frozenset[str] = frozenset()

    @property
    def digest(self) -> str:
        """A name for exactly these words, said so."""
        said = [self.en, self.zh, self.speaker, self.channel, sorted(self.topics)]
        return hashlib.sha256(json.dumps(said).encode()).hexdigest()

    def drafts(self) -> list[Draft]:
        """The halves that are written, each as a draft."""
        halves = [half for half in (self.en, self.zh) if half and half.strip()]
        return [Draft(half, self.speaker, self.channel, self.topics) for half in halves]


def words_of(statement: Any) -> Words:
    """Return what is checked of a statement, or of a draft of one."""
    return Words(
        en=statement.words.en,
        zh=statement.words.zh,
        speaker=_speaker(statement.speaks_as),
        channel=statement.channel.key if statement.channel_id else "",
        topics=frozenset(topic.key for topic in statement.topics.all()),
    )


def _speaker(key: str) -> str:
    return "" if key == "*" else key


def to_be_said() -> Q:
    """Return the condition that words have still to go out: what was said is not to be stopped."""
    return Q(state__in=UNRELEASED) & (Q(said_start=None) | Q(said_start__gt=timezone.now()))


def is_to_be_said(statement: Any) -> bool:
    """Return whether the words of a draft have still to go out."""
    said = statement.said_start
    return statement.state in UNRELEASED and (said is None or said > timezone.now())


def checked(words: Words, rules: Iterable[Rule]) -> list[Checked]:
    """Hold each half of some words against rules."""
    asked = list(rules)
    return [check_draft(draft, asked) for draft in words.drafts()]


def stopping(
    words: Words, rules: Iterable[Rule], overrides: Iterable[FirewallOverride] = ()
) -> list[Crossed]:
    """Return the rules that stop some words, with the places, but for those overridden."""
    excused = _excused(words, overrides)
    return [
        crossed
        for half in checked(words, rules)
        for crossed in half.crossed
        if crossed.gravest.is_high and crossed.rule.code not in excused
    ]


def silencing(
    words: Words, matrix: Iterable[SpeakingRule], overrides: Iterable[FirewallOverride] = ()
) -> list[SpeakingRule]:
    """Return the rows by which whoever is to say some words may not, but for those overridden.

    Only what somebody has stated counts here: who speaks, where, and about what.
    """
    excused = _excused(words, overrides)
    rows = rows_for(matrix, words.speaker or None, words.topics, words.channel or None)
    return [row for row in rows if row.is_stop and row.code not in excused]


@dataclass(frozen=True)
class Stopped:
    """What stops some words: rules that they cross, and rows of who may say what."""

    crossed: list[Crossed] = field(default_factory=list)
    rows: list[SpeakingRule] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.crossed or self.rows)

    @property
    def codes(self) -> list[str]:
        """What names each of them, for an override."""
        return sorted({one.rule.code for one in self.crossed} | {row.code for row in self.rows})


@dataclass(frozen=True)
class Asked:
    """Rules and the matrix to check many drafts by, equal to others that find the same."""

    rules: tuple[CheckedRule, ...] = field(compare=False)
    mandates: tuple[Mandate, ...]
    key: Hashable

    @classmethod
    def of(cls, rules: Iterable[Rule], matrix: Iterable[SpeakingRule] = ()) -> Asked:
        """Return rules and rows as the checker needs them."""
        checked = tuple(rule.checked() for rule in rules)
        mandates = tuple(row.mandate() for row in matrix)
        return cls(checked, mandates, repr([_told(one) for one in checked]))


def _told(rule: CheckedRule) -> list[Any]:
    keys = (rule.acts, rule.speakers, rule.channels, rule.topics, rule.exemptions)
    return [rule.code, sorted(rule.severity.items()), *map(sorted, keys)]


@lru_cache(maxsize=1024)
def _codes(words: Words, asked: Asked) -> frozenset[str]:
    """Return the codes of what stops some words; kept, since drafts change seldom."""
    held = governing_all(asked.mandates, words.speaker or None, words.topics, words.channel or None)
    return frozenset(one.code for one in held if one.verdict == NOT_ALLOWED) | frozenset(
        found.rule
        for draft in words.drafts()
        for found in check(draft.read(), asked.rules)
        if found.severity == HIGH
    )


def stopping_codes(
    words: Words, asked: Asked, overrides: Iterable[FirewallOverride] = ()
) -> list[str]:
    """Return the codes of what stops some words, but for those overridden: for lists."""
    codes = _codes(words, asked)
    return sorted(codes - _excused(words, overrides)) if codes else []


def _excused(words: Words, overrides: Iterable[FirewallOverride]) -> set[str]:
    digest = words.digest
    return {code for one in overrides if one.digest == digest for code in one.rules}


def stopped_for(statement: Any, user: User) -> Stopped:
    """Return what stops a draft, by rules that this person may see; nothing once it was said."""
    if not is_to_be_said(statement):
        return Stopped()
    overrides = (
        list(FirewallOverride.objects.filter(statement=statement.pk)) if statement.pk else []
    )
    words = words_of(statement)
    return Stopped(
        stopping(words, rules_for(user), overrides),
        silencing(words, SpeakingRule.all_rows(), overrides),
    )


def sentence(crossed: Crossed) -> str:
    """Return what an editor reads of a rule that stops words."""
    high = list(dict.fromkeys(told.words for told in crossed.told if told.is_high))
    quoted = _(", ").join(_("“%(value)s”") % {"value": one} for one in high[:MOST_QUOTED])
    return _(
        "The firewall stops it by %(rule)s: %(words)s. Change the words, or a reviewer "
        "overrides it and says why."
    ) % {"rule": crossed.rule.code, "words": quoted}


def speaking_sentence(row: SpeakingRule) -> str:
    """Return what an editor reads of a row by which nobody may say it so."""
    told = _("Not for this speaker to say: %(row)s.") % {"row": row}
    if row.approver:
        name = read(row.approver.name, current_reader()).text
        told = _("%(told)s Ask: %(role)s.") % {"told": told, "role": name}
    return _("%(told)s Change who speaks, or a reviewer overrides it and says why.") % {
        "told": told
    }


def sentences(stopped: Stopped) -> list[str]:
    """Return those sentences, each once."""
    said = [*map(sentence, stopped.crossed), *map(speaking_sentence, stopped.rows)]
    return list(dict.fromkeys(said))


def problems_of(draft: Any) -> Iterator[str]:
    """Yield what stops a draft, by the rules that whoever asks may see."""
    yield from sentences(stopped_for(draft, asking.get() or anybody_signed_in()))


@dataclass(frozen=True)
class Keys:
    """Which primary keys of the vocabularies stand for which keys: for drafts as they are kept."""

    channels: Mapping[int, str]
    topics: Mapping[int, str]

    @classmethod
    def known(cls) -> Keys:
        """Return those of today; two queries."""
        return cls(
            dict(Channel.objects.values_list("pk", "key")),
            dict(Topic.objects.values_list("pk", "key")),
        )

    def words_of(self, content: Mapping[str, Any]) -> Words:
        """Return what is checked of a version of a statement, from its content alone."""
        return Words(
            en=content.get("words_en") or "",
            zh=content.get("words_zh") or "",
            speaker=_speaker(content.get("speaks_as") or ""),
            channel=self.channels.get(content.get("channel") or 0, ""),
            topics=frozenset(
                self.topics[pk] for pk in content.get("topics") or () if pk in self.topics
            ),
        )


def register() -> None:
    """Keep words that the firewall stops from being published, and show it beside the editor."""
    draft_kinds.register(
        DraftKind("statement", Statement, lambda statement: words_of(statement).drafts())
    )
    checks.register(ReadinessCheck("firewall", Statement, problems_of))
