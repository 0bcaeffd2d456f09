"""Loads who may say what: the roles that approve, and the rows of the matrix."""

from __future__ import annotations

from typing import Any

from kb.models import Channel, DutyRole, SpeakingRule, Topic
from kb.records.bilingual import Bilingual
from kb.starter.files import HERE, read
from kb.starter.memory import Tally, loaded_before, remember

FILE = HERE / "speaking.toml"


def load_speaking() -> list[Tally]:
    """Create roles and rows that were never loaded; leave alone what speaks of the same."""
    rows = read(FILE)
    roles, tally = _load_roles(rows["role"])
    return [tally, _load_rows(rows["row"], roles)]


def _load_roles(rows: list[dict[str, Any]]) -> tuple[dict[str, DutyRole], Tally]:
    tally = Tally(str(DutyRole._meta.verbose_name_plural))
    before = loaded_before(DutyRole)
    there = {role.name: role for role in DutyRole.objects.all()}
    known: dict[str, DutyRole] = {}
    new = []
    for order, row in enumerate(rows, start=1):
        name = Bilingual(*row["name"])
        if found := there.get(name):
            known[row["key"]] = found
        if found or row["key"] in before:
            tally.kept += 1
            continue
        made = DutyRole.objects.create(name_en=name.en, name_zh=name.zh, order=order)
        known[row["key"]] = made
        remember(made, row["key"])
        new.append((made, row.get("stand_in")))
        tally.new += 1
    for role, stand_in in new:
        role.stand_in = known.get(stand_in or "")
        role.save()
        role.save_revision()
    return known, tally


def _load_rows(rows: list[dict[str, Any]], roles: dict[str, DutyRole]) -> Tally:
    tally = Tally(str(SpeakingRule._meta.verbose_name_plural))
    before = loaded_before(SpeakingRule)
    topics = {one.key: one for one in Topic.objects.all()}
    channels = {one.key: one for one in Channel.objects.all()}
    there = {
        (one.speaker, one.topic and one.topic.key, one.channel and one.channel.key)
        for one in SpeakingRule.all_rows()
    }
    for row in rows:
        named = (row["speaker"], row.get("topic"), row.get("channel"))
        code = "/".join(one or "any" for one in named)
        missing = (named[1] and named[1] not in topics) or (named[2] and named[2] not in channels)
        if named in there or code in before or missing:
            tally.kept += 1
            continue
        note = Bilingual(*row.get("note", ()))
        made = SpeakingRule(
            speaker=named[0],
            topic=topics.get(named[1] or ""),
            channel=channels.get(named[2] or ""),
            verdict=row["verdict"],
            refer_to=row.get("refer_to", ""),
            approver=roles.get(row.get("approver", "")),
            note_en=note.en,
            note_zh=note.zh,
        )
        made.save()
        made.save_revision()
        remember(made, code)
        tally.new += 1
    return tally
