"""A new statement from another: a template filled in, or words to say again, as a draft."""

from collections.abc import Mapping
from typing import Any, cast

from django.core.exceptions import PermissionDenied
from django.db import transaction
from wagtail.log_actions import log

from cases.choices import StatementKind
from cases.models import Incident, Statement
from cases.wording import filled
from kb.permissions import User, may
from kb.records.bilingual import Bilingual


def may_use(statement: Statement, user: User) -> bool:
    """Return whether somebody may make a statement from this one."""
    return (
        may(user, "add", Statement)
        and Statement.objects.editable_by(user).filter(pk=statement.pk).exists()
    )


@transaction.atomic
def make_from(
    statement: Statement,
    user: Any,
    title: Bilingual,
    values: Mapping[str, str],
    incident: Incident | None = None,
) -> Statement:
    """Draft a statement with the words of another, filled in as far as values are given.

    It is for nobody more than the one it is made from. Raises PermissionDenied for those who may
    not draft statements, or do not see that one or the incident.
    """
    if not may_use(statement, user):
        raise PermissionDenied
    if incident and not Incident.objects.editable_by(user).filter(pk=incident.pk).exists():
        raise PermissionDenied
    kind, words = statement.kind, statement.words
    made: Any = Statement(
        kind=StatementKind.STATEMENT if kind == StatementKind.TEMPLATE else kind,
        speaks_as=statement.speaks_as,
        channel=statement.channel,
        person=statement.person,
        organisation=statement.organisation,
        incident=incident,
        made_from=statement,
        audience=statement.audience,
    )
    made.title, made.group = title, statement.group
    made.words = Bilingual(*(filled(half, values) for half in (words.en, words.zh)))
    made.save()
    made.audience_groups.set(statement.audience_groups.all())
    made.topics.set(statement.topics.all())
    made.save()
    made.save_revision(user=user)
    log(instance=made, action="wagtail.create", user=user, data={"made_from": statement.pk})
    return cast("Statement", made)
