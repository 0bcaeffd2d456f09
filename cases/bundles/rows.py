"""The things of a bundle as somebody at the desk reads them: one row for each."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.models import Page

from cases.bundles.contents import languages_of
from cases.bundles.findings import Finding, Grade
from kb.attention_sources.things import editor_of, kind_of, title_of
from kb.language.codes import language
from kb.records.publish_together import key_of


@dataclass(frozen=True)
class Row:
    """One page or record: what it is, and how it stands."""

    thing: Any
    ticked: bool

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


def rows_of(things: Iterable[Any], chosen: Collection[str]) -> list[Row]:
    """Return a row for each thing."""
    return [Row(one, key_of(one) in chosen) for one in things]


@dataclass(frozen=True)
class Readiness:
    """The one list of what is in the way of things that go out together.

    `rights` are sentences about what this person may not publish, each with the titles it is about.
    """

    stops: list[Finding]
    rights: list[tuple[str, list[object]]]
    ends: list[Finding]

    @property
    def is_clear(self) -> bool:
        """Whether nothing is in the way, and nothing left open."""
        return not (self.stops or self.rights or self.ends)


def readiness_of(findings: Iterable[Finding]) -> Readiness:
    """Return findings as the list shows them."""
    found = list(findings)
    rights: dict[str, list[object]] = {}
    for one in found:
        if one.grade is Grade.RIGHT:
            rights.setdefault(one.sentence, []).append(one.title)
    stops = [one for one in found if one.stops and one.grade is not Grade.RIGHT]
    return Readiness(stops, list(rights.items()), [one for one in found if not one.stops])
