"""What tests of translations begin with: pages made once for a file."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker

from kb.models import ArticlePage
from tests import factories as make
from tests.unit.kb.translation.test_steps import CHINESE, ENGLISH


@pytest.fixture(scope="module")
def shelf(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """A section in both languages."""
    with django_db_blocker.unblock(), transaction.atomic():
        make.home()
        make.translated(make.section(), "文库")
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def pair(shelf: None, django_db_blocker: DjangoDbBlocker) -> Iterator[int]:
    """The key of an article in English, with a translation that was made by hand."""
    with django_db_blocker.unblock(), transaction.atomic():
        page = make.article("Two days", body=make.stream(*ENGLISH))
        make.translated(page, "两天", body=make.stream(*CHINESE))
        yield page.pk
        transaction.set_rollback(True)


@pytest.fixture
def english(pair: int, db: None) -> Any:
    """An article in English, with a translation that was made by hand."""
    return ArticlePage.objects.get(pk=pair)


@pytest.fixture
def given(shelf: None, db: None) -> Any:
    """An article in English that is given to be translated."""
    return make.article("Two days", body=make.stream(*ENGLISH))
