"""Somebody searches."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect


def said(page: Page) -> Locator:
    """Return what the page says of its list: how many results there are."""
    return page.locator("#search-results").get_by_role("status")


def choose(page: Page, kind: str) -> None:
    """Tick a kind in the column of facets."""
    page.get_by_role("group", name="Kind").get_by_label(kind).check()


def test_one_query_finds_the_same_in_three_writings(signed_in: Callable[[str], Page]) -> None:
    page = signed_in("reader")
    counts = set()
    for text in ("道歉", "apology", "apologising", "致歉"):
        page.goto(f"/en/search/?q={text}")
        counts.add(said(page).inner_text())
    assert len(counts) == 1
    assert counts != {"Nothing found"}


def test_a_hit_leads_to_its_page_in_the_readers_script(signed_in: Callable[[str], Page]) -> None:
    page = signed_in("reader")
    page.goto("/zh-hant/search/?q=雷军&kind=person")
    page.locator("#search-results").get_by_role("link", name="雷軍").click()
    expect(page).to_have_url("/zh-hant/people/lei-jun/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("雷軍")


def test_a_filter_replaces_the_list_in_place(signed_in: Callable[[str], Page]) -> None:
    page = signed_in("reader")
    page.goto("/en/search/?q=雷军")
    before = said(page).inner_text()
    page.evaluate("window.still_here = true")
    choose(page, "Person")
    expect(said(page)).to_have_text("1 result")
    assert page.evaluate("window.still_here")
    expect(page).to_have_url(re.compile("kind=person"))
    page.go_back()
    expect(said(page)).to_have_text(before)


def test_words_typed_after_a_filter_keep_it(signed_in: Callable[[str], Page]) -> None:
    page = signed_in("reader")
    page.goto("/en/search/?q=雷军&kind=incident")
    box = page.get_by_role("combobox", name="Search").locator("visible=true").first
    box.fill("nightingale")
    box.press("Enter")
    expect(said(page)).to_have_text("Nothing found")
    expect(page).to_have_url(re.compile("kind=incident"))
    page.get_by_role("link", name="Search again without filters").click()
    expect(page).to_have_url("/en/search/?q=nightingale")


class TestWithoutScripts:
    @pytest.fixture
    def browser_context_args(self, browser_context_args: dict[str, Any]) -> dict[str, Any]:
        """Turn scripts off."""
        return browser_context_args | {"java_script_enabled": False}

    def test_filters_are_sent_with_the_button(self, signed_in: Callable[[str], Page]) -> None:
        page = signed_in("reader")
        page.goto("/en/search/?q=雷军")
        choose(page, "Person")
        page.get_by_role("button", name="Apply filters").click()
        expect(page).to_have_url(re.compile("kind=person"))
        expect(said(page)).to_have_text("1 result")
