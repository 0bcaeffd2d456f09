"""The yardstick of all processor times: a bare Django view with one query.

`make bench-floor` prints it for SQLite and for PostgreSQL. No middleware, no template, no session:
what remains is the least that Django and a database can take on this machine. A figure such as
"a list page takes at most thirty floors" holds on any machine.
"""

import os
import subprocess
import sys
from io import BytesIO

import django
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.db import connection

from tests.benchmarks.processor_time import processor_time

TIMES = 2000


def one_database() -> str:
    """Return the floor of the database that the environment names."""
    django.setup()
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

    return f"  {connection.vendor:<11} {processor_time(request, times=TIMES)}"


def main() -> None:
    """Measure each database in a process of its own."""
    print(f"Processor time of a bare view with one query, median of {TIMES}:", flush=True)
    for name in ("sqlite", "postgres"):
        environment = {"CASEBOOK_TEST_DATABASE": name, "DJANGO_SETTINGS_MODULE": "tests.settings"}
        command = [sys.executable, "-W", "ignore", "-m", "tests.benchmarks.floor", "--one"]
        subprocess.run(command, env=os.environ | environment, check=True)


if __name__ == "__main__":
    if "--one" in sys.argv:
        print(one_database(), flush=True)
    else:
        main()
