"""No page keeps anybody out: nothing serious found, nothing to scroll sideways, keys suffice."""

from collections.abc import Callable
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Page, expect

PAGES = {
    "home": "/{language}/",
    "incident list": "/{language}/incidents/",
    "incident": "/{language}/incidents/kol-contact-2026/",
    "case study": "/{language}/case-studies/kol-contact-affair/",
    "playbook": "/{language}/playbooks/crisis-playbook/",
    "guidance": "/{language}/guidance/ip-firewall/",
    "glossary": "/{language}/glossary/",
    "rules": "/{language}/firewall/",
    "search": "/{language}/search/?q=小米",
    "person": "/{language}/people/lei-jun/",
    "outcomes": "/{language}/outcomes/",
    "nothing left": "/{language}/people/?q=zzz&organisation=xiaomi",
    "changes": "/{language}/changes/",
    "history": "/{language}/history/incident/kol-contact-2026/",
    "new incident": "/{language}/incidents/new/",
}
GRAVE = ("serious", "critical")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("address", PAGES.values(), ids=PAGES)
def test_axe_finds_nothing_serious(
    signed_in: Callable[[str], Page], address: str, scheme: Literal["light", "dark"]
) -> None:
    page = signed_in("editor")
    page.emulate_media(color_scheme=scheme)
    for language in ("en", "zh-hant"):
        assert page.goto(address.format(language=language)).status == 200  # type: ignore[union-attr]
        found = Axe().run(page).response["violations"]
        grave = {one["id"]: one["nodes"][0]["html"] for one in found if one["impact"] in GRAVE}
        assert grave == {}, language


@pytest.mark.parametrize("width", [360, 768, 1217])
def test_no_page_scrolls_sideways(signed_in: Callable[[str], Page], width: int) -> None:
    page = signed_in("editor")
    page.set_viewport_size({"width": width, "height": 800})
    wide = {}
    for name, address in PAGES.items():
        page.goto(address.format(language="en"))
        if beyond := page.evaluate("document.documentElement.scrollWidth - innerWidth"):
            wide[name] = beyond
    assert wide == {}


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
