"""`make run` brings up a site: started as people start it, with gunicorn, a worker and SQLite."""

import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from http.client import HTTPConnection
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

ROOT = Path(__file__).resolve().parents[2]
SITE_SETTINGS = {"DJANGO_SETTINGS_MODULE": "config.settings"}
FORGET = ("SECRET_KEY", "DATABASE_URL", "CASEBOOK_TEST_DATABASE")


@pytest.fixture(scope="module")
def port() -> int:
    """A port nothing listens on."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a new site."""
    return tmp_path_factory.mktemp("var")


def start(data: Path, port: int) -> tuple[subprocess.Popen[str], str]:
    """Start the site and return it with what it printed until it was ready."""
    environment = {key: value for key, value in os.environ.items() if key not in FORGET}
    environment |= SITE_SETTINGS | {"CASEBOOK_VAR": str(data), "PORT": str(port)}
    site = subprocess.Popen(
        [sys.executable, "-u", "manage.py", "serve"],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    assert site.stdout is not None
    printed = ""
    for line in site.stdout:
        printed += line
        if "Ctrl-C stops the site" in line:
            return site, printed
    site.communicate()
    raise AssertionError(f"The site did not start:\n{printed}")


def end(site: subprocess.Popen[str]) -> int:
    """Press Ctrl-C and return the exit code."""
    os.killpg(site.pid, signal.SIGINT)
    site.communicate(timeout=20)
    return site.returncode


@pytest.fixture(scope="module")
def running(data: Path, port: int) -> Iterator[str]:
    """The site as it is started first; yields what it printed."""
    site, printed = start(data, port)
    yield printed
    end(site)


def status(port: int, path: str) -> int:
    """Return what the site answers."""
    with closing(HTTPConnection("localhost", port, timeout=10)) as connection:
        connection.request("GET", path)
        return connection.getresponse().status


def test_the_first_start_prints_how_to_sign_in_and_the_password_works(
    running: str, port: int, page: Page
) -> None:
    found = re.search(r"^ +reader +(\S+)", running, flags=re.M)
    assert found is not None
    page.goto(f"http://localhost:{port}/")
    page.get_by_label("User name").fill("reader")
    page.get_by_label("Password").fill(found.group(1))
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("banner")).to_be_visible()
    # The browser would say so if a style or script could not be loaded.
    assert page.evaluate("getComputedStyle(document.body).margin") == "0px"


def test_the_running_site_is_ready_and_serves_static_files(running: str, port: int) -> None:
    assert status(port, "/readyz") == 200
    assert status(port, "/static/css/tokens.css") == 200


def test_a_second_start_says_that_the_port_is_taken(running: str, data: Path, port: int) -> None:
    with pytest.raises(AssertionError, match=f"PORT={port + 1} make run"):
        start(data, port)


def test_a_later_start_prints_the_same_and_ends_with_both_processes(
    running: str, data: Path, port: int
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        another = int(server.getsockname()[1])
    site, printed = start(data, another)
    assert [line for line in printed.splitlines() if line.startswith("  reader")] == [
        line for line in running.splitlines() if line.startswith("  reader")
    ]
    assert end(site) == 0
    with pytest.raises(OSError, match="refused"):
        status(another, "/healthz")
    left = subprocess.run(["pgrep", "-g", str(site.pid)], capture_output=True, text=True).stdout
    assert left == ""
