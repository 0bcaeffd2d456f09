"""The yardstick of all processor times: a bare Django view with one query.

`make bench-floor` prints it for SQLite and for PostgreSQL. No middleware, no template, no session:
what remains is the least that Django and a database can take on this machine. A figure such as
"a list page takes at most thirty floors" holds on any machine.

The second line of a database is the same view measured as the figures of pages are: asked through
Django's test client, its row fetched by the ORM. Both floors are named where multiples are given.
"""

import os
import subprocess
import sys
from io import BytesIO

import django
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.db import connection
from django.test import Client

from tests.benchmarks.processor_time import ProcessorTime, processor_time

TIMES = 2000


def floors() -> tuple[ProcessorTime, ProcessorTime]:
    """Return the floor by the server's door, and the one through the test client."""
    urls, middleware = settings.ROOT_URLCONF, settings.MIDDLEWARE
    try:
        return _measured()
    finally:
        settings.ROOT_URLCONF, settings.MIDDLEWARE = urls, middleware


def _measured() -> tuple[ProcessorTime, ProcessorTime]:
    settings.ROOT_URLCONF = "tests.benchmarks.floor_site"
    settings.MIDDLEWARE = []
    connection.settings_dict["CONN_MAX_AGE"] = 60  # as on the site
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS casebook_floor")
        cursor.execute("CREATE TABLE casebook_floor (id integer PRIMARY KEY, word varchar(20))")
        cursor.execute("INSERT INTO casebook_floor VALUES (1, 'one')")
    handler = WSGIHandler()

    def request() -> None:
        environ = {"REQUEST_METHOD": "GET", "PATH_INFO": "/", "SERVER_NAME": "localhost"}
        environ |= {"SERVER_PORT": "80", "wsgi.input": BytesIO(), "wsgi.url_scheme": "http"}
        response = handler(environ, lambda *_: None)
        assert b"".join(response) == b"one"
        response.close()

    bare = processor_time(request, times=TIMES)
    client = Client()
    return bare, processor_time(lambda: client.get("/orm/"), times=TIMES)


def one_database() -> None:
    """Print the floors of the database that the environment names."""
    django.setup()
    bare, through_client = floors()
    print(f"  {connection.vendor:<11} {bare}", flush=True)
    print(f"  {'':<11} {through_client} through the test client, by the ORM", flush=True)


def main() -> None:
    """Measure each database in a process of its own."""
    print(f"Processor time of a bare view with one query, median of {TIMES}:", flush=True)
    for name in ("sqlite", "postgres"):
        environment = {"CASEBOOK_TEST_DATABASE": name, "DJANGO_SETTINGS_MODULE": "tests.settings"}
        command = [sys.executable, "-W", "ignore", "-m", "tests.benchmarks.floor", "--one"]
        subprocess.run(command, env=os.environ | environment, check=True)


if __name__ == "__main__":
    if "--one" in sys.argv:
        one_database()
    else:
        main()
