"""Organisations, people, sources and statements of the demonstration world, not saved."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from cases.choices import (
    AliasKind,
    Certainty,
    Credibility,
    OrganisationKind,
    Reliability,
    SourceKind,
    SourceLanguage,
    StatementKind,
    StatementState,
)
from cases.demo_world.dice import Dice
from cases.demo_world.marks import SITE, marked, number_of, slug_of
from cases.demo_world.numbers import beside, needed
from cases.demo_world.shelf import Shelf, new
from cases.demo_world.words import filled, joined, pair, typed, words
from cases.models import Alias, Incident, Milestone, Organisation, Person, Role, Source, Statement
from kb.records.bilingual import Bilingual
from kb.records.spans import Span

# The kinds of organisations, in the order of their first numbers, and how many of each follow.
_KINDS = {
    "company": 9,
    "product_line": 4,
    "department": 3,
    "outlet": 5,
    "authority": 1,
    "community": 2,
    "team": 2,
}
TRADITIONAL = 0.12
_NOTE = Bilingual(
    "Made up for demonstration: nobody and nothing real.",
    "演示用的虚构内容，与任何真实的人和事无关。",
)


def organisations(shelf: Shelf, numbers: Iterable[int]) -> list[Organisation]:
    """Return organisations; `join_parents` says later what they are part of."""
    return [_organisation(shelf, number) for number in numbers]


def join_parents(shelf: Shelf, records: Iterable[Organisation]) -> None:
    """Make every third organisation part of one of lower number."""
    for record in records:
        number = number_of(record.slug)
        dice = shelf.dice("parent", number)
        if number > 1 and dice.happens(0.3):
            record.parent_id = shelf.known.key(Organisation, dice.skewed(number - 1, 2.0))


def _organisation(shelf: Shelf, number: int) -> Organisation:
    dice = shelf.dice("organisation", number)
    kind = dice.choices(list(_KINDS), list(_KINDS.values()))[0]
    name = joined(pair(dice, words()["place_names"]), pair(dice, words()["houses"][kind]))
    return Organisation(
        slug=slug_of(number),
        name=typed(marked(name), dice.happens(TRADITIONAL)),
        kind=OrganisationKind(kind),
        note=_NOTE,
        **shelf.state(dice, number, 0.01),
    )


def sources(shelf: Shelf, numbers: Iterable[int]) -> list[Source]:
    """Return sources; outlets are among the organisations known best."""
    return [_source(shelf, number) for number in numbers]


def _source(shelf: Shelf, number: int) -> Source:
    houses = needed(Organisation, beside(Source, number))
    dice = shelf.dice("source", number)
    about = filled(
        dice.choice(words()["troubles"])["name"], pair(dice, words()["products"]["names"])
    )
    title = filled(dice.choice(words()["sources"]["headlines"]), about)
    kind = dice.choices(SourceKind.values, [70, 12, 8, 6, 4])[0]
    return Source(
        slug=slug_of(number),
        kind=kind,
        title=typed(marked(title), dice.happens(TRADITIONAL)),
        outlet_id=shelf.known.key(Organisation, dice.skewed(houses, 2.5))
        if dice.happens(0.6)
        else None,
        author="Demo author" if dice.happens(0.3) else "",
        published=dice.known(shelf.day_zero(dice)),
        address=f"{SITE}{number}/" if kind == SourceKind.WEB else "",
        language=dice.choice(SourceLanguage.values),
        description=_NOTE,
        reliability=dice.choice(["", *Reliability.values]),
        credibility=dice.choice([None, *Credibility.values]),
        **shelf.state(dice, number, 0.03),
    )


def people(shelf: Shelf, numbers: Iterable[int]) -> list[Person]:
    """Return people; many share a name, as people do."""
    return [_person(shelf, number) for number in numbers]


def _person(shelf: Shelf, number: int) -> Person:
    dice = shelf.dice("person", number)
    name = _called(dice)
    return Person(
        slug=slug_of(number),
        name=typed(marked(name), dice.happens(TRADITIONAL)),
        romanised=dice.happens(0.3),
        note=_NOTE,
        **shelf.state(dice, number, 0.01),
    )


def _called(dice: Dice) -> Bilingual:
    family = pair(dice, words()["surnames"])
    given = pair(dice, words()["given_names"])
    return Bilingual(f"{family.en} {given.en}", f"{family.zh}{given.zh}")


def aliases(shelf: Shelf, records: Iterable[Any]) -> list[Alias]:
    """Return other names: an account of every third, a former name of some."""
    made = []
    for record in records:
        kind, number = record._meta.model_name, number_of(record.slug)
        dice = shelf.dice(f"alias of {kind}", number)
        for place in range(dice.choices([0, 1, 2], [60, 30, 10])[0]):
            of = dice.choice([AliasKind.ACCOUNT, AliasKind.NICKNAME, AliasKind.FORMER])
            language = dice.choice(["en", "zh"])
            given = pair(dice, words()["given_names"])
            text = f"Demo {given.en} {number}" if language == "en" else f"演示{given.zh}{number}"
            made.append(
                Alias(
                    **{f"{kind}_id": record.pk},
                    text=text,
                    language=language,
                    kind=of,
                    sort_order=place,
                    key=dice.key(),
                )
            )
    return made


def milestones(shelf: Shelf, records: Iterable[Any]) -> list[Milestone]:
    """Return dated facts outside incidents: of every other person or organisation."""
    made = []
    for record in records:
        kind = record._meta.model_name
        dice = shelf.dice(f"milestone of {kind}", number_of(record.slug))
        for place in range(dice.choices([0, 1, 3], [55, 35, 10])[0]):
            made.append(
                Milestone(
                    **{f"{kind}_id": record.pk},
                    what=marked(pair(dice, words()["milestones"])),
                    when=dice.known(shelf.day_zero(dice)),
                    certainty=Certainty.CONFIRMED,
                    sort_order=place,
                    key=dice.key(),
                )
            )
    return made


def roles(shelf: Shelf, records: Iterable[Person]) -> list[Role]:
    """Return what people are in organisations; the later roles end where the next begins."""
    made = []
    for record in records:
        number = number_of(record.slug)
        dice = shelf.dice("role", number)
        houses = needed(Organisation, beside(Person, number))
        begins = shelf.day_zero(dice) - timedelta(days=900)
        for place in range(dice.choices([0, 1, 2, 3], [15, 55, 22, 8])[0]):
            ends = begins + timedelta(days=dice.randrange(200, 1500))
            made.append(
                Role(
                    person_id=record.pk,
                    organisation_id=shelf.known.key(Organisation, dice.skewed(houses, 2.5)),
                    title=marked(pair(dice, words()["titles"])),
                    began=dice.known(begins),
                    ended=dice.known(ends) if dice.happens(0.5) else Span(),
                    certainty=Certainty.REPORTED,
                    own_knowledge=dice.happens(0.1),
                    sort_order=place,
                    key=dice.key(),
                )
            )
            begins = ends
    return made


def statements(shelf: Shelf, numbers: Iterable[int]) -> list[Statement]:
    """Return statements, most of them about the incident they are made beside."""
    made = []
    for number in numbers:
        dice = shelf.dice("statement", number)
        about = beside(Statement, number)
        among = {Person: needed(Person, about), Organisation: needed(Organisation, about)}
        made.append(
            new(
                Statement,
                slug=slug_of(number),
                kind=dice.choices(StatementKind.values, [70, 15, 10, 5])[0],
                title=typed(
                    marked(
                        filled(
                            ["Words on {}", "关于{}的表态"],
                            pair(dice, words()["products"]["names"]),
                        )
                    ),
                    dice.happens(TRADITIONAL),
                ),
                words=marked(pair(dice, words()["responses"]["words"])),
                channel_id=dice.choice(shelf.channels) if shelf.channels else None,
                incident_id=shelf.known.key(Incident, about) if dice.happens(0.9) else None,
                said=dice.known(shelf.day_zero(dice)),
                state=dice.choices(StatementState.values, [15, 15, 65, 5])[0],
                **shelf.somebody(dice, among),
                **shelf.state(dice, number),
            )
        )
    return made
