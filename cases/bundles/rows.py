"""The things of a bundle as somebody at the desk reads them: one row for each."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.models import Page

from cases.bundles.contents import languages_of
from cases.bundles.findings import Finding
from kb.attention_sources.things import editor_of, kind_of, title_of
from kb.language.codes import language
from kb.records.publish_together import key_of


@dataclass(frozen=True)
class Row:
    """One page or record: what it is, how it stands, and what there is to say of it."""

    thing: Any
    ticked: bool
    findings: list[Finding] = field(default_factory=list)

    @property
    def key(self) -> str:
        """What names it in the form."""
        return key_of(self.thing)

    @property
    def kind(self) -> Any:
        """What kind of thing it is."""
        return kind_of(self.thing)

    @property
    def title(self) -> object:
        """Its title, as last written."""
        return title_of(self.thing)

    @property
    def url(self) -> str:
        """Where it is edited."""
        return editor_of(self.thing)

    @property
    def state(self) -> str:
        """How it stands with its readers."""
        if self.thing.live:
            return _("Published; changed since")
        if self.thing.first_published_at:
            return _("Taken back from readers")
        return _("Never published")

    @property
    def languages(self) -> str:
        """The languages it is written in, in their own names."""
        return " · ".join(
            language("zh-hans" if half == "zh" else half).label for half in languages_of(self.thing)
        )

    @property
    def compare_url(self) -> str:
        """Where the newest version is compared with the published one; empty without one."""
        if not (self.thing.live and self.thing.latest_revision_id):
            return ""
        return reverse(
            _route(self.thing, "revisions_compare"), args=[self.thing.pk, "live", "latest"]
        )

    @property
    def preview_url(self) -> str:
        """Where the newest version is shown as readers will see it; empty without one."""
        if isinstance(self.thing, Page):
            return reverse("wagtailadmin_pages:view_draft", args=[self.thing.pk])
        revision = self.thing.latest_revision_id
        if revision is None:
            return ""
        return reverse(_route(self.thing, "revisions_view"), args=[self.thing.pk, revision])


def _route(thing: Any, name: str) -> str:
    if isinstance(thing, Page):
        return f"wagtailadmin_pages:{name}"
    return str(type(thing).snippet_viewset.get_url_name(name))


def is_ticked_first(thing: Any) -> bool:
    """Return whether a thing is chosen unless somebody says otherwise.

    What was taken back from readers was taken back for a reason.
    """
    return bool(thing.live or not thing.first_published_at)


def rows_of(
    things: Iterable[Any], chosen: Collection[str], findings: Iterable[Finding]
) -> list[Row]:
    """Return a row for each thing, with what there is to say of it."""
    by_key: dict[str, list[Finding]] = {}
    for finding in findings:
        by_key.setdefault(key_of(finding.thing), []).append(finding)
    return [Row(one, key_of(one) in chosen, by_key.get(key_of(one), [])) for one in things]
