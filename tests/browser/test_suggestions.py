"""Somebody types into a search box."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Locator, Page, expect


def box(page: Page) -> Locator:
    return page.get_by_role("combobox", name="Search").locator("visible=true").first


def active(page: Page) -> Locator:
    return page.locator("[role=option][aria-selected=true]")


def test_pinyin_leads_straight_to_the_person_by_keyboard(signed_in: Callable[[str], Page]) -> None:
    page = signed_in("reader")
    page.goto("/en/incidents/")
    page.keyboard.press("/")
    expect(box(page)).to_be_focused()
    page.keyboard.type("leijun")
    expect(page.get_by_role("option").first).to_have_text(re.compile("Lei Jun"))
    expect(box(page)).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("ArrowDown")
    identity = active(page).get_attribute("id")
    expect(box(page)).to_have_attribute("aria-activedescendant", str(identity))
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/en/people/lei-jun/"))


def test_enter_without_a_choice_searches(signed_in: Callable[[str], Page]) -> None:
    page = signed_in("reader")
    page.goto("/en/")
    box(page).fill("lei")
    expect(page.get_by_role("option").first).to_be_visible()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/en/search/\?q=lei"))


def test_the_last_choice_searches_and_up_leads_to_it(signed_in: Callable[[str], Page]) -> None:
    page = signed_in("reader")
    page.goto("/zh-hant/")
    page.get_by_role("combobox").locator("visible=true").fill("雷軍")
    expect(page.get_by_role("option").first).to_have_text(re.compile("雷軍"))
    page.keyboard.press("ArrowUp")
    expect(active(page)).to_have_text("搜尋「雷軍」")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/zh-hant/search/"))


def test_escape_closes_the_list_and_keeps_the_words(signed_in: Callable[[str], Page]) -> None:
    page = signed_in("reader")
    page.goto("/en/incidents/")
    box(page).fill("lei")
    expect(page.get_by_role("listbox", name="Suggestions")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("listbox", name="Suggestions")).to_be_hidden()
    expect(box(page)).to_have_value("lei")


def test_the_number_of_suggestions_is_announced(signed_in: Callable[[str], Page]) -> None:
    page = signed_in("reader")
    page.goto("/en/incidents/")
    box(page).fill("leijun")
    expect(page.locator("#site-search-count")).to_have_text(re.compile(r"suggestion"))
    box(page).fill("zzzz")
    expect(page.locator("#site-search-count")).to_have_text("No suggestions")


def test_nothing_is_asked_while_an_input_method_composes(
    signed_in: Callable[[str], Page],
) -> None:
    page = signed_in("reader")
    page.goto("/en/incidents/")
    asked: list[str] = []
    page.on(
        "request", lambda request: asked.append(request.url) if "suggest/" in request.url else None
    )
    box(page).focus()
    ime = page.context.new_cdp_session(page)
    for text in ("l", "le", "lei"):
        ime.send("Input.imeSetComposition", {"text": text, "selectionStart": 3, "selectionEnd": 3})
    page.wait_for_timeout(400)
    assert asked == []
    ime.send("Input.insertText", {"text": "雷"})
    expect(page.get_by_role("option").first).to_have_text(re.compile("Lei Jun"))
    assert len(asked) == 1


def test_recent_searches_are_offered_cleared_and_kept_from_the_next_person(
    signed_in: Callable[[str], Page],
) -> None:
    page = signed_in("reader")
    page.goto("/en/incidents/")
    box(page).fill("apology")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("q=apology"))
    page.goto("/en/incidents/")
    box(page).focus()
    expect(page.get_by_role("group", name="Recent searches").get_by_role("option")).to_have_text(
        ["apology"]
    )
    other = signed_in("editor")
    other.goto("/en/incidents/")
    box(other).focus()
    expect(other.get_by_role("listbox")).to_be_hidden()
    other.goto("/en/search/?q=recall")
    other.goto("/en/incidents/")
    box(other).focus()
    other.get_by_role("button", name="Clear recent searches").click()
    expect(other.get_by_role("listbox")).to_be_hidden()
    assert other.evaluate("localStorage.getItem('casebook.searches')") is None


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_an_open_list_keeps_nobody_out(signed_in: Callable[[str], Page], scheme: Any) -> None:
    page = signed_in("reader")
    page.emulate_media(color_scheme=scheme)
    page.goto("/zh-hans/incidents/")
    page.get_by_role("combobox").locator("visible=true").fill("lei")
    expect(page.get_by_role("option").first).to_be_visible()
    page.keyboard.press("ArrowDown")
    found = Axe().run(page).response["violations"]
    assert {one["id"]: one["nodes"][0]["html"] for one in found} == {}
