"""Many objects are written into the indexes at once, as each would be by itself."""

import pytest
from django.contrib.contenttypes.models import ContentType
from wagtail.models import ReferenceIndex

from cases.models import Incident
from kb.search.entries import Entry, EntryFacet
from kb.search.together import refresh_together
from tests import factories as make

pytestmark = pytest.mark.django_db


def told() -> tuple[list[str], ...]:
    """Return what both indexes say."""
    return (
        sorted(map(repr, ReferenceIndex.objects.values_list("object_id", "content_path"))),
        sorted(map(repr, Entry.objects.values_list("kind", "object_id", "text__body"))),
        sorted(map(repr, EntryFacet.objects.values_list("entry__object_id", "name", "value"))),
    )


def test_entries_and_references_of_many_come_back_as_they_were() -> None:
    person = make.person("Wang Min")
    for number in range(3):
        make.incident(f"Quarrel {number}", make.involvement(person), make.event(actors=[person]))
    keys = list(Incident.objects.values_list("pk", flat=True))
    before = told()
    kind = ContentType.objects.get_for_model(Incident)
    ReferenceIndex.objects.filter(base_content_type=kind).delete()
    Entry.objects.filter(content_type=kind).delete()
    refresh_together(Incident, [*keys, max(keys) + 1])
    assert told() == before
