"""A merge is taken back at any later time, and nothing is lost in between."""

import pytest

from cases.merging.relations import relations
from cases.merging.undo import kind_of
from cases.merging.unmerge import unmerge
from tests.merged_worlds import differing, everything, linked_world, merge_some

pytestmark = pytest.mark.django_db


def test_merges_that_are_undone_in_turn_leave_everything_as_it_was() -> None:
    pick = linked_world(1)
    before = everything()
    done = [one for one in (merge_some(pick), merge_some(pick)) if one is not None]
    assert len(done) == 2
    for one in done:
        for relation in relations(kind_of(one)):
            left = set(relation.names(one.merged).values())
            folded = one.rows.filter(how="folded", field=relation.field)
            assert left <= set(folded.values_list("row", flat=True)), relation.label
    for one in reversed(done):
        unmerge(one, None)
    assert differing(before, everything()) == []
