"""The search benchmark on one database; `tests.benchmarks.search` runs it for both."""

import os
import resource
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import quote

import django

django.setup()  # models can be imported only after it

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from wagtail.models import Page  # noqa: E402

from tests import cast  # noqa: E402
from tests.benchmarks.floor import floors  # noqa: E402
from tests.benchmarks.processor_time import ProcessorTime, samples  # noqa: E402
from tests.benchmarks.search_data import benchmark, documents, keywords, write_articles  # noqa: E402
from tests.database import build  # noqa: E402
from tests.soak.one import KEPT  # noqa: E402
from tests.temporary import temporary_folder  # noqa: E402

TASKS = "hans,hant>hans,tw-words>hans"
FLOORS = Path(__file__).with_name("search_floors.json")
QUERIES = 200
# Ten words that most made articles hold, or very many.
COMMON = ("的", "在", "年", "一", "中国", "香港", "有", "人", "公司", "2003")


def load(folder: Path, file: Path) -> None:
    """Load a file of articles and print how fast, and how much memory it took."""
    before, began = resource.getrusage(resource.RUSAGE_SELF), time.monotonic()
    call_command("load_articles", str(file), verbosity=0)
    after, took = resource.getrusage(resource.RUSAGE_SELF), time.monotonic() - began
    rows = sum(1 for _line in file.open("rb"))
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    print(
        f"  {rows} articles loaded: {rows / took:.0f} a second by the clock, "
        f"{rows / spent:.0f} a second of this process; "
        f"at most {after.ru_maxrss / 1024:.0f} MB, {before.ru_maxrss / 1024:.0f} MB before",
        flush=True,
    )


def quality(folder: Path) -> int:
    """Run the benchmark through `search_stdio`; return its exit code."""
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


def request_times(queries: Sequence[str]) -> list[ProcessorTime]:
    """Return what the search page takes for queries, each asked once before."""
    client = cast.client_of("reader")
    addresses = [f"/zh-hans/search/?q={quote(query)}" for query in queries]
    for address in addresses:
        assert client.get(address).status_code == 200, address
    return samples([lambda address=address: client.get(address) for address in addresses])


def line(name: str, times: Sequence[ProcessorTime], bare: float, through_client: float) -> str:
    """Return median and 95th percentile in milliseconds and as multiples of both floors."""
    totals = sorted(one.total for one in times)
    median, most = statistics.median(totals), totals[-max(1, len(totals) // 20)]
    database = statistics.median(one.database for one in times)
    return (
        f"  {name:<34} median {median:6.1f} ms (database {database:.1f}), 95% {most:6.1f} ms; "
        f"{median / through_client:.0f} and {most / through_client:.0f} floors through the client, "
        f"{median / bare:.0f} and {most / bare:.0f} bare ones"
    )


def cost(folder: Path, place: Path) -> None:
    """Print what a request takes as the number of articles grows."""
    bare, through_client = (one.total for one in floors())
    print(f"  floor {bare:.2f} ms, through the test client {through_client:.2f} ms", flush=True)
    queries, made = keywords(folder, QUERIES), 0
    for size in map(int, os.environ.get("SIZES", "2000").split()):
        more = size - Page.objects.filter(depth=4).count()
        file = place / "made.jsonl"
        write_articles(folder, file, made, made + more)
        made += more
        load(folder, file)
        connection.settings_dict["CONN_MAX_AGE"] = 600  # as on the site
        times = request_times(queries)
        print(line(f"{size} articles, keyword queries", times, bare, through_client), flush=True)
        for word in COMMON:
            cold = samples([lambda word=word: cast.client_of("reader").get(_address(word))])
            warm = request_times([word] * 5)
            print(
                line(f"{size} articles, {word} (first {cold[0].total:.0f})", warm, bare,
                     through_client), flush=True,
            )  # fmt: skip


def _address(word: str) -> str:
    return f"/zh-hans/search/?q={quote(word)}"


def main() -> int:
    """Measure the database that the environment names."""
    folder = benchmark()
    assert folder is not None
    place = Path(temporary_folder("casebook-search-"))
    KEPT.mkdir(parents=True, exist_ok=True)
    database = build(KEPT, f"bench_{os.getpid()}")
    part, code = os.environ.get("PART", ""), 0
    try:
        cast.create_cast()
        call_command("load_starter", verbosity=0)
        print(f"{connection.vendor}", flush=True)
        load(folder, documents(folder))
        call_command("fixtree", interactive=False, stdout=(place / "log").open("w"))
        if part != "time":
            code = quality(folder)
        if part != "quality":
            cost(folder, place)
    finally:
        connection.close()
        database.remove()
        shutil.rmtree(place, ignore_errors=True)
    return code


if __name__ == "__main__":
    sys.exit(main())
