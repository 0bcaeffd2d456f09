"""A block of the demonstration world: some incidents and everything that belongs to them."""

from collections.abc import Callable, Iterable
from typing import Any

from django.db import transaction

from cases.demo_world import facts, names, readings
from cases.demo_world.citations import Desk, near_source
from cases.demo_world.marks import number_of, of_demo
from cases.demo_world.numbers import beside
from cases.demo_world.references import refer
from cases.demo_world.shelf import Shelf
from cases.demo_world.story import Story, story
from cases.models import (
    Citation,
    Event,
    EventActor,
    Incident,
    IncidentLink,
    Involvement,
    Lesson,
    Organisation,
    Outcome,
    Person,
    Response,
    Source,
    Statement,
)
from kb.records.base import Audience
from kb.search.indexing import note_change

_BATCH = 400


@transaction.atomic
def make_block(shelf: Shelf, incidents: int) -> None:
    """Make what a world of so many incidents has and this one lacks, all of it or nothing."""
    houses = _records(shelf, Organisation, names.organisations, incidents)
    names.join_parents(shelf, houses)
    Organisation.objects.bulk_update(houses, ["parent"], batch_size=_BATCH)
    sources = _records(shelf, Source, names.sources, incidents)
    people = _records(shelf, Person, names.people, incidents)
    closed = of_demo(Source).exclude(audience=Audience.ALL).values_list("pk", flat=True)
    desk = Desk(shelf, set(closed))
    parts = _about_names(shelf, desk, houses, people)
    stories = _stories(shelf, incidents)
    parts += _facts(shelf, desk, stories)
    statements = _records(shelf, Statement, names.statements, incidents)
    _tie_topics(shelf, stories, statements)
    _tie_responses(shelf, stories, [one for one in parts if isinstance(one, Response)], statements)
    records = [*houses, *sources, *people, *(one.incident for one in stories), *statements]
    refer(records, parts)
    note_change()  # what is remembered of long lists is not true any more


def _records(
    shelf: Shelf,
    model: type[Any],
    make: Callable[[Shelf, Iterable[int]], list[Any]],
    incidents: int,
) -> list[Any]:
    """Make the records of a kind that are missing, and remember their keys."""
    made = _save(make(shelf, shelf.known.missing(model, incidents)))
    shelf.known.add(model, made)
    _restrict(shelf, made)
    return made


def _save(rows: list[Any]) -> list[Any]:
    """Insert rows of one kind; they have their keys afterwards."""
    if rows:
        type(rows[0])._base_manager.bulk_create(rows, batch_size=_BATCH)
    return rows


def _restrict(shelf: Shelf, records: list[Any]) -> None:
    """Name the group that may read the restricted ones of new records of one kind."""
    restricted = [one for one in records if one.audience == Audience.GROUPS]
    if not restricted or shelf.legal is None:
        return
    through = type(restricted[0]).audience_groups.through
    key = f"{restricted[0]._meta.model_name}_id"
    _save([through(**{key: one.pk}, group_id=shelf.legal.pk) for one in restricted])


def _about_names(
    shelf: Shelf, desk: Desk, houses: list[Organisation], people: list[Person]
) -> list[Any]:
    """Make what people and organisations have outside incidents, cited."""
    named: list[Any] = [*houses, *people]
    made: list[Any] = _save(names.aliases(shelf, named))
    cited_facts: list[Any] = _save(names.milestones(shelf, named))
    cited_facts += _save(names.roles(shelf, people))
    numbers = {(type(one), one.pk): beside(type(one), number_of(one.slug)) for one in named}
    cited: list[Citation] = []
    for fact in cited_facts:
        if getattr(fact, "own_knowledge", False):
            continue
        # A role has both keys, and belongs to its person.
        owner = (Person, fact.person_id) if fact.person_id else (Organisation, fact.organisation_id)
        dice = shelf.dice("citation", fact.key.int)
        cited += desk.cite(dice, fact._meta.model_name, fact.pk, near_source(numbers[owner]))
    return [*made, *cited_facts, *_save(cited)]


