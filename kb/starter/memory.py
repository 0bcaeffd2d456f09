"""What was loaded before: kept in the audit log, which outlives what it speaks of."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.db import models
from wagtail.log_actions import log, registry

from kb.records.base import Record
from kb.records.slugs import RetiredSlug


@dataclass
class Tally:
    """How much of one kind was new, was there already, and had to stay a draft."""

    kind: str
    new: int = 0
    kept: int = 0
    drafts: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        """Return the line that is shown while loading."""
        line = f"{self.kind}: {self.new} new, {self.kept} left as they are"
        return f"{line}; not published: {', '.join(self.drafts)}" if self.drafts else line


def loaded_before(model: type[models.Model]) -> set[str]:
    """Return the names under which things of a kind were once loaded, deleted ones too."""
    entries = registry.get_log_model_for_model(model).objects.filter(
        content_type__app_label=model._meta.app_label,
        content_type__model=model._meta.model_name,
        data__has_key="starter",
    )
    return {data["starter"] for data in entries.values_list("data", flat=True)}


def remember(obj: models.Model, name: str) -> None:
    """Note that this thing of the starter was loaded, so that it is not loaded again."""
    log(instance=obj, action="wagtail.create", data={"starter": name})


def known_slugs(model: type[Record]) -> set[str]:
    """Return the slugs of a kind that are taken, were once, or belonged to the starter."""
    retired = RetiredSlug.objects.filter(kind=model._meta.label_lower)
    return (
        set(model._base_manager.values_list("slug", flat=True))
        | set(retired.values_list("slug", flat=True))
        | loaded_before(model)
    )


def find_record(model: type[Record], slug: str) -> Any:
    """Return the record that has or had this slug, None when it was deleted."""
    found = model._base_manager.filter(slug=slug).first()
    if found is None:
        retired = RetiredSlug.objects.filter(kind=model._meta.label_lower, slug=slug).first()
        found = retired and model._base_manager.filter(pk=retired.object_id).first()
    return found
