"""The search benchmark on one database; `tests.benchmarks.search` runs it for both."""

import os
import subprocess
import sys
from pathlib import Path

import django

django.setup()  # models can be imported only after it

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402

from kb.language.catalogues import compile_catalogues  # noqa: E402
from tests import cast  # noqa: E402
from tests.benchmarks.search_cost import cost  # noqa: E402
from tests.benchmarks.search_data import benchmark, documents  # noqa: E402
from tests.benchmarks.search_saves import compare_saves  # noqa: E402
from tests.benchmarks.search_sites import load  # noqa: E402
from tests.database import build  # noqa: E402
from tests.soak.one import KEPT  # noqa: E402

TASKS = "hans,hant>hans,tw-words>hans"
FLOORS = Path(__file__).with_name("search_floors.json")


def quality(folder: Path) -> int:
    """Run the benchmark through `search_stdio` on a site of its documents; return its exit code."""
    KEPT.mkdir(parents=True, exist_ok=True)
    used = build(KEPT, f"bench_{os.getpid()}")
    try:
        cast.create_cast()
        call_command("load_starter", verbosity=0)
        load(documents(folder))
        return _asked(folder)
    finally:
        connection.close()
        used.remove()


def _asked(folder: Path) -> int:
    database = connection.settings_dict
    connection.close()
    url = f"sqlite:///{database['NAME']}"
    if connection.vendor == "postgresql":
        given = os.environ["CASEBOOK_TEST_PG"]
        server, _slash, rest = given.partition("://")[2].partition("/")
        url = f"postgresql://{server}/{database['NAME']}?{rest.partition('?')[2]}"
    environment = {
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "DATABASE_URL": url,
        "CASEBOOK_VAR": str(settings.VAR_DIR),
        "SECRET_KEY": settings.SECRET_KEY,
    }
    command = [
        *(sys.executable, str(folder / "retrieval_eval.py"), "--tasks", TASKS),
        *("--command", f"{sys.executable} -W ignore manage.py search_stdio"),
        *("--min", str(FLOORS)),
    ]
    if limit := os.environ.get("LIMIT"):
        command += ["--limit", limit]
    return subprocess.run(command, env=os.environ | environment, check=False).returncode


def main() -> int:
    """Measure the database that the environment names."""
    folder = benchmark()
    assert folder is not None
    compile_catalogues()
    part, code = os.environ.get("PART", ""), 0
    if part in ("", "quality"):
        print(f"{connection.vendor}", flush=True)
        code = quality(folder)
    if part in ("", "time"):
        cost(folder, map(int, (os.environ.get("SIZES") or "2000").split()))
    if part == "saves":
        code = compare_saves(folder, map(int, (os.environ.get("SIZES") or "200 20000").split()))
    return code


if __name__ == "__main__":
    sys.exit(main())