def _stories(shelf: Shelf, incidents: int) -> list[Story]:
    """Make the incidents themselves."""
    stories: list[Story] = []

    def make(shelf: Shelf, numbers: Iterable[int]) -> list[Incident]:
        stories.extend(story(shelf, number) for number in numbers)
        return [one.incident for one in stories]

    _records(shelf, Incident, make, incidents)
    return stories


def _facts(shelf: Shelf, desk: Desk, stories: list[Story]) -> list[Any]:
    """Make the facts of incidents, each kind at once, and what they are cited from."""
    events: dict[int, list[Event]] = {one.number: facts.events(shelf, one) for one in stories}
    _save([row for rows in events.values() for row in rows])
    made: dict[type[Any], list[Any]] = {
        model: [] for model in (EventActor, Response, Outcome, Involvement, Lesson, IncidentLink)
    }
    for one in stories:
        made[EventActor] += facts.actors(shelf, one, events[one.number])
        made[Response] += facts.responses(shelf, one, events[one.number])
        made[Outcome] += facts.outcomes(shelf, one)
        made[Involvement] += facts.involvements(shelf, one)
        made[Lesson] += readings.lessons(shelf, one)
        made[IncidentLink] += readings.links(shelf, one)
    for rows in made.values():
        _save(rows)
    cited_facts: dict[int, list[Any]] = {
        one.incident.pk: list(events[one.number]) for one in stories
    }
    for model in (Response, Outcome):
        for row in made[model]:
            cited_facts[row.incident_id].append(row)
    for row in made[Involvement]:
        if row.key.int % 4 == 0:  # needs none; some have one
            cited_facts[row.incident_id].append(row)
    cited: list[Citation] = []
    for one in stories:
        near = near_source(one.number)
        for fact in [one.incident, *cited_facts[one.incident.pk]]:
            cited += desk.cite(one.dice, fact._meta.model_name, fact.pk, near)
    _save(cited)
    saved = [row for rows in events.values() for row in rows]
    return [*saved, *(row for rows in made.values() for row in rows), *cited]


def _tie_topics(shelf: Shelf, stories: list[Story], statements: list[Statement]) -> None:
    """Name the topics of incidents and statements."""
    of_incident, of_statement = Incident.topics.through, Statement.topics.through
    _save(
        [
            of_incident(incident_id=one.incident.pk, topic_id=shelf.topics[key])
            for one in stories
            for key in one.trouble["topics"]
            if key in shelf.topics
        ]
    )
    keys = sorted(shelf.topics.values())
    _save(
        [
            of_statement(statement_id=one.pk, topic_id=topic)
            for one in statements
            for topic in shelf.dice("topics", number_of(one.slug)).sample(keys, min(1, len(keys)))
        ]
    )


def _tie_responses(
    shelf: Shelf, stories: list[Story], responses: list[Response], statements: list[Statement]
) -> None:
    """Name the strategies of responses, of one scheme or both, and the statements they used."""
    strategies, used = Response.strategies.through, Response.statements.through
    about = {one.incident_id: one.pk for one in statements}
    coded, said = [], []
    for row in responses:
        dice = shelf.dice("strategies", row.key.int)
        for scheme in sorted(shelf.strategies):
            if dice.happens(0.7):
                keys = shelf.strategies[scheme]
                number = dice.choices([1, 2, 3], [60, 30, 10])[0]
                coded += [
                    strategies(response_id=row.pk, strategy_id=key)
                    for key in sorted(
                        {keys[dice.skewed(len(keys), 1.5) - 1] for _ in range(number)}
                    )
                ]
        if row.incident_id in about and dice.happens(0.5):
            said.append(used(response_id=row.pk, statement_id=about[row.incident_id]))
    _save(coded)
    _save(said)
