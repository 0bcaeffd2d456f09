"""Records shown inside a page, live: what the reader sees is what the record says today."""

from collections.abc import Iterable
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Model
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.snippets.blocks import SnippetChooserBlock

from kb.permissions import User


def reader(context: Any) -> User:
    """Return who reads the page being rendered; nobody when it is rendered for no request."""
    request = (context or {}).get("request")
    user: User = getattr(request, "user", None) or AnonymousUser()
    return user


def visible_among(records: Iterable[Model | None], user: User) -> set[Model]:
    """Return those of these records, all of one kind, that this person may see."""
    found = [record for record in records if record is not None]
    if not found:
        return set()
    kind: Any = type(found[0])
    return set(kind.objects.visible_to(user).filter(pk__in=[record.pk for record in found]))


class RecordBlock(blocks.StructBlock):
    """Base of blocks that embed one incident."""

    incident = SnippetChooserBlock("cases.Incident", label=_("Incident"))

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(value, parent_context=parent_context)
        visible = visible_among([value["incident"]], reader(parent_context))
        context["incident"] = next(iter(visible), None)
        return context


class IncidentCardBlock(RecordBlock):
    """The incident in brief, with a link to its record."""

    class Meta:
        icon = "doc-full-inverse"
        label = _("Incident card")
        template = "kb/blocks/incident_card.html"


class TimelineBlock(RecordBlock):
    """The incident's events in order, each with its citations."""

    class Meta:
        icon = "history"
        label = _("Timeline of an incident")
        template = "kb/blocks/timeline.html"


class OutcomesBlock(RecordBlock):
    """How the incident ended, as a table."""

    class Meta:
        icon = "table"
        label = _("Outcomes of an incident")
        template = "kb/blocks/outcomes.html"
