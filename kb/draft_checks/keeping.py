"""Keeps a check when somebody asks for it, and shows it as one reader may know it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.db import transaction

from kb.draft_checks.comparison import Compared, compare
from kb.draft_checks.told import Checked, Draft, tell
from kb.firewall.checker import Finding
from kb.models import DraftCheck, Rule, Sharing
from kb.permissions import User
from kb.records.actions import audience_groups_of


@transaction.atomic
def keep(
    checked: Checked,
    before: Checked | None,
    user: Any,
    *,
    title: str,
    audience: str,
    groups: Iterable[Group] = (),
) -> DraftCheck:
    """Keep a check for its maker and those they share it with.

    Raises PermissionDenied for groups that the maker may not share with.
    """
    chosen = list(groups) if audience == Sharing.GROUPS else []
    if {group.pk for group in chosen} - set(audience_groups_of(user).values_list("pk", flat=True)):
        raise PermissionDenied
    draft = checked.draft
    made: DraftCheck = DraftCheck.objects.create(
        title=title.strip(),
        text=draft.text,
        before=before.draft.text if before else "",
        speaker=draft.speaker,
        channel=draft.channel,
        topics=sorted(draft.topics),
        denied=sorted(draft.denied),
        found=[asdict(told.finding) for told in checked.told],
        found_before=[asdict(told.finding) for told in before.told] if before else [],
        rules_asked=checked.rules_asked,
        audience=audience,
        made_by=user,
    )
    made.groups.set(chosen)
    return made


def shown(kept: DraftCheck, user: User) -> tuple[Checked, Compared | None]:
    """Return what a kept check found, by rules that this person may see today."""
    rules = {rule.code: rule for rule in Rule.objects.visible_to(user)}
    after = _checked(kept, kept.text, kept.found, rules)
    if not kept.before:
        return after, None
    return after, compare(_checked(kept, kept.before, kept.found_before, rules), after)


def draft_of(kept: DraftCheck) -> Draft:
    """Return the draft of a kept check."""
    topics, denied = frozenset(kept.topics), frozenset(kept.denied)
    return Draft(kept.text, kept.speaker, kept.channel, topics, denied)


def _checked(
    kept: DraftCheck, text: str, found: list[dict[str, Any]], rules: dict[str, Rule]
) -> Checked:
    draft = draft_of(kept).saying(text)
    statement = draft.read()
    findings = [Finding(**{**one, "topics": tuple(one["topics"])}) for one in found]
    return Checked(draft, statement, tell(draft, statement, findings, rules), kept.rules_asked)
