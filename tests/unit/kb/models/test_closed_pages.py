"""How often the closed parts of the page tree are read."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from kb.models.closed_pages import closed_paths, closed_paths_read_once
from tests import cast
from tests import factories as make

pytestmark = pytest.mark.django_db


def a_few() -> Group:
    return Group.objects.get_or_create(name="A few")[0]


def close_a_page() -> str:
    path: str = make.guidance("Closed", groups=[a_few()]).path
    return path


def test_they_are_read_anew_each_time_where_something_may_change() -> None:
    reader = cast.persona("reader")
    assert closed_paths(reader) == ()
    path = close_a_page()
    assert closed_paths(reader) == (path,)


def test_they_are_read_once_for_a_set_of_groups_where_nothing_changes() -> None:
    path = close_a_page()
    reader, again = cast.persona("reader"), cast.persona("reader")
    with closed_paths_read_once(), CaptureQueriesContext(connection) as captured:
        assert closed_paths(reader) == closed_paths(again) == (path,)
    assert sum("viewrestriction" in query["sql"] for query in captured) == 1


def test_another_set_of_groups_gets_its_own_answer() -> None:
    path = close_a_page()
    reader, admitted = cast.persona("reader"), cast.persona("legal")
    admitted.groups.add(a_few())
    with closed_paths_read_once():
        assert closed_paths(reader) == (path,)
        assert closed_paths(admitted) == ()


def test_the_next_request_reads_anew(client_of: Callable[[str], Client]) -> None:
    client = client_of("reader")
    page = make.guidance("Open until now")
    assert client.get(page.url).status_code == 200
    make.restrict(page, a_few())
    assert client.get(page.url).status_code != 200
