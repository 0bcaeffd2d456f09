"""JavaScript off: the site reads, finds, filters and signs out all the same."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect


@pytest.fixture
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    """Turn scripts off."""
    return browser_context_args | {"java_script_enabled": False}


def test_the_menu_unfolds_on_a_phone(signed_in: Callable[[str], Page]) -> None:
    page = signed_in("reader")
    page.set_viewport_size({"width": 360, "height": 700})
    page.goto("/en/")
    page.locator("details.main-nav > summary").click()
    page.get_by_role("navigation", name="Main menu").get_by_role("link", name="Sources").click()
    expect(page).to_have_url("/en/sources/")


def test_a_citation_opens_by_keyboard_and_closes_on_escape(
    signed_in: Callable[[str], Page],
) -> None:
    page = signed_in("reader")
    page.goto("/en/incidents/kol-contact-2026/")
    page.locator(".timeline .citation-marker").first.press("Enter")
    shown = page.locator(".citation-card:popover-open")
    expect(shown).to_have_count(1)
    expect(shown.locator(".citation-card__quote")).to_be_visible()
    expect(shown.get_by_role("link")).to_have_attribute("href", re.compile(r"^/en/sources/"))
    page.keyboard.press("Escape")
    expect(shown).to_have_count(0)


def test_facets_are_sent_with_the_button(signed_in: Callable[[str], Page]) -> None:
    page = signed_in("reader")
    page.goto("/en/incidents/")
    page.locator("#facet-status > summary").click()
    page.locator("#facet-status").get_by_label("Contained").check()
    page.get_by_role("button", name="Apply filters").click()
    expect(page).to_have_url(re.compile(r"status=contained"))
    expect(page.get_by_role("main").get_by_text("2 incidents")).to_be_visible()


def test_the_language_changes_in_place_and_the_query_stays(
    signed_in: Callable[[str], Page],
) -> None:
    page = signed_in("reader")
    page.goto("/en/search/?q=apology")
    page.get_by_role("link", name="繁體中文").click()
    expect(page).to_have_url("/zh-hant/search/?q=apology")
    expect(page.locator("html")).to_have_attribute("lang", "zh-Hant")


def test_somebody_signs_out(signed_in: Callable[[str], Page]) -> None:
    page = signed_in("reader")
    page.goto("/en/")
    page.locator("details.account > summary").click()
    page.get_by_role("button", name="Sign out").click()
    page.goto("/en/")
    expect(page).to_have_url(re.compile(r"/accounts/login/"))
