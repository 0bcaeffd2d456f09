"""Rows of the shared vocabularies, made when they are missing."""

from typing import Any

from kb.models import (
    Channel,
    CheckQuestion,
    CrisisType,
    DutyRole,
    OutcomeKind,
    SpeakingRule,
    Strategy,
    Topic,
)


def _row(model: type[Any], key: str, fields: dict[str, Any]) -> Any:
    label = key.replace("-", " ").capitalize()
    labels = {f"label_{half}": label for half in ("en", "zh_hans", "zh_hant")}
    return model.objects.get_or_create(key=key, defaults=labels | fields)[0]


def channel(key: str = "microblog", **fields: Any) -> Channel:
    """Return the channel with this key."""
    row: Channel = _row(Channel, key, fields)
    return row


def topic(key: str = "pay", **fields: Any) -> Topic:
    """Return the topic with this key."""
    row: Topic = _row(Topic, key, fields)
    return row


def crisis_type(key: str = "preventable", **fields: Any) -> CrisisType:
    """Return the crisis cluster with this key; with `parent=` a type of that cluster."""
    row: CrisisType = _row(CrisisType, key, fields)
    return row


def outcome_kind(key: str = "reputation", **fields: Any) -> OutcomeKind:
    """Return the outcome kind with this key."""
    row: OutcomeKind = _row(OutcomeKind, key, fields)
    return row


def check_question(key: str = "accounts", **fields: Any) -> CheckQuestion:
    """Return the question about partners with this key."""
    row: CheckQuestion = _row(CheckQuestion, key, fields)
    return row


def strategy(code: str = "scct:denial", **fields: Any) -> Strategy:
    """Return the strategy with this code (`scheme:key`)."""
    scheme, _colon, key = code.partition(":")
    labels = {f"label_{half}": key for half in ("en", "zh_hans", "zh_hant")}
    return Strategy.objects.get_or_create(scheme=scheme, key=key, defaults=labels | fields)[0]


def duty_role(name: str = "Head of care · 客服负责人", **fields: Any) -> DutyRole:
    """Create a role on duty."""
    en, _dot, zh = name.partition(" · ")
    made: DutyRole = DutyRole.objects.create(name_en=en, name_zh=zh, **fields)
    made.save_revision()
    return made


def speaking_rule(
    speaker: str = "founder", verdict: str = "allowed", **fields: Any
) -> SpeakingRule:
    """Create a row of who may say what; a topic or channel is named by its key."""
    named = {"topic": topic, "channel": channel}
    fields |= {name: make(fields[name]) for name, make in named.items() if fields.get(name)}
    made: SpeakingRule = SpeakingRule.objects.create(speaker=speaker, verdict=verdict, **fields)
    made.save_revision()
    return made
