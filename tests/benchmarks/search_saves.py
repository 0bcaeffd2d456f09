"""Saving and publishing one article through the admin, in a small site and in a large one.

The index must cost the same in both: the rows written are counted and compared, the time of the
median save may be at most `MOST` times as long.
"""

import statistics
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from django.db import connection
from django.urls import reverse
from wagtail.test.utils.form_data import rich_text

from kb.models import ArticlePage
from tests import cast
from tests.admin_form import AdminForm
from tests.benchmarks.processor_time import ProcessorTime, samples
from tests.benchmarks.search_sites import Sites
from tests.benchmarks.written_rows import WrittenRows

TIMES = 50
WARM_UP = 5
MOST = 1.2


def saves(times: int = TIMES) -> tuple[list[ProcessorTime], Counter[str]]:
    """Save and publish one article again and again; return what each took, and the rows of one."""
    page = ArticlePage.objects.filter(live=True, slug__startswith="cmrc").order_by("pk").first()
    assert page is not None
    client = cast.client_of("administrator")
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    found, written = [], WrittenRows()
    for number in range(WARM_UP + times):
        form = AdminForm(client, address)
        form.type(
            **{
                "title": f"{page.title} {number:03}",
                "body-count": "1",
                "body-0-deleted": "",
                "body-0-order": "0",
                "body-0-type": "text",
                "body-0-value": rich_text(f"<p>公司当晚公开道歉，第 {number:03} 次。</p>"),
            }
        )
        written.rows.clear()

        def send(form: AdminForm = form) -> None:
            assert form.send("publish").status_code == 302

        with connection.execute_wrapper(written):
            found += samples([send])
        assert ArticlePage.objects.get(pk=page.pk).title.endswith(f" {number:03}")
    return found[WARM_UP:], +written.rows


def compare_saves(folder: Path, sizes: Iterable[int]) -> int:
    """Print what saves take in the smallest and the largest site; return 1 when it grows."""
    sites = Sites(folder)
    medians, rows = [], []
    for size in sites.of_sizes(sizes):
        sites.copy_of(size)
        try:
            times, written = saves()
        finally:
            sites.drop_copy()
        totals = sorted(one.total for one in times)
        medians.append(statistics.median(totals))
        rows.append(written)
        database = statistics.median(one.database for one in times)
        print(
            f"  {connection.vendor}, {size} articles: median of {len(totals)} saves "
            f"{medians[-1]:.1f} ms (database {database:.1f}), 95% {totals[-len(totals) // 20]:.1f} "
            f"ms; {sum(written.values())} rows of the index written",
            flush=True,
        )
    print(f"  the largest takes {medians[-1] / medians[0]:.2f} times as long as the smallest")
    for name in sorted(rows[0] | rows[-1]):
        print(f"    {name:<34} {rows[0][name]:>4} {rows[-1][name]:>4}")
    assert rows[0] == rows[-1], "The number of rows written depends on the size of the site."
    return int(medians[-1] / medians[0] > MOST)
