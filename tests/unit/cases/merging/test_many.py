"""A record that is named in very many places is merged at once, and its indexes follow."""

import pytest

from cases.merging import indexes
from cases.merging.merge import merge
from cases.merging.unmerge import unmerge
from cases.models import Person
from kb.search.due import IndexDue, write_some
from kb.search.entries import EntryFacet
from kb.worker import JOBS
from tests import factories as make
from tests.merged_worlds import differing, everything

pytestmark = pytest.mark.django_db


def counted_under(person: Person) -> int:
    """Return of how many entries search counts a person, without its own."""
    rows = EntryFacet.objects.filter(name="person", value=str(person.pk))
    return rows.exclude(entry__kind="person").count()


def test_what_names_it_is_counted_at_once_and_written_by_the_worker(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    kept, merged = make.person("Wang Min"), make.person("Min Wang", make.alias("小王", "zh"))
    make.incident("Both", make.involvement(kept), make.event(actors=[kept, merged]))
    make.incident("One", make.involvement(merged))
    before = everything()
    done = merge(kept, merged, None)
    at_once = everything()
    unmerge(done, None)

    monkeypatch.setattr(indexes, "AT_ONCE", 0)
    again = merge(kept, merged, None)
    assert (counted_under(kept), counted_under(merged), IndexDue.objects.count()) == (2, 0, 2)
    assert write_some() == 2
    made_anew = {"cases.person", "cases.alias"}  # when it was archived; the name that was added
    assert [
        one for one in differing(at_once, everything()) if one.split(":")[0] not in made_anew
    ] == []
    unmerge(again, None)
    assert (counted_under(kept), counted_under(merged), IndexDue.objects.count()) == (1, 2, 2)
    assert (write_some(), write_some()) == (2, 0)
    assert differing(before, everything()) == []


def test_the_worker_writes_what_is_due() -> None:
    assert write_some in [job.do for job in JOBS]
