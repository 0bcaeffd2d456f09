"""The demonstration world: marked everywhere, grows as it would have been made, goes without a trace."""

from io import StringIO
from typing import Any

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from wagtail.models import ReferenceIndex

from cases.demo_world.make import make
from cases.demo_world.marks import of_demo
from cases.demo_world.removal import ORDER
from cases.models import (
    Admission,
    Citation,
    Event,
    Incident,
    Organisation,
    Person,
    Response,
    Source,
)
from kb import readiness
from kb.search.entries import SearchChange
from kb.starter.vocabulary import load_vocabularies
from tests import factories as make_one

# Rows of these say that something changed at all, or name groups of people.
COUNTERS = {SearchChange._meta.label, Admission._meta.label}


def rows() -> dict[str, int]:
    """Return the number of rows of every table."""
    models = apps.get_models(include_auto_created=True)
    return {
        model._meta.label: model._base_manager.count()
        for model in models
        if model._meta.managed and model._meta.label not in COUNTERS
    }


def said() -> list[Any]:
    """Return what the world says, without primary keys."""
    told: list[Any] = []
    for model, fields in (
        (Incident, ("slug", "title_en", "title_zh", "began_start", "severity", "audience")),
        (Person, ("slug", "name_en", "name_zh")),
        (Organisation, ("slug", "name_zh", "parent__slug")),
        (Source, ("slug", "title_en", "outlet__slug")),
        (Event, ("key", "what_zh", "when_start", "incident__slug")),
        (Response, ("key", "summary_en", "person__slug", "organisation__slug", "answers")),
        (Citation, ("key", "source__slug", "stance", "event__key", "role__key")),
    ):
        told += sorted(map(str, model._base_manager.values_list(*fields)))
    return told


def remove(**options: Any) -> str:
    """Run the command and return what it printed."""
    out = StringIO()
    call_command("remove_demo_world", stdout=out, stderr=out, verbosity=0, **options)
    return out.getvalue()


def test_a_world_grows_as_it_would_have_been_made_and_goes_without_a_trace(db: None) -> None:
    load_vocabularies()
    call_command("rebuild_search", verbosity=0)
    before = rows()
    assert make(2, 1, lambda there: None) == 2
    assert make(7, 1, lambda there: None) == 5
    assert make(5, 1, lambda there: None) == 0
    grown = said()
    call_command("rebuild_search", verbosity=0)
    assert "20 demonstration records removed" in remove()
    assert rows() == before
    make(7, 1, lambda there: None)
    assert said() == grown
    remove()
    make(7, 2, lambda there: None)
    assert said() != grown


def test_every_record_is_marked_could_be_published_and_is_in_the_reference_index(
    db: None,
) -> None:
    make(6, 3, lambda there: None)
    for model in ORDER:
        for record in of_demo(model):
            assert record.named.en.startswith("Demo ")
            assert record.named.zh.startswith("演示")
            assert readiness.problems(record) == []
            written = set(references(record))
            ReferenceIndex.create_or_update_for_object(record)
            assert set(references(record)) == written
    assert not Source.objects.exclude(address="").exclude(
        address__startswith="https://example.invalid/"
    )


def references(record: Any) -> Any:
    """Return the rows of the reference index of a record."""
    rows = ReferenceIndex.get_references_for_object(record)
    return rows.values_list("to_content_type", "to_object_id", "model_path", "content_path_hash")


def test_what_people_added_goes_along_and_what_names_it_elsewhere_holds_it(db: None) -> None:
    make(2, 1, lambda there: None)
    person, source = of_demo(Person)[0], of_demo(Source)[0]
    incident = of_demo(Incident)[0]
    incident.events.add(make_one.event("Added by hand", actors=[person]))
    incident.save_revision().publish()
    ours = make_one.incident(
        "A true quarrel", make_one.event("It began", actors=[person]), sources=[source]
    )
    with pytest.raises(CommandError, match="2 times the rest of the site names"):
        remove()
    assert of_demo(Incident).count() == 2
    remove(cut=True)
    assert [of_demo(model).count() for model in ORDER] == [0] * 5
    assert not Event.objects.filter(what_en="Added by hand")
    (event,) = Event.objects.filter(incident=ours)
    assert not event.actors.exists()
    assert not Citation.objects.filter(incident=ours)


def test_a_number_that_is_none_is_refused() -> None:
    with pytest.raises(CommandError, match="many is not a number from 1 to 999999"):
        call_command("make_demo_world", "--incidents", "many")
