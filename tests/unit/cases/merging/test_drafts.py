"""Versions saved before, during and after a merge say what is true when they are loaded."""

from typing import Any

import pytest

from cases.merging.merge import merge
from cases.merging.unmerge import unmerge
from cases.models import Involvement, Milestone, Person, Role
from tests import factories as make

pytestmark = pytest.mark.django_db


def draft(record: Any) -> Any:
    """Return the newest version of a record, read from what was saved, not from its rows."""
    return make.fresh(record).latest_revision.as_object()


def publish(record: Any) -> Any:
    """Save what an editor has loaded, as it is, and publish it."""
    draft(record).save_revision().publish()
    return make.fresh(record)


def two_people() -> tuple[Person, Person]:
    """Return Wang Min, with one milestone, and the same person once more, with one of her own."""
    kept = make.person("Wang Min · 王敏", make.milestone("Took office"))
    merged = make.person("Min Wang", make.milestone("Left"), make.alias("小王", "zh"))
    return kept, merged


def milestones(record: Any) -> list[str]:
    """Return what the milestones of a version say."""
    return [one.what.en for one in record.milestones.all()]


def test_what_came_along_stays_though_an_older_draft_is_published() -> None:
    kept, merged = two_people()
    loaded = draft(kept)
    loaded.note_en = "Still a draft"
    waiting = loaded.save_revision()
    merge(kept, merged, None)
    assert milestones(draft(kept)) == ["Took office", "Left"]
    waiting.refresh_from_db()
    waiting.publish()
    now = make.fresh(kept)
    assert (milestones(now), now.note_en) == (["Took office", "Left"], "Still a draft")
    assert {alias.text for alias in now.aliases.all()} == {"小王", "Min Wang"}
    assert Milestone.objects.filter(what_en="Left").get().citations.count() == 1


def test_a_draft_that_names_the_merged_record_arrives_at_the_one_that_stayed() -> None:
    kept, merged = two_people()
    incident = make.incident("A quarrel", make.event("It began"))
    make.add(incident, make.involvement(merged), live=False)
    done = merge(kept, merged, None)
    assert done.rows.filter(how="draft").count() == 1
    publish(incident)
    assert Involvement.objects.get().person == kept
    unmerge(done, None)
    assert Involvement.objects.get().person == merged
    publish(incident)
    assert Involvement.objects.get().person == merged


def test_what_was_published_in_between_goes_back_as_it_is_now() -> None:
    kept, merged = two_people()
    done = merge(kept, merged, None)
    loaded = draft(kept)
    for one in loaded.milestones.all():
        one.what_en = f"{one.what_en} again"
    loaded.save_revision().publish()
    unmerge(done, None)
    for version in (make.fresh(merged), draft(merged), publish(merged)):
        assert milestones(version) == ["Left again"]
    for version in (make.fresh(kept), draft(kept), publish(kept)):
        assert milestones(version) == ["Took office again"]
        assert not version.aliases.exists()


def test_what_was_taken_out_in_between_does_not_come_back() -> None:
    kept, merged = two_people()
    done = merge(kept, merged, None)
    loaded = draft(kept)
    loaded.milestones.remove(loaded.milestones.all()[1])
    loaded.save_revision().publish()
    made = unmerge(done, None)
    assert [row.model for row in made.gone] == ["cases.milestone"]
    assert milestones(draft(merged)) == milestones(make.fresh(merged)) == []


def test_what_was_added_in_between_stays_unless_it_is_given_away() -> None:
    kept, merged = two_people()
    done = merge(kept, merged, None)
    make.add(kept, make.milestone("Promoted"), make.milestone("Retired"))
    retired = Milestone.objects.get(what_en="Retired")
    unmerge(done, None, [f"cases.milestone.person:{retired.key}"])
    assert milestones(publish(kept)) == ["Took office", "Promoted"]
    assert milestones(publish(merged)) == ["Left", "Retired"]


def test_a_row_of_another_record_that_somebody_changed_since_is_left_alone() -> None:
    kept, merged = two_people()
    third, house = make.person("Li Hua"), make.organisation()
    incident = make.incident("A quarrel", make.involvement(merged), make.involvement(house))
    done = merge(kept, merged, None)
    loaded = draft(incident)
    one = next(part for part in loaded.involvements.all() if part.person_id)
    one.person = third
    loaded.save_revision().publish()
    made = unmerge(done, None)
    assert [row.model for row in made.elsewhere] == ["cases.involvement"]
    assert Involvement.objects.get(organisation=None).person == third


def test_chains_are_followed_and_undone_in_turn() -> None:
    kept, merged = two_people()
    last = make.person("W. Min", make.role(make.organisation(), "Head"))
    first = merge(merged, last, None)
    second = merge(kept, merged, None)
    assert Role.objects.get().person == kept
    unmerge(second, None)
    assert Role.objects.get().person == merged
    unmerge(first, None)
    assert Role.objects.get().person == last
    assert str(draft(last).roles.get()) == "Head"
