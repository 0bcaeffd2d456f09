"""A real browser before a real site that holds the starter content and the cast."""

import os
from collections.abc import Callable, Iterator
from io import StringIO
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command
from playwright.sync_api import BrowserContext, Page, expect
from pytest_django import DjangoDbBlocker
from pytest_django.live_server_helper import LiveServer

from tests.cast import client_of
from tests.database import TestDatabase

CHROMIUM = "/usr/bin/chromium"
STARTER = "_with_starter"
# Five seconds, the default, can pass on a machine that is busy with the other tests meanwhile.
expect.set_options(timeout=20_000)


@pytest.fixture(scope="session", autouse=True)
def the_browser_may_wait_while_tests_ask_the_database() -> Iterator[None]:
    """Playwright keeps an event loop, in which Django else refuses to use the database."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    yield
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Start Debian's Chromium; without its sandbox, which needs more rights than tests have."""
    return browser_type_launch_args | {"executable_path": CHROMIUM, "args": ["--no-sandbox"]}


@pytest.fixture(scope="session")
def browser_context_args(
    browser_context_args: dict[str, Any], live_server: LiveServer
) -> dict[str, Any]:
    """Let addresses begin at the root of the site, for a reader of English."""
    return browser_context_args | {"base_url": live_server.url, "locale": "en-GB"}


@pytest.fixture
def site(
    live_server: LiveServer, test_database: TestDatabase, django_db_blocker: DjangoDbBlocker
) -> LiveServer:
    """The running site with the starter content, as it was loaded."""
    with django_db_blocker.unblock():
        if not test_database.has_start(STARTER):
            call_command("load_starter", verbosity=0, stdout=StringIO())
            test_database.keep_start(STARTER)
        test_database.restart(STARTER)
    return live_server


@pytest.fixture
def signed_in(site: LiveServer, context: BrowserContext) -> Iterator[Callable[[str], Page]]:
    """A function that opens a tab in which a persona is signed in."""

    def tab(username: str) -> Page:
        cookie = client_of(username).cookies[settings.SESSION_COOKIE_NAME]
        context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": site.url}])
        return context.new_page()

    yield tab
    # A request still on its way would meet a database that is being emptied.
    for page in context.pages:
        page.wait_for_load_state("networkidle")
