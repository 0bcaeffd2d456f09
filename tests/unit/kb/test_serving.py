"""What stands in the way of a start gets a message that says what to do."""

import os
import signal
import socket
import subprocess
import sys
import time
from argparse import ArgumentTypeError
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from unittest.mock import patch

import pytest
from django.core.management.base import CommandError

from kb.management.commands.serve import port_number
from kb.serving import Forked, Running, refuse_busy_port, refuse_read_only_folder


@pytest.fixture
def busy_port() -> Iterator[int]:
    """A port that something listens on."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


def test_a_busy_port_is_named_with_another_to_try(busy_port: int) -> None:
    with pytest.raises(CommandError, match=f"PORT={busy_port + 1} make run"):
        refuse_busy_port("localhost", busy_port)


def test_a_free_port_is_fine() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        free: int = server.getsockname()[1]
    refuse_busy_port("localhost", free)


def test_a_host_that_is_no_address_of_this_machine_is_named() -> None:
    with pytest.raises(CommandError, match=r"192\.0\.2\.1"):
        refuse_busy_port("192.0.2.1", 8000)


@pytest.mark.parametrize("text", ["", "eighty", "0", "70000", "-1", "80 80"])
def test_a_port_that_is_no_port_is_refused_in_words(text: str) -> None:
    with pytest.raises(ArgumentTypeError, match="write a number from 1 to 65535"):
        port_number(text)


def test_a_folder_that_cannot_be_written_is_named_with_what_to_do(tmp_path: Path) -> None:
    database = tmp_path / "db.sqlite3"
    database.touch()
    with (
        patch("kb.serving.os.access", lambda path, mode: path != database),
        pytest.raises(CommandError, match=r"db\.sqlite3 cannot be written.*CASEBOOK_VAR"),
    ):
        refuse_read_only_folder(tmp_path)
    refuse_read_only_folder(tmp_path)


class OurPrograms(Running):
    """Two programs of the test in place of the site and the worker."""

    def __init__(self, site: str, worker: str) -> None:
        self.host, self.port = "localhost", 1
        self.site, self.worker = (
            subprocess.Popen([sys.executable, "-c", program]) for program in (site, worker)
        )


def test_a_site_that_cannot_start_ends_the_wait_at_once() -> None:
    running = OurPrograms("raise SystemExit(1)", "import time; time.sleep(60)")
    began = time.monotonic()
    with pytest.raises(CommandError, match="could not start"):
        running.wait_until_ready()
    running.stop()
    assert time.monotonic() - began < 20


def test_a_site_that_never_gets_ready_is_not_waited_for_for_ever() -> None:
    running = OurPrograms("import time; time.sleep(60)", "import time; time.sleep(60)")
    with pytest.raises(CommandError, match="not ready after 1 seconds: no answer"):
        running.wait_until_ready(seconds=1)
    running.stop()
    assert running.site.poll() is not None
    assert running.worker.poll() is not None


def test_a_worker_that_ends_is_started_again_and_a_site_that_ends_is_reported(
    capsys: pytest.CaptureFixture[str],
) -> None:
    running = OurPrograms("import time; time.sleep(1)", "pass")
    running.worker.wait()
    with (
        patch("kb.serving._start_worker", side_effect=lambda: subprocess.Popen(["sleep", "60"])),
        pytest.raises(CommandError, match="The site has stopped"),
    ):
        running.watch()
    assert "starting it again" in capsys.readouterr().err
    assert running.worker.poll() is None
    running.stop()


def test_a_forked_process_goes_on_until_it_is_told_to_end() -> None:
    forked = Forked(partial(time.sleep, 60))
    with pytest.raises(subprocess.TimeoutExpired):
        forked.wait(0.05)
    assert forked.poll() is None
    forked.terminate()
    forked.wait(10)
    assert forked.poll() == -signal.SIGTERM


def test_a_data_folder_that_cannot_be_made_is_a_message_and_no_traceback(tmp_path: Path) -> None:
    in_the_way = tmp_path / "file"
    in_the_way.touch()
    site = {"DJANGO_SETTINGS_MODULE": "config.settings", "CASEBOOK_VAR": str(in_the_way / "var")}
    result = subprocess.run(
        [sys.executable, "manage.py", "serve"],
        env=os.environ | site,
        capture_output=True,
        text=True,
        cwd=Path(__file__).resolve().parents[3],
    )
    assert result.returncode == 1
    assert "Set CASEBOOK_VAR to a folder that can be written" in result.stderr
    assert "Traceback" not in result.stderr
