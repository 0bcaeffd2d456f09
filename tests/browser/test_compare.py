"""Somebody ticks incidents, compares them and takes the brief of one, by keyboard."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.axe import grave


def test_ticked_incidents_are_compared_and_the_brief_of_one_is_read_by_keyboard(
    signed_in: Callable[[str], Page],
) -> None:
    page = signed_in("reader")
    page.goto("/en/incidents/")
    ticks = page.get_by_role("checkbox", name=re.compile("^Choose "))
    for number in range(2):
        ticks.nth(number).press("Space")
        expect(ticks.nth(number)).to_be_checked()
    page.get_by_role("button", name="Compare", exact=True).press("Enter")
    expect(page).to_have_url(re.compile(r"/compare/\?incident=[^&]+&incident=[^&]+$"))
    expect(page.get_by_role("columnheader")).to_have_count(2)
    expect(page.get_by_role("rowheader", name="What differs")).to_be_visible()
    assert grave(page) == {}

    page.get_by_role("columnheader").first.get_by_role("link").first.press("Enter")
    page.get_by_role("link", name=re.compile("[Bb]rief")).first.press("Enter")
    expect(page).to_have_url(re.compile("/brief/$"))
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert grave(page) == {}
