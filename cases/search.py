"""What the records are found by.

An entry has one text for all readers of its record. A fact that not all of them may check, the name
of a person or organisation that not all of them may see, and the quote of a source that not all
of them may open stay out of it (`docs/search.md`). The file is long because
each kind tells its words here.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from datetime import date
from typing import Any

from django.db.models import Model, Q
from django.db.models.signals import post_save
from django.utils.translation import gettext_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.search import index

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
    Risk,
    RiskConcern,
    RiskSignal,
    Role,
    Source,
    Statement,
)
from cases.open_facts import OpenFacts
from cases.standings import writing as standings
from cases.starting_points import most_linked
from kb.language.codes import parse
from kb.models import Channel, CrisisType, OutcomeKind, Strategy, Topic
from kb.permissions import User
from kb.records.reading import readable_or_none
from kb.search.analysis.pipeline import units
from kb.search.analysis.segment import is_han, words
from kb.search.sources import Beside, Choice, Facet, SearchSource, SearchText, facets, sources
from kb.search.starting_points import StartingPoint, starting_points
from kb.text_parts import Half, TextPart

Parts = Iterator[TextPart]


def _quotes(citations: Iterable[Citation]) -> Parts:
    for citation in citations:
        yield _typed(citation.quote, "quote")
        yield from citation.view.parts("quote")


def _labels(rows: Iterable[Any]) -> Parts:
    """Yield the labels of vocabulary rows: readers see them beside a fact."""
    for row in rows:
        if row is not None:
            yield TextPart(row.label_en, "en", "label")
            yield TextPart(row.label_zh_hans, "zh", "label")
            yield TextPart(row.label_zh_hant, "zh", "label")


def _typed(text: str, place: str) -> TextPart:
    """Return a text that states no language, in the one it is written in."""
    half: Half = "zh" if any(map(is_han, words(text))) else "en"
    return TextPart(text, half, place)


def _with_text(parts: Parts) -> tuple[TextPart, ...]:
    return tuple(part for part in parts if part.text.strip())


# --- Incidents ----------------------------------------------------------------


def incident_text(incident: Incident) -> SearchText:
    """Return the words of an incident with all its parts."""
    facts = OpenFacts(incident)
    events = list(facts.supported("event", Event.objects.filter(incident=incident)))
    days = [day for event, _cited in events if (day := event.when.last_day)]
    responses = list(
        facts.supported(
            "response",
            Response.objects.filter(incident=incident)
            .select_related("channel", "person", "organisation")
            .prefetch_related("strategies"),
        )
    )
    outcomes = list(
        facts.supported(
            "outcome",
            Outcome.objects.filter(incident=incident).select_related(
                "kind", "person", "organisation"
            ),
        )
    )
    body = _with_text(_incident_parts(incident, facts, events, responses, outcomes))
    return SearchText(
        title=incident.title.parts("title"),
        body=body,
        start=incident.began.first_day,
        end=incident.ended.last_day or _latest([incident.began.last_day, *days]),
        facets=facts.facets(
            outcome=(outcome.kind.key for outcome, _cited in outcomes if outcome.kind),
            strategy=(
                strategy.code
                for response, _cited in responses
                for strategy in response.strategies.all()
            ),
        ),
    )


def _latest(days: Iterable[date | None]) -> date | None:
    return max((day for day in days if day), default=None)


def _incident_parts(
    incident: Incident,
    facts: OpenFacts,
    events: list[Any],
    responses: list[Any],
    outcomes: list[Any],
) -> Parts:
    yield from incident.verdict.parts("verdict")
    yield from incident.summary.parts("summary")
    for _incident, citations in facts.supported("incident", [incident]):
        yield from _quotes(citations)
    yield from _event_parts(facts, events)
    of_incident: Any = {"incident": incident}
    for response, citations in responses:
        yield from response.summary.parts("response")
        yield from response.effect.parts("response")
        yield from facts.name_of(response.actor)
        yield from _labels([response.channel, *response.strategies.all()])
        yield from _fact_parts(response, citations)
    for outcome, citations in outcomes:
        yield from outcome.what.parts("outcome")
        yield from outcome.metric.parts("outcome")
        yield from facts.name_of(outcome.actor)
        yield from _labels([outcome.kind])
        yield from _fact_parts(outcome, citations)
    for involvement, citations in facts.supported(
        "involvement",
        Involvement.objects.filter(**of_incident).select_related("person", "organisation"),
        loose=True,
    ):
        yield from facts.name_of(involvement.actor)
        yield from _fact_parts(involvement, citations)
    for lesson in Lesson.objects.filter(**of_incident):
        yield from lesson.text.parts("lesson")
    for link in IncidentLink.objects.filter(**of_incident).select_related("other"):
        if facts.readers.may_all_see(link.other):
            yield from link.reason.parts("link")
    yield from _labels([incident.crisis_type, *incident.topics.all()])


def _event_parts(facts: OpenFacts, events: list[Any]) -> Parts:
    if not events:
        return
    actors = defaultdict(list)
    for actor in EventActor.objects.filter(
        event__in=[event.pk for event, _cited in events]
    ).select_related("person", "organisation"):
        actors[actor.event_id].append(actor)
    for event, citations in events:
        yield from event.what.parts("event")
        for actor in actors[event.pk]:
            yield from facts.name_of(actor.actor)
        yield from _labels([event.channel])
        yield from _fact_parts(event, citations)


def _fact_parts(fact: Any, citations: Iterable[Citation]) -> Parts:
    yield from fact.remark.parts("remark")
    yield from _quotes(citations)


# --- People and organisations -------------------------------------------------


def _aliases(owner: Person | Organisation) -> tuple[TextPart, ...]:
    """Return the other names that mean only this person or organisation."""
    return tuple(
        TextPart(alias.text, "zh" if alias.language == "zh" else "en", "alias")
        for alias in Alias.objects.filter(**{_key(owner): owner}, matchable=True)
    )


def _key(owner: Person | Organisation) -> str:
    return str(owner._meta.model_name)


def _milestone_parts(owner: Person | Organisation, facts: OpenFacts) -> Parts:
    rows = Milestone.objects.filter(**{_key(owner): owner})
    for milestone, citations in facts.supported("milestone", rows):
        yield from milestone.what.parts("milestone")
        yield from _fact_parts(milestone, citations)


def person_text(person: Person) -> SearchText:
    """Return the words of a person: names, note, roles, milestones."""
    aliases = _aliases(person)
    facts = _about(person)

    def parts() -> Parts:
        yield from person.note.parts("note")
        yield from aliases
        rows = Role.objects.filter(person=person).select_related("organisation")
        for role, citations in facts.supported("role", rows):
            yield from role.title.parts("role")
            yield from facts.name_of(role.organisation)
            yield from _fact_parts(role, citations)
        yield from _milestone_parts(person, facts)

    return _named(person, aliases, parts(), facts)


def organisation_text(organisation: Organisation) -> SearchText:
    """Return the words of an organisation: names, note, what it is part of, milestones."""
    aliases = _aliases(organisation)
    facts = _about(organisation)

    def parts() -> Parts:
        yield from organisation.note.parts("note")
        yield from aliases
        yield from facts.name_of(organisation.parent)
        yield from _milestone_parts(organisation, facts)

    return _named(organisation, aliases, parts(), facts)


def _about(record: Person | Organisation) -> OpenFacts:
    """Return the facts of a person or organisation, which is counted under itself as well."""
    facts = OpenFacts(record)
    facts.named[_key(record)] = {str(record.pk)}
    return facts


def _named(
    record: Person | Organisation,
    aliases: tuple[TextPart, ...],
    parts: Parts,
    facts: OpenFacts,
) -> SearchText:
    name = record.name.parts("name")
    body = _with_text(parts)
    return SearchText(title=name, body=body, names=(*name, *aliases), facets=facts.facets())


# --- Sources and statements ---------------------------------------------------


def source_text(source: Source) -> SearchText:
    """Return the words of a source, its archived text among them."""
    facts = OpenFacts(source)

    def parts() -> Parts:
        yield from source.description.parts("description")
        yield from facts.name_of(source.outlet)
        yield _typed(source.author, "name")
        language = parse(source.language)
        if language:
            yield TextPart(source.text, language.half, "text")
        else:
            yield _typed(source.text, "text")

    body = _with_text(parts())
    return SearchText(
        title=source.title.parts("title"),
        body=body,
        start=source.published.first_day,
        end=source.published.last_day,
        facets=facts.facets(),
    )


def statement_text(statement: Statement) -> SearchText:
    """Return the words of a statement, and who speaks."""
    facts = OpenFacts(statement)

    def parts() -> Parts:
        yield from statement.words.parts("words")
        yield from facts.name_of(statement.actor)
        yield from _labels([statement.channel, *statement.topics.all()])

    body = _with_text(parts())
    return SearchText(
        title=statement.title.parts("title"),
        body=body,
        start=statement.said.first_day,
        end=statement.said.last_day,
        facets=facts.facets(),
    )


# --- Risks ----------------------------------------------------------------------


def risk_text(risk: Risk) -> SearchText:
    """Return the words of a risk: what may happen, whom it concerns, its signals, the plan."""
    facts = OpenFacts(risk)

    def parts() -> Parts:
        yield from risk.description.parts("description")
        yield from risk.plan.parts("plan")
        concerns = RiskConcern.objects.filter(risk=risk).select_related("person", "organisation")
        for concern in concerns:
            yield from facts.name_of(concern.actor)
        for signal in RiskSignal.objects.filter(risk=risk).select_related("source"):
            if signal.source is None or facts.readers.may_all_see(signal.source):
                yield from signal.text.parts("signal")
        yield from _labels([risk.crisis_type, *risk.topics.all()])

    body = _with_text(parts())
    return SearchText(title=risk.title.parts("title"), body=body, facets=facts.facets())


# --- Facets -------------------------------------------------------------------


def _records(model: type[Any]) -> dict[str, Any]:
    """Return how a facet of records names its values: they stand in addresses by their slug."""

    def choices(user: User, values: Collection[str]) -> dict[str, Choice]:
        rows = model.objects.visible_to(user).filter(pk__in=values)
        return {str(row.pk): Choice(row.slug, row.name) for row in rows}

    def find(user: User, address: str) -> str | None:
        record = readable_or_none(model, address, user)
        return None if record is None else str(record.pk)

    return {"choices": choices, "find": find}


def _vocabulary(model: type[Any], code: str) -> dict[str, Any]:
    """Return how a facet of vocabulary rows names its values: by their code, or any label."""

    def choices(user: User, values: Collection[str]) -> dict[str, Choice]:
        found = {getattr(row, code): row for row in model.objects.all()}
        return {value: Choice(value, found[value].label) for value in values if value in found}

    def find(user: User, address: str) -> str | None:
        called = units(address)
        for row in model.objects.all():
            labels = (row.label_en, row.label_zh_hans, row.label_zh_hant)
            if getattr(row, code) == address or called in map(units, labels):
                return str(getattr(row, code))
        return None

    return {"choices": choices, "find": find}


_FACETS = (
    Facet("organisation", _("Organisation"), **_records(Organisation)),
    Facet("person", _("Person"), **_records(Person)),
    Facet("outcome", _("Outcome"), **_vocabulary(OutcomeKind, "key")),
    Facet("strategy", _("Response strategy"), **_vocabulary(Strategy, "code")),
)


# --- Wiring -------------------------------------------------------------------

_TEXTS: tuple[tuple[type[Any], Any], ...] = (
    (Incident, incident_text),
    (Person, person_text),
    (Organisation, organisation_text),
    (Source, source_text),
    (Statement, statement_text),
    (Risk, risk_text),
)

# What incidents are counted under in their list changes with what they are found by.
STANDINGS = Beside(standings.write, standings.forget, standings.due)


def vocabulary_changed(instance: Model, created: bool, **_kwargs: Any) -> None:
    """Index again the records that show the label of a vocabulary row."""
    if created:
        return
    users: dict[type[Any], dict[type[Any], Q]] = {
        Topic: {model: Q(topics=instance) for model in (Incident, Statement, Risk)},
        Strategy: {Incident: Q(responses__strategies=instance)},
        Channel: {
            Incident: Q(events__channel=instance) | Q(responses__channel=instance),
            Statement: Q(channel=instance),
        },
        CrisisType: {model: Q(crisis_type=instance) for model in (Incident, Risk)},
        OutcomeKind: {Incident: Q(outcomes__kind=instance)},
    }
    for model, condition in users[type(instance)].items():
        for record in model._base_manager.filter(condition).distinct():
            index.insert_or_update_object(record)


def register() -> None:
    """Make the records findable, and keep them so when a label changes."""
    for model, text in _TEXTS:
        meta = model._meta
        sources.register(
            SearchSource(
                str(meta.model_name),
                meta.verbose_name or "",
                model,
                model.objects.visible_to,
                text,
                STANDINGS if model is Incident else None,
            )
        )
    for facet in _FACETS:
        facets.register(facet)
    for vocabulary in (Topic, Strategy, Channel, CrisisType, OutcomeKind):
        post_save.connect(vocabulary_changed, sender=vocabulary)
    starting_points.register(
        StartingPoint("incident", gettext_lazy("Incidents most linked to"), most_linked)
    )
