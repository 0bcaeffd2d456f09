"""Loads the shared vocabularies."""

from __future__ import annotations

from typing import Any

from kb.models import Channel, CheckQuestion, CrisisType, OutcomeKind, Strategy, Topic
from kb.models.vocabulary import Vocabulary
from kb.starter.files import HERE, read
from kb.starter.memory import Tally, loaded_before, remember

FILE = HERE / "vocabulary.toml"
MODELS: dict[str, type[Vocabulary]] = {
    "channel": Channel,
    "topic": Topic,
    "crisis_type": CrisisType,
    "outcome_kind": OutcomeKind,
    "strategy": Strategy,
    "check_question": CheckQuestion,
}


def load_vocabularies() -> list[Tally]:
    """Create the rows that are missing and were never loaded; leave all others alone."""
    rows = read(FILE)
    return [_load(model, rows[name]) for name, model in MODELS.items()]


def starter_keys(name: str) -> frozenset[str]:
    """Return the keys of one vocabulary of the starter, such as `channel`."""
    return frozenset(row["key"] for row in read(FILE)[name])


def code_of(row: dict[str, Any]) -> str:
    """Return the key of a row as it is written outside (`scct:denial`, `weibo_personal`)."""
    return f"{row['scheme']}:{row['key']}" if "scheme" in row else str(row["key"])


def _load(model: type[Any], rows: list[dict[str, Any]]) -> Tally:
    tally = Tally(str(model._meta.verbose_name_plural))
    there = {getattr(row, "code", row.key): row for row in model._base_manager.all()}
    before = loaded_before(model)
    for order, row in enumerate(rows, start=1):
        code = code_of(row)
        if code in there or code in before:
            tally.kept += 1
            continue
        parent = code_of({**row, "key": row["parent"]}) if "parent" in row else None
        new = model(
            key=row["key"],
            label_en=row["en"],
            label_zh_hans=row["hans"],
            label_zh_hant=row["hant"],
            order=order,
            parent=there.get(parent) if parent else None,
            **_of_its_own(row),
        )
        new.save()
        remember(new, code)
        there[code] = new
        tally.new += 1
    return tally


def _of_its_own(row: dict[str, Any]) -> dict[str, Any]:
    """Return the columns that only some vocabularies have: those of a channel, a scheme."""
    values: dict[str, Any] = {
        name: row[name] for name in ("scheme", "owner", "personal", "live", "sells") if name in row
    }
    if "aliases" in row:
        values["aliases"] = "\n".join(row["aliases"])
    return values
