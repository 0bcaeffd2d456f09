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
    rules, draft = {rule.code: rule for rule in Rule.objects.visible_to(user)}, draft_of(kept)
    after = as_found(draft, kept.found, rules, kept.rules_asked)
    if not kept.before:
        return after, None
    before = as_found(draft.saying(kept.before), kept.found_before, rules, kept.rules_asked)
    return after, compare(before, after)


def draft_of(kept: DraftCheck) -> Draft:
    """Return the draft of a kept check."""
    topics, denied = frozenset(kept.topics), frozenset(kept.denied)
    return Draft(kept.text, kept.speaker, kept.channel, topics, denied)


def as_found(
    draft: Draft, found: list[dict[str, Any]], rules: dict[str, Rule], rules_asked: int
) -> Checked:
    """Return a draft with the findings kept of it, told by those of these rules (by code)."""
    statement = draft.read()
    findings = [Finding(**{**one, "topics": tuple(one["topics"])}) for one in found]
    return Checked(draft, statement, tell(draft, statement, findings, rules), rules_asked)
