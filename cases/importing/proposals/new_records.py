"""What accepting a proposal makes beside the incident: people, organisations, names, statements."""

from __future__ import annotations

import uuid
from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils.text import Truncator
from wagtail.log_actions import log

from cases.actions.report import in_its_half
from cases.importing.proposals.parts_of_drafts import next_place
from cases.importing.proposals.proposal import Proposal
from cases.importing.proposals.quoted import channel_near
from cases.importing.proposals.step import Change, Making, Step
from cases.importing.proposals.target import Target
from cases.importing.proposals.times import time_of
from cases.importing.proposals.unknown import PERSON
from cases.models import Alias, Organisation, Person, Statement
from kb.language.detection import has_han
from kb.permissions import may

_MODELS: dict[str, Any] = {"person": Person, "organisation": Organisation}
_LONGEST_TITLE = 80


def name_somebody(target: Target, proposal: Proposal, answer: str, user: Any) -> Step:
    """Draft a new person or organisation of this name, or add the name to one that is there."""
    kind, _colon, number = answer.partition(":")
    if number:
        record = _MODELS[kind].objects.editable_by(user).get(pk=number)
        return _add_name(record, proposal.words)

    def make() -> Any:
        record = Person() if answer == PERSON else Organisation(kind=answer)
        record.name = in_its_half(proposal.words)
        return _saved(record, target, user)

    return Making(make)


def _add_name(record: Any, text: str) -> Change:
    key = uuid.uuid4()

    def add(version: Any) -> None:
        version.aliases.add(
            Alias(
                key=key,
                text=text,
                language="zh" if has_han(text) else "en",
                sort_order=next_place(version.aliases),
            )
        )

    return Change(record, (("aliases", str(key)),), add)


def keep_statement(target: Target, proposal: Proposal, answer: str, user: Any) -> Step:
    """Draft a statement with the words of a quotation."""
    kind, _colon, number = answer.partition(":")
    speaker = _MODELS[kind].objects.visible_to(user).get(pk=number)

    def make() -> Any:
        words, found = proposal.words, proposal.found
        statement: Any = Statement(
            incident=target.incident,
            channel=channel_near(target.reading, found.start, found.end),
            **{kind: speaker},
        )
        statement.words = in_its_half(words)
        statement.title = in_its_half(Truncator(words).chars(_LONGEST_TITLE))
        statement.said = time_of(target.reading, found.start, found.end)
        return _saved(statement, target, user)

    return Making(make)


def _saved(record: Any, target: Target, user: Any) -> Any:
    """Save a new draft for those whom it is made from: the incident's readers, else the import's.

    Raises PermissionDenied for who may not draft this kind.
    """
    if not may(user, "add", type(record)):
        raise PermissionDenied
    document = target.reading.document
    narrowest = target.incident if hasattr(record, "incident") else None
    audience = narrowest or document.file.batch
    record.audience = audience.audience
    record.save()
    record.audience_groups.set(audience.audience_groups.all())
    record.save_revision(user=user)
    data = {"import": document.file.batch_id, "document": document.pk}
    log(instance=record, action="wagtail.create", user=user, data=data)
    return record
