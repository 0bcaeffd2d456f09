"""Under what search counts records, and what is never counted for whom."""

import pytest
from django.contrib.auth.models import User

from kb.permissions import User as AnyUser
from kb.records.actions import archive, set_audience
from kb.search.analysis.pipeline import units
from kb.search.backends import engine
from kb.search.entries import Entry, EntryFacet
from kb.search.expressions import word
from kb.search.facets import Narrowing, has_value
from kb.search.indexing import source_of
from kb.search.permission import visible_entries
from kb.search.sources import facets, sources
from tests import factories as make

pytestmark = pytest.mark.django_db


def values(obj: object, name: str) -> set[str]:
    source = source_of(type(obj))  # type: ignore[arg-type]
    assert source
    rows = EntryFacet.objects.filter(entry__kind=source.name, entry__object_id=obj.pk, name=name)  # type: ignore[attr-defined]
    return set(rows.values_list("value", flat=True))


def counted(text: str, user: AnyUser, name: str) -> dict[str, int]:
    """Return the counts of a facet as a person meets them: by address."""
    visible = visible_entries(user, sources)
    ranked = engine().rank(word(units(text)[0]), visible, narrowing=Narrowing())
    counts = ranked.counts.get(name, {})
    choices = facets[name].choices(user, list(counts))
    return {choices[value].address: counts[value] for value in counts if value in choices}


def test_an_incident_is_counted_under_all_it_shows() -> None:
    actor, speaker, company = make.person("Ann"), make.person("Ben"), make.organisation("Lantern")
    strategy, kind = make.strategy(), make.outcome_kind()
    incident = make.incident(
        "A quarrel",
        make.event("It began", actors=[actor]),
        make.response("They answered", actor=speaker, strategies=[strategy]),
        make.outcome("It ended", actor=company, kind=kind),
        began="2025-12",
        ended="2026-01",
    )
    assert values(incident, "person") == {str(actor.pk), str(speaker.pk)}
    assert values(incident, "organisation") == {str(company.pk)}
    assert values(incident, "strategy") == {strategy.code}
    assert values(incident, "outcome") == {kind.key}
    assert values(incident, "year") == {"2025", "2026"}


def test_people_and_organisations_are_counted_under_themselves() -> None:
    company = make.organisation("Lantern")
    person = make.person("Ann", make.role(company, "Head"))
    assert values(person, "person") == {str(person.pk)}
    assert values(person, "organisation") == {str(company.pk)}
    assert values(company, "organisation") == {str(company.pk)}


def test_what_lies_in_one_year_keeps_it_in_a_column() -> None:
    source = make.source("A report", published="2026-03-04")
    assert Entry.objects.get(kind="source", object_id=source.pk).year == 2026
    assert values(source, "year") == set()


def test_somebody_a_reader_may_not_see_is_not_counted_for_them(
    reader: User, legal: User, administrator: User
) -> None:
    person = make.person("Ann")
    make.incident("A quarrel", make.event("It began", actors=[person]))
    assert counted("quarrel", reader, "person") == {person.slug: 1}
    set_audience(person, administrator, "groups", groups=[make.legal_group()])
    for user in (reader, legal):
        # Not all who may see the incident may know of her, so nobody finds it by her.
        assert counted("quarrel", user, "person") == {}
    assert counted("Ann", legal, "person") == {person.slug: 1}
    assert counted("Ann", reader, "person") == {}
    assert facets["person"].find(reader, person.slug) is None
    assert facets["person"].find(legal, person.slug) == str(person.pk)


def test_a_link_known_only_through_a_closed_source_is_not_counted(
    reader: User, administrator: User
) -> None:
    person = make.person("Ann")
    closed = make.source("Papers")
    make.incident("A quarrel", make.event("It began", actors=[person], sources=[closed]))
    assert counted("quarrel", reader, "person") == {person.slug: 1}
    set_audience(closed, administrator, "groups", groups=[make.legal_group()])
    assert counted("quarrel", reader, "person") == {}


def test_an_archived_person_is_counted_nowhere(reader: User, administrator: User) -> None:
    person = make.person("Ann")
    make.incident("A quarrel", make.event("It began", actors=[person]))
    archive(person, administrator)
    assert counted("quarrel", reader, "person") == {}


def test_a_filter_finds_what_its_count_promised(reader: User) -> None:
    person = make.person("Ann")
    make.incident("A quarrel", make.event("It began", actors=[person]))
    make.incident("Another quarrel")
    visible = visible_entries(reader, sources)
    value = facets["person"].find(reader, person.slug)
    assert value
    narrowing = Narrowing({"person": has_value("person", value)})
    assert engine().rank(word("quarrel"), visible, narrowing=narrowing).total == 1
