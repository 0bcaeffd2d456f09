"""The panels that facts of all kinds share: citations, who is meant, how sure it is."""

from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

from cases.models import Alias, Citation, EventActor
from kb.records.forms import RecordForm
from kb.records.panels import LinesPanel, PartsPanel, field, row, writings
from kb.records.usage import name_for_asker


class CitationForm(RecordForm):
    """A citation; its quote is known to those who may see the source."""

    told_of: ClassVar[dict[str, tuple[str, ...]]] = {
        "source": ("quote", "place", "view_en", "view_zh")
    }


def _citation_line(citation: Citation) -> str:
    """Return a citation as one line: source [stance] quote (place)."""
    source = name_for_asker(citation.source or "?")
    if citation.source and source != str(citation.source):
        return f"{source} [{citation.get_stance_display()}]"
    place = f" ({citation.place})" if citation.place else ""
    view = f" {citation.view}" if citation.view else ""
    return f"{source} [{citation.get_stance_display()}] {citation.quote}{place}{view}"


def _actor_line(actor: EventActor) -> str:
    return name_for_asker(actor.actor or "?")


def _alias_line(alias: Alias) -> str:
    return f"{alias.text} ({alias.get_kind_display()})"


def citations() -> LinesPanel:
    """Return the sources of a fact."""
    return LinesPanel(
        "citations",
        [
            row("source", "stance"),
            row("quote", "place"),
            writings("view", long=True),
        ],
        heading=_("Citations"),
        label=_("Citation"),
        line=_citation_line,
        base_form=CitationForm,
    )


def actor() -> list[Any]:
    """Return the fields that say who is meant: a person, an organisation or a described group."""
    return [
        row("person", "organisation"),
        writings("group", help_text=_("Only if it is neither a person nor an organisation.")),
    ]


def actors() -> LinesPanel:
    """Return those who took part in an event."""
    return LinesPanel(
        "actors", actor(), heading=_("Who took part"), label=_("Actor"), line=_actor_line
    )


def certainty() -> list[Any]:
    """Return how sure a fact is, with a remark."""
    return [field("certainty"), writings("remark", long=True)]


def aliases() -> LinesPanel:
    """Return the other names of a person or organisation."""
    return LinesPanel(
        "aliases",
        [
            row("text", "language"),
            row("kind", "matchable"),
        ],
        heading=_("Other names"),
        label=_("Other name"),
        line=_alias_line,
    )


def facts(relation: str, panels: list[Any], heading: Any, label: Any, **kwargs: Any) -> PartsPanel:
    """Return the facts of one kind, each with its certainty and citations after its own fields."""
    return PartsPanel(
        relation, [*panels, *certainty(), citations()], heading=heading, label=label, **kwargs
    )
