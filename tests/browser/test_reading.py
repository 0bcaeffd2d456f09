"""Reading comforts: narrowing a list in place, the way out of an empty one, what one viewed last."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect


def test_a_reader_narrows_a_list_to_nothing_and_is_led_back(
    signed_in: Callable[[str], Page],
) -> None:
    page = signed_in("reader")
    page.goto("/en/responses/")
    facets = page.get_by_role("complementary", name="Filters")
    facets.get_by_role("checkbox").first.check()
    expect(page).to_have_url(re.compile(r"/en/responses/\?strategy="))
    facets.get_by_role("searchbox", name="Find by name").fill("nothing says this")
    facets.get_by_role("searchbox", name="Find by name").press("Enter")
    expect(page.get_by_text("Nothing matches all of these filters.")).to_be_visible()
    page.get_by_role("link", name=re.compile("^Without Find by name")).click()
    expect(page).to_have_url(re.compile(r"/en/responses/\?strategy=[^&]+$"))
    expect(page.locator("#list-results .result").first).to_be_visible()


def test_a_reader_finds_again_what_they_viewed_and_nobody_else_does(
    signed_in: Callable[[str], Page],
) -> None:
    page = signed_in("reader")
    page.goto("/en/incidents/kol-contact-2026/")
    page.goto("/en/people/lei-jun/")
    page.goto("/zh-hant/")
    viewed = page.get_by_role("region", name="最近瀏覽")
    expect(viewed.get_by_role("link")).to_have_count(2)
    expect(viewed.get_by_role("link").first).to_have_text("雷軍")
    other = signed_in("editor")
    other.goto("/en/sources/")
    other.goto("/en/")
    expect(other.get_by_role("heading", name="Recently viewed")).to_have_count(0)
    assert "viewed" not in other.evaluate("JSON.stringify(Object.keys(localStorage))")
