"""The processes of a site on one machine, and what can stand in the way of starting them."""

import multiprocessing
import os
import runpy
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from http.client import HTTPConnection, HTTPException
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connections

from kb.health import checks

ANYWHERE = ("0.0.0.0", "::")  # addresses that mean every address of this machine
STOPPING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def refuse_busy_port(host: str, port: int) -> None:
    """Raise CommandError with what to do when the address cannot be listened on."""
    try:
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((host, port))
    except PermissionError as error:
        raise CommandError(
            f"Port {port} is for administrators only. Choose one above 1023:  PORT=8000 make run"
        ) from error
    except socket.gaierror as error:
        raise CommandError(f"HOST is {host!r}, which is no address of this machine.") from error
    except OSError as error:
        raise CommandError(
            f"Port {port} on {host} cannot be used ({error.strerror}): perhaps Casebook is running "
            f"already. Stop what uses it, or choose another:  PORT={port + 1} make run"
        ) from error


def refuse_read_only_folder(folder: Path) -> None:
    """Raise CommandError with what to do when the site could not write its data."""
    for path in (folder, *folder.glob("db.sqlite3*")):
        if not os.access(path, os.W_OK):
            raise CommandError(
                f"{path} cannot be written. Change its owner (sudo chown -R \"$USER\" '{folder}'), "
                "or set CASEBOOK_VAR to a folder of your own."
            )


class Forked:
    """A process that goes on from this one: what is loaded need not be loaded again."""

    def __init__(self, go_on: Callable[[], object]) -> None:
        connections.close_all()  # no two processes can talk on one connection
        fork = multiprocessing.get_context("fork")
        self._process = fork.Process(target=_begin, args=[go_on])
        self._process.start()

    def poll(self) -> int | None:
        """Return the exit code, or None while it runs."""
        return self._process.exitcode

    def wait(self, timeout: float | None = None) -> None:
        """Return when it has ended; raises TimeoutExpired, as `Popen` does."""
        self._process.join(timeout)
        if self._process.exitcode is None:
            raise subprocess.TimeoutExpired(self._process.name, timeout or 0)

    def terminate(self) -> None:
        """Ask it to end."""
        self._process.terminate()

    def kill(self) -> None:
        """End it."""
        self._process.kill()


Process = subprocess.Popen[bytes] | Forked


class Running:
    """The site and its worker, each a process of its own."""

    def __init__(self, host: str, port: int, reload: bool) -> None:
        self.host, self.port = host, port
        self.site: Process = _start_site(host, port, reload)
        self.worker: Process = _start_worker()

    def wait_until_ready(self, seconds: float = 60) -> None:
        """Return when the site answers and lacks nothing; raises CommandError otherwise."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            if self.site.poll() is not None:
                raise CommandError("The site could not start; the reason is above.")
            if (answer := self._ask()) == "":
                return
            time.sleep(0.1)
        raise CommandError(f"The site is not ready after {seconds:.0f} seconds: {answer}")

    def watch(self) -> None:
        """Start the worker again whenever it ends; raises CommandError when the site ends."""
        while self.site.poll() is None:
            if self.worker.poll() is not None:
                print("The worker has stopped; starting it again.", file=sys.stderr)
                self.worker = _start_worker()
            time.sleep(2)
        raise CommandError("The site has stopped; the reason is above.")

    def stop(self) -> None:
        """End both in good order, and by force what has not ended after ten seconds."""
        both = (self.site, self.worker)
        for process in both:
            process.terminate()
        for process in both:
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()

    def _ask(self) -> str:
        """Return why the site is not ready, or nothing when it is."""
        host = "localhost" if self.host in ANYWHERE else self.host
        connection = HTTPConnection(host, self.port, timeout=5)
        name = next(iter(settings.ALLOWED_HOSTS), "localhost").lstrip(".").replace("*", "localhost")
        try:
            connection.request("GET", "/healthz", headers={"Host": name})
            if (status := connection.getresponse().status) != 200:
                return f"/healthz answers {status}"
        except (OSError, HTTPException) as error:
            return f"no answer ({error})"
        finally:
            connection.close()
        missing = [f"{name} {answer}" for name, answer in checks().items() if answer != "ok"]
        return ", ".join(missing)


def stop_on_signals() -> None:
    """Make Ctrl-C, SIGTERM and a closed terminal end this process in good order."""

    def interrupt(*_: object) -> None:
        # Once is enough: make sends one more to those it has started.
        for name in STOPPING:
            signal.signal(name, signal.SIG_IGN)
        raise KeyboardInterrupt

    for name in STOPPING:
        signal.signal(name, interrupt)


def _start_site(host: str, port: int, reload: bool) -> Process:
    if not reload:
        return Forked(partial(_serve, f"{host}:{port}"))
    # Django's own server follows changes of files; it wants an address in numbers.
    address = f"{socket.gethostbyname(host)}:{port}"
    command = [sys.executable, "manage.py", "runserver", "--skip-checks", address]
    return subprocess.Popen(command, cwd=settings.BASE_DIR)


def _start_worker() -> Process:
    return Forked(partial(call_command, "worker"))


def _begin(go_on: Callable[[], object]) -> None:
    """Go on in a new process, where the signals mean what they mean at a start."""
    for name in STOPPING:
        signal.signal(name, signal.SIG_DFL)
    os.chdir(settings.BASE_DIR)
    go_on()


def _serve(address: str) -> None:
    sys.argv = ["gunicorn", "--config", "config/server.py", "--bind", address, "config.wsgi"]
    runpy.run_module("gunicorn", run_name="__main__", alter_sys=True)
