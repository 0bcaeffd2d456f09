"""What a request of the search page takes as the number of articles grows."""

import statistics
from collections.abc import Iterable, Sequence
from pathlib import Path
from urllib.parse import quote

from django.db import connection

from tests import cast
from tests.benchmarks.floor import floors
from tests.benchmarks.processor_time import ProcessorTime, samples
from tests.benchmarks.search_data import keywords
from tests.benchmarks.search_sites import Sites

QUERIES = 200
# Ten words that most made articles hold, or very many.
COMMON = ("的", "在", "年", "一", "中国", "香港", "有", "人", "公司", "2003")


def cost(folder: Path, sizes: Iterable[int]) -> None:
    """Print what a request takes at each number of articles, and the common words in each."""
    sites = Sites(folder)
    queries = keywords(folder, QUERIES)
    for size in sites.of_sizes(sizes):
        bare, through_client = (one.total for one in floors())
        print(
            f"  {connection.vendor}, {size} articles; floor {bare:.2f} ms, "
            f"through the test client {through_client:.2f} ms",
            flush=True,
        )
        times = request_times(queries)
        print(line("keyword queries", times, bare, through_client), flush=True)
        for word in COMMON:
            cold = samples([lambda word=word: cast.client_of("reader").get(_address(word))])
            warm = request_times([word] * 5)
            name = f"{word} (first {cold[0].total:.0f})"
            print(line(name, warm, bare, through_client), flush=True)


def request_times(queries: Sequence[str]) -> list[ProcessorTime]:
    """Return what the search page takes for queries, each asked once before."""
    client = cast.client_of("reader")
    addresses = [_address(query) for query in queries]
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


def _address(word: str) -> str:
    return f"/zh-hans/search/?q={quote(word)}"
