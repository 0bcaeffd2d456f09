"""What incidents stand under follows every change that makes somebody know more or less."""

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cases.filters import IncidentFilterSet
from cases.models import Incident, Standing
from cases.standings.writing import NOT_WHOLE, due, number_kept, write
from cases.views.kept_counts import kept_counts
from kb.records.base import Audience, Record
from tests import factories as make

READS = ("SELECT", "SAVEPOINT", "RELEASE")

pytestmark = pytest.mark.django_db


def people_counted(user: User) -> dict[str, int]:
    """Return the people a list of all incidents offers, from what is kept."""
    filters = IncidentFilterSet(QueryDict(), Incident.objects.visible_to(user), user)
    found = kept_counts(filters)
    assert found is not None
    return {row.value: row.count for row in found.rows("person")}


def restrict(record: Record) -> None:
    """Keep a published record for the group Legal, as its action does."""
    record.audience_groups.set([make.legal_group()])
    record.audience = Audience.GROUPS
    record.save(update_fields=["audience"])


def test_what_only_a_restricted_source_holds_is_counted_for_its_readers(
    reader: User, legal: User
) -> None:
    source, person = make.source("Minutes"), make.person("Li Na")
    make.incident("One", make.response(actor=person, sources=[source]))
    assert people_counted(reader) == {"li-na": 1}
    restrict(source)
    assert people_counted(reader) == {}
    assert people_counted(legal) == {"li-na": 1}


def test_a_restricted_person_or_incident_is_counted_for_its_readers(
    reader: User, legal: User
) -> None:
    li, wang = make.person("Li Na"), make.person("Wang Min")
    found = make.incident("One", make.involvement(li), make.involvement(wang))
    restrict(wang)
    assert people_counted(reader) == {"li-na": 1}
    assert people_counted(legal) == {"li-na": 1, "wang-min": 1}
    restrict(found)
    assert people_counted(reader) == {}
    assert people_counted(legal) == {"li-na": 1, "wang-min": 1}


def test_what_is_archived_or_gone_stands_under_nothing(administrator: User) -> None:
    one = make.incident("One", make.involvement(make.person("Li Na")))
    other = make.incident("Other")
    one.archived_at = timezone.now()
    one.save()
    assert people_counted(administrator) == {}
    assert number_kept() == 1
    other.delete()
    assert not Standing.objects.exists()


def test_rows_made_behind_the_sites_back_are_worked_out_by_the_command(reader: User) -> None:
    made = make.incident("One", make.involvement(make.person("Li Na")))
    Standing.objects.all().delete()
    assert number_kept() == NOT_WHOLE
    assert list(due()) == [made.pk]
    call_command("rebuild_search", verbosity=0)
    assert list(due()) == []
    assert people_counted(reader) == {"li-na": 1}


def test_saving_again_writes_nothing() -> None:
    made = make.incident("One", make.involvement(make.person("Li Na")))
    with CaptureQueriesContext(connection) as queries:
        write([made.pk])
    assert [one for one in queries.captured_queries if not one["sql"].startswith(READS)] == []
