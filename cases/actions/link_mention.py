"""Making the link in a draft: nothing that readers see changes until somebody publishes it."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import Page

from cases.actions.amend import draft
from cases.choices import InvolvementRole
from cases.models import Incident, Involvement, MentionDecision, Risk, RiskConcern
from cases.unlinked.page_text import has_link, link_first, unlink
from cases.unlinked.queue import Card, decide, take_back
from kb.editing.held_row import hold
from kb.editing.locks import demand_unlocked

_LINKED, _UNLINKED = "cases.mention_linked", "cases.mention_unlinked"


def can_link(thing: Any) -> bool:
    """Return whether a link in a thing can be made here; others are linked in their editor.

    A statement, a source and a role say more of somebody than that they are named.
    """
    return isinstance(thing, Page | Incident | Risk)


@transaction.atomic
def link(card: Card, user: Any, role: str = "") -> None:
    """Link whom a thing names in its newest draft, and keep that it was done.

    An incident gets an involvement in this role, a risk somebody it concerns, a page a link at the
    first place where the name stands. Raises ValidationError with a sentence for the editor.
    """
    thing = card.thing
    if isinstance(thing, Page):
        _change_page(thing, user, _LINKED, lambda page: _link_in(page, card.named))
        part = "link"
    elif isinstance(thing, Incident):
        if role not in InvolvementRole.values:
            raise ValidationError(_("Choose as what they are part of the incident."))
        part = _add(card, user, "involvements", Involvement, {"role": role})
    elif isinstance(thing, Risk):
        part = _add(card, user, "concerns", RiskConcern, {})
    else:
        raise ValidationError(_("Open it in the editor: only there can be said how they belong."))
    decide(card, user, MentionDecision.Answer.LINKED, part)


@transaction.atomic
def undo(card: Card, user: Any) -> bool:
    """Take a decision back, and a link out of the draft again; return whether one was there."""
    thing, part, done = card.thing, card.row.part, [False]
    if part and card.row.answer == MentionDecision.Answer.LINKED:
        if isinstance(thing, Page):
            _change_page(thing, user, _UNLINKED, lambda page: _unlink_in(page, card.named, done))
        else:
            relation = "involvements" if isinstance(thing, Incident) else "concerns"

            def remove(version: Any) -> None:
                rows = getattr(version, relation)
                for one in [one for one in rows.all() if str(one.key) == part]:
                    rows.remove(one)
                    done[0] = True

            draft(thing, user, _UNLINKED, remove)
    take_back(card, user)
    return done[0]


def _add(card: Card, user: Any, relation: str, model: Any, fields: dict[str, Any]) -> str:
    """Add a part to the newest draft, unless somebody has linked them there already."""
    key = uuid.uuid4()
    found = [str(key)]
    column = card.row.named_kind

    def add(version: Any) -> None:
        rows = getattr(version, relation)
        if any(getattr(one, f"{column}_id") == card.named.pk for one in rows.all()):
            found[0] = ""
            return
        places = [one.sort_order or 0 for one in rows.all()]
        rows.add(
            model(key=key, sort_order=max(places, default=-1) + 1, **{column: card.named}, **fields)
        )

    draft(card.thing, user, _LINKED, add)
    return found[0]


def _link_in(page: Any, record: Any) -> None:
    if has_link(page, record):
        return
    if not link_first(page, record):
        raise ValidationError(
            _("In the newest draft the name stands nowhere in a paragraph: open it in the editor.")
        )


def _unlink_in(page: Any, record: Any, done: list[bool]) -> None:
    done[0] = unlink(page, record)


def _change_page(page: Any, user: Any, action: str, change: Callable[[Any], None]) -> None:
    """Apply a change to the newest draft of a page; nobody else can change it meanwhile."""
    hold(Page, page.pk)
    live = type(page).objects.get(pk=page.pk)
    demand_unlocked(live, user)
    lock = live.get_lock()
    if lock is not None and lock.for_user(user):
        raise ValidationError(_("It is under review or to be published at a time."))
    newest = live.get_latest_revision_as_object()
    change(newest)
    revision = newest.save_revision(user=user, clean=False)
    log(instance=live, action=action, user=user, revision=revision, content_changed=True)
