"""Records shown inside a page, live: what the reader sees is what the record says today."""

from collections.abc import Iterable
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Model
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.snippets.blocks import SnippetChooserBlock

from kb.permissions import User
from kb.records.merged import final, final_keys


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


class RecordChooserBlock(SnippetChooserBlock):
    """Chooses a record; one that was merged is read as the record it is part of now."""

    def to_python(self, value: Any) -> Any:
        """Return the record of a key."""
        return final(super().to_python(value))

    def bulk_to_python(self, values: Any) -> Any:
        """Return the records of keys, in their order."""
        keys = list(values)
        found = super().bulk_to_python(keys)
        if any(one is not None and one.merged_into_id is not None for one in found):
            now = final_keys(self.model_class, [key for key in keys if key is not None])
            found = super().bulk_to_python([now.get(key, key) for key in keys])
        return found

    def value_from_form(self, value: Any) -> Any:
        """Return what a form has chosen, though it was opened before a merge."""
        return final(super().value_from_form(value))

    def deconstruct(self) -> Any:
        """Stand in migrations as Wagtail's own: what is stored is the same."""
        _path, args, kwargs = super().deconstruct()
        return "wagtail.snippets.blocks.SnippetChooserBlock", args, kwargs


class RecordBlock(blocks.StructBlock):
    """Base of blocks that embed one incident."""

    incident = RecordChooserBlock("cases.Incident", label=_("Incident"))

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
