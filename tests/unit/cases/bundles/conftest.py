"""A case of drafts for the tests of bundles, made once for each file."""

from collections.abc import Iterator

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker

from tests.bundled_case import Case, the_case, unpublished_case


@pytest.fixture(scope="module", autouse=True)
def world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """A case of which nothing is published yet."""
    with django_db_blocker.unblock(), transaction.atomic():
        unpublished_case()
        yield
        transaction.set_rollback(True)


@pytest.fixture
def case(db: None) -> Case:
    """It, as it is in the database."""
    return the_case()
