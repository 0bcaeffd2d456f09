"""The ledger by keyboard and in print: drawings whose parts lead to the rows they count."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.axe import DESK, PHONE, beyond, grave


def test_a_reader_goes_by_keyboard_from_a_drawn_count_to_its_rows(
    signed_in: Callable[[str], Page],
) -> None:
    page = signed_in("reader")
    page.goto("/en/ledger/")
    page.get_by_role("link", name="Counts", exact=True).click()
    expect(page.get_by_text(re.compile("^Too few to compare")).first).to_be_visible()
    bar = page.locator("svg a").first
    number = re.search(r": (\d+) response", bar.locator("title").text_content() or "")
    assert number
    bar.focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/en/ledger/\?strategy="))
    rows = page.locator("table.ledger tbody tr")
    expect(rows).to_have_count(int(number.group(1)))
    for address in ("/en/ledger/", "/zh-hant/ledger/counts/"):
        for size in (PHONE, DESK):
            page.set_viewport_size(size)  # type: ignore[arg-type]
            page.goto(address)
            assert grave(page) == {}, address
            assert beyond(page) == 0, address
