"""The fixtures of all tests: a database with the cast in it, the personas and their clients."""

import gc
import math
import os
from collections.abc import Callable, Iterator

import pytest
from django.contrib.auth.models import User
from django.core.cache import cache
from django.db import connection
from django.template.base import Template
from django.test import Client
from django.test.utils import instrumented_test_render  # type: ignore[attr-defined]
from django.utils import translation
from pytest_django import DjangoDbBlocker

from kb.language import protected_terms
from kb.language.catalogues import compile_catalogues
from kb.search.backends import remembered
from tests import cast
from tests.database import TestDatabase, build


def pytest_configure() -> None:
    """Compile the message catalogues that have changed, as every start of the site does."""
    compile_catalogues()


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """Name by the argument and a number what bytes and long texts would name.

    Each process of a run collects for itself and must find the same names; a made file holds the
    time it was made at.
    """
    return argname if isinstance(val, bytes) or (isinstance(val, str) and len(val) > 80) else None


def pytest_collection_finish() -> None:
    """Let the collector pass over what stays to the end, and look at the rest less often.

    It took a tenth of the processor time of the tests.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out, on PostgreSQL, the tests that ask no database: SQLite's run has them."""
    if connection.vendor == "sqlite":
        return
    asking = [item for item in items if _asks_a_database(item)]
    config.hook.pytest_deselected(items=[item for item in items if item not in set(asking)])
    items[:] = asking


def _asks_a_database(item: pytest.Item) -> bool:
    fixtures = {"db", "transactional_db", "live_server", "test_database"}
    marked = item.get_closest_marker("django_db") is not None
    return (
        marked
        or bool(fixtures & set(getattr(item, "fixturenames", ())))
        or not (isinstance(item, pytest.Function) and getattr(item, "cls", None) is None)
    )


# How to give the tests their database back after one that committed: pytest-django empties it.
_emptied: list[Callable[[], None]] = []


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Give a test its database back when the one before committed.

    Those that commit come last, but a worker that has done its share takes tests of the other's.
    """
    if _emptied and _asks_a_database(item):
        _emptied.pop()()


@pytest.fixture(scope="session")
def test_database(
    request: pytest.FixtureRequest, django_db_blocker: DjangoDbBlocker
) -> Iterator[TestDatabase]:
    """The database of this process, with the cast in it."""
    worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
    with django_db_blocker.unblock():
        database = build(request.config.cache.mkdir("databases"), f"{worker}_{os.getpid()}")
        cast.create_cast()
        database.keep_start()
        yield database
        database.remove()


@pytest.fixture(scope="session")
def django_db_setup(test_database: TestDatabase) -> None:
    """Replace pytest-django's own way of making a database."""


@pytest.fixture(autouse=True)
def fresh_start(request: pytest.FixtureRequest, django_db_blocker: DjangoDbBlocker) -> None:
    """Begin a test that commits with the kept database, and every test with an empty cache."""
    cache.clear()
    protected_terms.forget()
    remembered.memory.forget()
    translation.deactivate()
    mark = request.node.get_closest_marker("django_db")
    commits = mark is not None and mark.kwargs.get("transaction", False)
    if commits or {"transactional_db", "live_server"} & set(request.fixturenames):
        database = request.getfixturevalue("test_database")

        def restart() -> None:
            with django_db_blocker.unblock():
                database.restart()

        restart()
        _emptied[:] = [restart]


render = Template._render  # type: ignore[attr-defined]


@pytest.fixture(scope="session", autouse=True)
def templates_tell_nothing(django_test_environment: None) -> None:
    """Render as the site does: Django's test runner copies the context of every included template."""
    Template._render = render  # type: ignore[attr-defined]


@pytest.fixture
def kept_contexts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the contexts of templates, for tests that read `response.context`."""
    monkeypatch.setattr(Template, "_render", instrumented_test_render)


@pytest.fixture
def terms_known_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Never look again for changed names, which takes four queries whenever it is due."""
    monkeypatch.setattr(protected_terms, "MAX_AGE", math.inf)


@pytest.fixture
def persona(db: None) -> Callable[[str], User]:
    """A function that returns a persona by name, for tests that take many."""
    return cast.persona


@pytest.fixture
def client_of(db: None) -> Callable[[str], Client]:
    """A function that returns the signed-in client of a persona by name."""
    return cast.client_of


@pytest.fixture
def reader(db: None) -> User:
    """Reads what is for all."""
    return cast.persona("reader")


@pytest.fixture
def legal(db: None) -> User:
    """A reader in the audience group Legal."""
    return cast.persona("legal")


@pytest.fixture
def editor(db: None) -> User:
    """Drafts."""
    return cast.persona("editor")


@pytest.fixture
def legal_editor(db: None) -> User:
    """Drafts and approves what is restricted to Legal."""
    return cast.persona("legal_editor")


@pytest.fixture
def reviewer(db: None) -> User:
    """Publishes."""
    return cast.persona("reviewer")


@pytest.fixture
def administrator(db: None) -> User:
    """Sees and does everything."""
    return cast.persona("administrator")


@pytest.fixture
def deactivated(db: None) -> User:
    """Somebody who has left."""
    return cast.persona("deactivated")


@pytest.fixture
def reader_client(db: None) -> Client:
    """The reader, signed in."""
    return cast.client_of("reader")


@pytest.fixture
def legal_client(db: None) -> Client:
    """The reader in Legal, signed in."""
    return cast.client_of("legal")


@pytest.fixture
def editor_client(db: None) -> Client:
    """The editor, signed in."""
    return cast.client_of("editor")


@pytest.fixture
def legal_editor_client(db: None) -> Client:
    """The editor in Legal, signed in."""
    return cast.client_of("legal_editor")


@pytest.fixture
def reviewer_client(db: None) -> Client:
    """The reviewer, signed in."""
    return cast.client_of("reviewer")


@pytest.fixture
def administrator_client(db: None) -> Client:
    """The administrator, signed in."""
    return cast.client_of("administrator")
