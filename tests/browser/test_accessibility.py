"""No page keeps anybody out: nothing serious found, nothing to scroll sideways, keys suffice.

Every type of page is found by walking (`page_types.py`), opened once, measured at four widths, and
read by axe in one of its six looks: three languages by two colour schemes, in turn. All looks of
all pages are in the table that `python -m tests.browser.accessibility` prints.
"""

from collections.abc import Callable
from itertools import product
from typing import Literal

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import DESK, beyond, grave
from tests.browser.page_types import desk_pages, page_types

WIDTHS = (360, 400, 768, 1249)
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
LOOKS = tuple(product(("en", "zh-hans", "zh-hant"), SCHEMES))


def looked_at(page: Page, address: str) -> list[object]:
    """Return what keeps somebody out of a page."""
    answer = page.goto(address)
    assert answer is not None
    assert answer.status < 500, address
    wide: list[object] = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        if wider := beyond(page):
            wide.append(f"{address} is {wider} pixels beyond {width}")
    page.set_viewport_size(DESK)
    broken = grave(page)
    return [*wide, (address, broken)] if broken else wide


def test_no_page_of_the_site_keeps_anybody_out(signed_in: Callable[[str], Page]) -> None:
    page = signed_in("reviewer")
    types = page_types()
    assert len(types) > 40
    found: list[object] = []
    for number, address in enumerate(types.values()):
        language, scheme = LOOKS[number % len(LOOKS)]
        page.emulate_media(color_scheme=scheme)
        found += looked_at(page, address.replace("/en/", f"/{language}/", 1))
    assert found == []


def test_no_page_of_the_desk_keeps_anybody_out(signed_in: Callable[[str], Page]) -> None:
    page = signed_in("reviewer")
    found: list[object] = []
    for number, address in enumerate(desk_pages().values()):
        page.emulate_media(color_scheme=SCHEMES[number % 2])
        page.goto(address)
        found += [(address, broken)] if (broken := grave(page)) else []
    assert found == []


@pytest.mark.parametrize("scheme", SCHEMES)
def test_the_sign_in_page_keeps_nobody_out(
    site: object, page: Page, scheme: Literal["light", "dark"]
) -> None:
    page.emulate_media(color_scheme=scheme)
    assert looked_at(page, "/accounts/login/") == []


def test_the_first_tab_leads_past_the_menu(signed_in: Callable[[str], Page]) -> None:
    page = signed_in("reader")
    page.goto("/en/incidents/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("main")).to_be_focused()


def test_search_is_one_key_away(signed_in: Callable[[str], Page]) -> None:
    page = signed_in("reader")
    for address in ("/en/incidents/", "/en/"):
        page.goto(address)
        page.keyboard.press("/")
        page.keyboard.type("apology")
        page.keyboard.press("Enter")
        expect(page).to_have_url("/en/search/?q=apology")


def test_a_menu_closes_on_escape_and_gives_the_focus_back(
    signed_in: Callable[[str], Page],
) -> None:
    page = signed_in("reader")
    page.goto("/en/incidents/")
    summary = page.locator("details.account summary")
    summary.press("Enter")
    expect(page.get_by_role("button", name="Sign out")).to_be_visible()
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Sign out")).to_be_hidden()
    expect(summary).to_be_focused()
