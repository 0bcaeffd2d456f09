"""Who is meant, for somebody who may not know of everybody."""

import pytest
from django.contrib.auth.models import User
from django.db.models import Prefetch

from cases.actors import actor_keys, attach_visible
from cases.models import Involvement, Person, Response
from tests import factories as make

pytestmark = pytest.mark.django_db


def a_hidden_speaker() -> Person:
    person = make.person("Canary", groups=[make.legal_group()])
    make.incident("One", make.response("It was said", actor=person))
    Person.objects.filter(pk=person.pk).update(audience="groups")
    return person


def test_a_hidden_person_is_nobody_and_is_not_fetched_behind_ones_back(
    reader: User, legal: User, django_assert_num_queries: object
) -> None:
    person = a_hidden_speaker()
    for user, expected in ((reader, None), (legal, person)):
        response = Response.objects.get()
        attach_visible(user, actor_keys([response]))
        with django_assert_num_queries(0):  # type: ignore[operator]
            assert response.person == expected
            assert response.actor == expected
            assert response.actor_name == (expected.name if expected else None)


def test_a_filtered_prefetch_of_a_key_gives_none_for_a_hidden_person(
    reader: User, legal: User, django_assert_num_queries: object
) -> None:
    person = a_hidden_speaker()
    for user, expected in ((reader, None), (legal, person)):
        people = Prefetch("person", Person.objects.visible_to(user))
        (response,) = Response.objects.prefetch_related(people)
        with django_assert_num_queries(0):  # type: ignore[operator]
            assert response.person == expected


def test_all_people_of_all_parts_are_one_query(
    reader: User, django_assert_num_queries: object
) -> None:
    people = [make.person(f"Person {number}") for number in range(3)]
    make.incident("One", *(make.involvement(one) for one in people), make.response(actor=people[0]))
    parts = [*Involvement.objects.all(), *Response.objects.all()]
    make.legal_group()
    reader.groups.count()
    Person.objects.visible_to(reader).count()  # the reader's groups are known from here
    with django_assert_num_queries(1):  # type: ignore[operator]
        attach_visible(reader, actor_keys(parts))
    assert {str(part.person) for part in parts} == {str(one) for one in people}
