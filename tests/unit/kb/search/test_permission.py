"""What may be asked about a person, and that statements are kept for nobody else."""

import pytest
from django.contrib.auth.models import User

from kb.search.permission import audience, visible_entries
from kb.search.sources import sources
from kb.search.sql import object_among
from tests import cast
from tests import factories as make

pytestmark = pytest.mark.django_db


def test_sources_ask_no_more_of_a_person_than_their_audience(reader: User) -> None:
    other = User.objects.create_user("somebody-else")
    other.groups.set(reader.groups.all())
    assert audience(reader) == audience(other)
    for source in sources:
        asked, again = (object_among(source.visible_to(user)) for user in (reader, other))
        assert asked == again, source.name


def test_people_of_different_groups_have_different_audiences(
    reader: User, legal: User, administrator: User
) -> None:
    asked = {visible_entries(user, sources) for user in (reader, legal, administrator)}
    assert len(asked) == 3


def test_closing_a_part_of_the_tree_changes_the_audience_at_once(reader: User) -> None:
    before = audience(reader), visible_entries(reader, sources)
    section = make.section("Library")
    make.restrict(section, make.legal_group())
    after = audience(reader), visible_entries(reader, sources)
    assert before[0] != after[0]
    assert before[1] != after[1]


def test_somebody_who_is_not_signed_in_may_find_nothing() -> None:
    user = cast.persona("deactivated")
    assert audience(user) == ("nobody",)
