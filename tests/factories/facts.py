"""Parts of records, not saved: hand them to the factory of their root.

Every fact is cited from one common public source unless `sources` names others; `sources=()`
leaves it without a citation.
"""

from collections.abc import Iterable
from typing import Any

from cases.choices import EventKind, IncidentLinkKind, InvolvementRole, Stance
from cases.models import (
    Alias,
    Citation,
    Event,
    EventActor,
    Incident,
    IncidentLink,
    Involvement,
    Lesson,
    Milestone,
    Organisation,
    Outcome,
    Person,
    Response,
    RiskConcern,
    RiskSignal,
    Role,
    Source,
)
from kb.models import Rule
from kb.records.bilingual import Bilingual
from kb.records.spans import parse_typed
from tests.factories.publishing import both, fill, publish, span
from tests.factories.vocabulary import outcome_kind

Actor = Person | Organisation | str | None
Sources = Iterable[Source] | None
COMMON_SOURCE = "The common source"


def common_source() -> Source:
    """Return the public source that facts are cited from when a test names none."""
    found: Source | None = Source.objects.filter(title_en=COMMON_SOURCE).first()
    return found or publish(Source(title_en=COMMON_SOURCE, published=parse_typed("2025-12-01")))


def citation(source: Source | None = None, **fields: Any) -> Citation:
    """Return a citation of a source, the common one by default."""
    made: Citation = fill(
        Citation(source=source or common_source()), {"quote": "as it says", **fields}
    )
    return made


def contradiction(source: Source, view: str = "It says otherwise", **fields: Any) -> Citation:
    """Return a citation of a source that contradicts the fact."""
    return citation(source, stance=Stance.CONTRADICTS, view=view, **fields)


def citations(sources: Sources) -> list[Citation]:
    """Return one citation for each source."""
    return [citation(source) for source in ([common_source()] if sources is None else sources)]


def actor_fields(actor: Actor) -> dict[str, Any]:
    """Return the fields that say who is meant: a person, an organisation or a described group."""
    if isinstance(actor, Person):
        return {"person": actor}
    if isinstance(actor, Organisation):
        return {"organisation": actor}
    return {"group": both(actor or "")}


def event(
    what: str | Bilingual = "Something happened",
    when: str = "2026-01-07",
    *,
    actors: Iterable[Actor] = (),
    sources: Sources = None,
    **fields: Any,
) -> Event:
    """Return an event of an incident."""
    parts = [fill(EventActor(), actor_fields(actor)) for actor in actors]
    cluster = Event(kind=EventKind.ACTION, actors=parts, citations=citations(sources))
    made: Event = fill(cluster, {"what": what, "when": when, **fields})
    return made


def response(
    summary: str | Bilingual = "An answer was given",
    when: str = "2026-01-08",
    *,
    actor: Actor = "The team",
    strategies: Iterable[Any] = (),
    statements: Iterable[Any] = (),
    sources: Sources = None,
    **fields: Any,
) -> Response:
    """Return a response within an incident."""
    made: Response = fill(
        Response(),
        {
            "citations": citations(sources),
            "summary": summary,
            "when": when,
            **actor_fields(actor),
            **fields,
        },
    )
    made.strategies.set(list(strategies))
    made.statements.set(list(statements))
    return made


def outcome(
    what: str | Bilingual = "It ended well",
    when: str = "2026-01-20",
    *,
    actor: Actor = None,
    sources: Sources = None,
    **fields: Any,
) -> Outcome:
    """Return an outcome of an incident."""
    fields.setdefault("kind", outcome_kind())
    made: Outcome = fill(
        Outcome(),
        {
            "citations": citations(sources),
            "what": what,
            "when": when,
            **actor_fields(actor),
            **fields,
        },
    )
    return made


def involvement(
    actor: Actor, role: str = InvolvementRole.SUBJECT, *, sources: Sources = (), **fields: Any
) -> Involvement:
    """Return somebody's part in an incident; it needs no citation and has none by default."""
    made: Involvement = fill(
        Involvement(role=role), {"citations": citations(sources), **actor_fields(actor), **fields}
    )
    return made


def lesson(
    text: str | Bilingual = "Answer sooner", rule: Rule | None = None, **fields: Any
) -> Lesson:
    """Return a lesson of an incident, for a rule if one is given."""
    made: Lesson = fill(Lesson(rule=rule), {"text": text, "read_by": "Ed Editor", **fields})
    return made


def link(other: Incident, kind: str = IncidentLinkKind.SIMILAR, **fields: Any) -> IncidentLink:
    """Return a link to another incident."""
    made: IncidentLink = fill(
        IncidentLink(other=other, kind=kind), {"reason": "The same kind of quarrel", **fields}
    )
    return made


def role(
    organisation: Organisation,
    title: str | Bilingual = "Head of communications",
    *,
    sources: Sources = None,
    **fields: Any,
) -> Role:
    """Return a person's role in an organisation."""
    made: Role = fill(
        Role(organisation=organisation, citations=citations(sources)), {"title": title, **fields}
    )
    return made


def milestone(
    what: str | Bilingual = "Took office",
    when: str = "2025-03",
    *,
    sources: Sources = None,
    **fields: Any,
) -> Milestone:
    """Return a dated fact of a person or organisation."""
    made: Milestone = fill(
        Milestone(when=span(when), citations=citations(sources)), {"what": what, **fields}
    )
    return made


def concern(actor: Actor) -> RiskConcern:
    """Return somebody whom a risk concerns."""
    made: RiskConcern = fill(RiskConcern(), actor_fields(actor))
    return made


def signal(
    text: str | Bilingual = "Complaints pile up · 投诉增多",
    seen: str = "2026-01-04",
    *,
    source: Source | None = None,
    **fields: Any,
) -> RiskSignal:
    """Return a signal of a risk."""
    told = {"text": text, "seen": seen, "noted_by": "Wu", **fields}
    made: RiskSignal = fill(RiskSignal(source=source), told)
    return made


def alias(text: str, language: str = "en", **fields: Any) -> Alias:
    """Return another name of a person or organisation."""
    return Alias(text=text, language=language, **fields)
