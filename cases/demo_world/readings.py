"""What an incident of the demonstration world taught, and which others it is linked to."""

from datetime import timedelta
from typing import Any

from cases.choices import IncidentLinkKind, LessonStance
from cases.demo_world.marks import marked
from cases.demo_world.shelf import LAST_DAY, Shelf
from cases.demo_world.story import Story
from cases.demo_world.words import pair, words
from cases.models import Incident, IncidentLink, Lesson


def lessons(shelf: Shelf, one: Story) -> list[Lesson]:
    """Return what it taught, for a rule, a page or a measure where the site has any."""
    dice, made = one.dice, []
    targets = [
        (name, rows)
        for name, rows in (
            ("rule_id", shelf.rules),
            ("page_key", shelf.guidance),
            ("measure_key", shelf.measures),
        )
        if rows
    ]
    for place in range(dice.choices([0, 1, 2], [70, 24, 6])[0]):
        target: dict[str, Any] = {}
        if targets and dice.happens(0.85):
            name, rows = dice.choice(targets)
            target = {name: dice.choice(rows)}
        day = min(one.began.replace(tzinfo=None) + timedelta(days=60), LAST_DAY)
        made.append(
            Lesson(
                incident_id=one.incident.pk,
                sort_order=place,
                key=dice.key(),
                text=one.typed(marked(pair(dice, words()["facts"]["lessons"]))),
                stance=dice.choices(LessonStance.values, [75, 25])[0],
                read_by="Demo reader · 演示读者",
                read_on=day.date(),
                **target,
            )
        )
    return made


def links(shelf: Shelf, one: Story) -> list[IncidentLink]:
    """Return links to earlier incidents: near ones, and a few that many link to."""
    dice, made = one.dice, []
    if one.number == 1:
        return []
    others = set()
    for _ in range(dice.choices([0, 1, 2], [55, 32, 13])[0]):
        near = max(1, one.number - dice.randrange(1, 200))
        others.add(near if dice.happens(0.6) else dice.skewed(one.number - 1, 3.0))
    for place, other in enumerate(sorted(others)):
        made.append(
            IncidentLink(
                incident_id=one.incident.pk,
                other_id=shelf.known.key(Incident, other),
                kind=dice.choices(IncidentLinkKind.values, [20, 10, 55, 15])[0],
                reason=pair(dice, words()["facts"]["reasons"]),
                sort_order=place,
                key=dice.key(),
            )
        )
    return made
