"""Look at every type of page with axe, in three languages and both colour schemes; print a table.

`python -m tests.browser.accessibility`; `--desk` looks at the admin's pages of ours instead.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections import Counter
from io import StringIO
from pathlib import Path
from typing import Literal

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # Playwright keeps an event loop

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connections  # noqa: E402
from playwright.sync_api import Page, sync_playwright  # noqa: E402
from pytest_django.live_server_helper import LiveServer  # noqa: E402

from kb.language.catalogues import compile_catalogues  # noqa: E402
from tests import cast  # noqa: E402
from tests.browser.axe import DESK, PHONE, beyond, found_by_axe  # noqa: E402
from tests.browser.page_types import desk_pages, page_types  # noqa: E402
from tests.database import build  # noqa: E402

KEPT = Path(__file__).resolve().parents[2] / ".pytest_cache" / "d" / "databases"
LANGUAGES = ("en", "zh-hans", "zh-hant")
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
IMPACTS = ("critical", "serious", "moderate", "minor")


def look(page: Page, address: str, told: dict[str, set[str]]) -> tuple[Counter[str], int]:
    """Return how many rules of each impact a page breaks, and how far it is beyond a phone."""
    page.set_viewport_size(PHONE)
    page.goto(address)
    wider = beyond(page)
    page.set_viewport_size(DESK)
    found = found_by_axe(page)
    for rule, elements in found.items():
        told.setdefault(rule, set()).update(f"{address}  {html}" for html in elements[:3])
    return Counter(rule.split(":")[0] for rule in found), wider


def signed_in(page: Page, site: LiveServer, who: str) -> None:
    """Sign somebody in."""
    cookie = cast.client_of(who).cookies[settings.SESSION_COOKIE_NAME]
    page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": site.url}])


def table(page: Page, pages: dict[str, str], languages: tuple[str, ...]) -> bool:
    """Print what was found on each page, a column for each impact; return whether all is well."""
    told: dict[str, set[str]] = {}
    print(f"{'page':<34} {'looks':>5}  " + "  ".join(IMPACTS) + "  beyond 360 px")
    total: Counter[str] = Counter()
    for name, address in pages.items():
        sums: Counter[str] = Counter()
        widest = looks = 0
        for language in languages:
            for scheme in SCHEMES:
                page.emulate_media(color_scheme=scheme)
                where = address.replace("/en/", f"/{language}/", 1)
                counts, wider = look(page, where, told)
                sums, widest, looks = sums + counts, max(widest, wider), looks + 1
        total += sums + Counter({"beyond": widest})
        columns = "  ".join(f"{sums[impact]:>{len(impact)}}" for impact in IMPACTS)
        print(f"{name:<34} {looks:>5}  {columns}  {widest:>13}", flush=True)
    for rule, elements in sorted(told.items()):
        print(f"\n{rule}", *sorted(elements)[:8], sep="\n    ")
    return not any(total[name] for name in ("critical", "serious", "beyond"))


def main() -> int:
    """Print the table of the site, or of the desk, and return 0 when nothing keeps anybody out."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--desk", action="store_true")
    parser.add_argument("--only", default="", help="pages whose name holds this")
    asked = parser.parse_args()
    compile_catalogues()
    database = build(KEPT, f"accessibility_{os.getpid()}")
    cast.create_cast()
    call_command("load_starter", verbosity=0, stdout=StringIO())
    pages = desk_pages() if asked.desk else page_types()
    pages = {name: address for name, address in pages.items() if asked.only in name}
    site = LiveServer("localhost")
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path="/usr/bin/chromium", args=["--no-sandbox"]
            )
            page = browser.new_page(base_url=site.url, locale="en-GB")
            signed_in(page, site, "reviewer")
            well = table(page, pages, ("en",) if asked.desk else LANGUAGES)
            browser.close()
    finally:
        site.stop()
        connections.close_all()
        database.remove()
    return 0 if well else 1


if __name__ == "__main__":
    sys.exit(main())
