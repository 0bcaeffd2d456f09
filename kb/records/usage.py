"""Where a record is used, as far as one person may work on what uses it: the list and the count."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from wagtail.models import ReferenceIndex

from kb.permissions import User, asking


def may_be_named(thing: Any, user: User) -> bool:
    """Return whether a page or record may be named to this person in the admin."""
    specific = getattr(thing, "specific", thing)
    # A name that is no record's, as of a group, stands for itself.
    manager = getattr(type(specific), "_default_manager", None)
    question = getattr(manager, "editable_by", None)
    return question is None or bool(question(user).filter(pk=specific.pk).exists())


def name_for_asker(thing: Any) -> str:
    """Return the name of a record or anything else, in the admin, as whoever asks may know it."""
    person = asking.get()
    if person is None or may_be_named(thing, person):
        return str(thing)
    return _("(a record you may not see)")


def usage(record: Any, user: User) -> list[Any]:
    """Return what uses a record, each thing with its references."""
    found = ReferenceIndex.get_references_to(record).group_by_source_object()
    return [row for row in found if may_be_named(row[0], user)]


class OwnUsage:
    """Mixin of the usage view: lists only what this person may work on."""

    request: HttpRequest
    object: Any

    def get_queryset(self) -> list[Any]:
        """Return the things that refer to the record, each with its references."""
        return usage(self.object, self.request.user)


class OwnUsageCount:
    """Mixin of the edit view: its side panel counts the same things."""

    request: HttpRequest
    object: Any

    def get_side_panels(self) -> Any:
        """Return Wagtail's panels, with our count."""
        panels: Any = super().get_side_panels()  # type: ignore[misc]
        for panel in panels:
            if getattr(panel, "usage_url", None):
                panel.get_usage_context = self._usage_context
        return panels

    def _usage_context(self) -> dict[str, Any]:
        count = len(usage(self.object, self.request.user)) if self.object.pk else 0
        return {
            "usage_count": count,
            "usage_url": self.get_usage_url(),  # type: ignore[attr-defined]
        }
