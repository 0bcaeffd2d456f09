"""A merge is taken back at any later time, and nothing is lost in between."""

import pytest

from cases.merging.relations import relations
from cases.merging.undo import kind_of
from cases.merging.unmerge import unmerge
from tests.merged_worlds import differing, everything, linked_world, merge_some

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_merge_that_is_undone_at_once_leaves_everything_as_it_was(seed: int) -> None:
    pick = linked_world(seed)
    before = everything()
    done = merge_some(pick)
    assert done is not None
    for relation in relations(kind_of(done)):
        left = set(relation.names(done.merged).values())
        folded = done.rows.filter(how="folded", field=relation.field)
        assert left <= set(folded.values_list("row", flat=True)), relation.label
    unmerge(done, None)
    assert differing(before, everything()) == []
