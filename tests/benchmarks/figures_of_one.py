"""Hits, queries and processor time of one database; `tests.benchmarks.figures` runs it for both."""

import os
import shutil
from pathlib import Path

import django

django.setup()  # models can be imported only after it

from django.contrib.auth.models import User  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from kb.language.codes import language  # noqa: E402
from kb.search.results import search  # noqa: E402
from tests import cast  # noqa: E402
from tests import factories as make  # noqa: E402
from tests.benchmarks.processor_time import processor_time  # noqa: E402
from tests.database import build  # noqa: E402
from tests.temporary import temporary_folder  # noqa: E402

SEARCHES = (
    ("a two-character word inside sentences", "处罚"),
    ("the same, typed in Traditional", "處罰"),
    ("Simplified word, English and Chinese texts", "道歉"),
    ("English word, glossary equivalents", "apology"),
    ("English stem", "apologises"),
    ("English name for Chinese texts", "Lei Jun"),
    ("Traditional name for Simplified texts", "雷軍"),
    ("a nickname", "雷布斯"),
    ("two words, both required", "直播 用户"),
    ("English phrase of two words", "holding statement"),
    ("half of one word and an operator", '"处 OR ('),
)
PAGES = (
    ("home", "/en/"),
    ("incident list, all facets", "/en/incidents/"),
    ("incident", "/en/incidents/kol-contact-2026/"),
    ("person", "/en/people/lei-jun/"),
    ("organisation", "/en/organisations/xiaomi/"),
    ("source", "/en/sources/search-excerpt-05/"),
    ("people", "/en/people/"),
    ("organisations", "/en/organisations/"),
    ("statements", "/en/statements/"),
    ("outcomes", "/en/outcomes/"),
    ("responses", "/en/responses/"),
    ("sources", "/en/sources/"),
    ("search", "/en/search/?q=apology"),
    ("case study", "/en/case-studies/kol-contact-affair/"),
    ("guidance", "/en/guidance/ip-firewall/"),
    ("playbook", "/en/playbooks/crisis-playbook/"),
    ("article", "/en/background/kml-model/"),
    ("glossary", "/en/glossary/"),
    ("firewall rules", "/en/firewall/"),
)
MORE = (10, 490)


def hits(reader: User) -> None:
    """Print what a reader finds in the starter content."""
    print(f"\n{connection.vendor}: hits of a reader, starter content")
    for what, words in SEARCHES:
        print(f"  {what:<45} {words:<20} {search(words, reader, language('en')).total}")


def cost_of(client: Client, address: str) -> str:
    """Return the queries and the processor time of a page, with what a site keeps in memory in place."""
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        response = client.get(address)
    assert response.status_code == 200, address
    number = len(queries)  # later requests empty the log
    time = processor_time(lambda: client.get(address), times=15, warm_up=3)
    return f"{number:>3} queries {time.total:7.1f} ms"


def costs(client: Client) -> None:
    """Print what each kind of page costs as the site grows."""
    rows: dict[str, list[str]] = {what: [] for what, _address in PAGES}
    for more in MORE:
        make.bulk_world(more)
        for what, address in PAGES:
            rows[what].append(cost_of(client, address))
    print(f"{connection.vendor}: queries and processor time, 10 and 500 incidents more")
    for what, figures in rows.items():
        print(f"  {what:<28} {'   '.join(figures)}")


def main() -> None:
    """Measure the database that the environment names."""
    folder = Path(temporary_folder("casebook-figures-"))
    database = build(folder, f"figures_{os.getpid()}")
    cast.create_cast()
    call_command("load_starter", stdout=(folder / "log").open("w"))
    hits(cast.persona("reader"))
    costs(cast.client_of("reader"))
    database.remove()
    shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
