"""What people come for, without a mouse: once by keys alone, once with scripts off as well."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

MOST_KEYS = 150


@pytest.fixture(params=["with scripts", "without scripts"])
def scripts(request: pytest.FixtureRequest) -> bool:
    """Whether scripts run."""
    return bool(request.param == "with scripts")


@pytest.fixture
def browser_context_args(browser_context_args: dict[str, Any], scripts: bool) -> dict[str, Any]:
    """Run scripts, or none."""
    return browser_context_args | {"java_script_enabled": scripts}


def tab_to(page: Page, target: Locator) -> None:
    """Press Tab until an element has the focus, as somebody does who has no mouse."""
    for _key in range(MOST_KEYS):
        page.keyboard.press("Tab")
        # Only what can be seen to have the focus counts.
        if page.locator(":focus-visible").and_(target).count():
            return
    raise AssertionError(f"{MOST_KEYS} times Tab do not lead to {target}.")


def test_a_case_is_found_by_keys_alone(signed_in: Callable[[str], Page]) -> None:
    page = signed_in("reader")
    page.goto("/en/")
    tab_to(page, page.get_by_role("searchbox").first.or_(page.get_by_role("combobox").first))
    page.keyboard.type("influencer contact")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/en/search/\?q=influencer"))
    hit = page.locator("#search-results a[href^='/en/incidents/']").first
    tab_to(page, hit)
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/en/incidents/[a-z0-9-]+/"))
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def test_a_citation_is_opened_and_followed_by_keys_alone(
    signed_in: Callable[[str], Page],
) -> None:
    page = signed_in("reader")
    page.goto("/en/incidents/kol-contact-2026/")
    tab_to(page, page.locator(".citation-marker").first)
    page.keyboard.press("Enter")
    card = page.locator(".citation-card:popover-open")
    expect(card).to_have_count(1)
    tab_to(page, card.get_by_role("link").first)
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/en/sources/"))


def test_an_event_is_added_by_keys_alone(signed_in: Callable[[str], Page]) -> None:
    page = signed_in("editor")
    page.goto("/en/incidents/kol-contact-2026/")
    tab_to(page, page.get_by_role("link", name="Add an event"))
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/events/new/"))
    # The first thing to type has the focus already.
    expect(page.get_by_label("What happened")).to_be_focused()
    page.keyboard.type("A second shop closed")
    tab_to(page, page.get_by_role("button", name="Add as unverified"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("region", name="Timeline")).to_contain_text("A second shop closed")


def test_the_language_is_switched_by_keys_alone(signed_in: Callable[[str], Page]) -> None:
    page = signed_in("reader")
    page.goto("/en/incidents/kol-contact-2026/")
    tab_to(page, page.get_by_role("link", name="繁體中文"))
    page.keyboard.press("Enter")
    expect(page).to_have_url("/zh-hant/incidents/kol-contact-2026/")
    expect(page.locator("html")).to_have_attribute("lang", "zh-Hant")
