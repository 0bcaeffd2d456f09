"""The cost of following links on one database; `tests.benchmarks.links` runs it for both."""

import os
import resource
import statistics
import sys

import django

django.setup()  # models can be imported only after it

from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.urls import NoReverseMatch  # noqa: E402

from kb.language.catalogues import compile_catalogues  # noqa: E402
from kb.search.indexing import note_change  # noqa: E402
from tests import cast  # noqa: E402
from tests.benchmarks.floor import floors  # noqa: E402
from tests.benchmarks.links_figures import FIGURES, Figure, Known, known  # noqa: E402
from tests.benchmarks.links_sites import of_sizes  # noqa: E402
from tests.benchmarks.processor_time import ProcessorTime, samples  # noqa: E402

SIZES = "500 5000 50000"
TIMES = 5  # each address, once everything a site keeps in memory is there
MOST_MEMORY = 250  # MB of one worker
READER = "legal"  # in the groups Readers and Legal: not an administrator


def measured(client: Client, figure: Figure, world: Known) -> tuple[ProcessorTime, int]:
    """Return the median of a figure over its addresses, and the most queries of one request.

    Raises NoReverseMatch when there is no such view.
    """
    found: list[ProcessorTime] = []
    most = 0
    for address in figure.addresses(world):
        # Some lead on, as a list that is too long leads to its newest part.
        for led_to, _status in client.get(address, follow=True).redirect_chain[-1:]:
            address = led_to
        with CaptureQueriesContext(connection) as queries:
            response = client.get(address)
        assert response.status_code == 200, f"{address}: {response.status_code}"
        most = max(most, len(queries))
        for _ in range(TIMES):
            if figure.after_change:
                note_change()
            found += samples([lambda address=address: client.get(address)])
    return ProcessorTime(
        statistics.median(one.worker for one in found),
        statistics.median(one.database for one in found),
    ), most


def table(size: int) -> int:
    """Print the figures of the site in use; return how many are above what they may take."""
    floor = floors()[0].total
    client = cast.client_of(READER)
    world = known(cast.persona(READER))
    print(f"\n{connection.vendor}, {size} incidents; a bare floor takes {floor:.3f} ms", flush=True)
    print(f"  {'':<42} {'ms':>8} {'worker':>8} {'database':>8} {'floors':>7} {'most':>5} queries")
    above = 0
    for figure in FIGURES:
        try:
            time, queries = measured(client, figure, world)
        except NoReverseMatch as missing:
            print(f"  {figure.name:<42} not measured: {missing.args[0][:60]}", flush=True)
            continue
        multiple = time.total / floor
        is_above = figure.most is not None and multiple > figure.most
        above += is_above
        print(
            f"  {figure.name:<42} {time.total:8.1f} {time.worker:8.1f} {time.database:8.1f} "
            f"{multiple:7.0f} {figure.most or '':>5} {queries:>4}{'  above' if is_above else ''}",
            flush=True,
        )
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"  memory of this process at most {memory:.0f} MB (a worker: {MOST_MEMORY})", flush=True)
    return above + (memory > MOST_MEMORY)


def main() -> int:
    """Measure the database that the environment names; 1 when a figure is above its most."""
    compile_catalogues()
    above = 0
    for size in of_sizes(map(int, (os.environ.get("SIZES") or SIZES).split())):
        above += table(size)
    return 1 if above else 0


if __name__ == "__main__":
    sys.exit(main())
