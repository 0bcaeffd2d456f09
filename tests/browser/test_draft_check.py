"""Somebody checks a draft before it goes out: rules, who may say it, a second draft, a kept check."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.axe import DESK, PHONE, beyond, grave

FIRST = "I stake my good name on it: our brakes are perfectly safe."
SECOND = "I am thinking of the family. The product team will publish the test report."


def chosen(page: Page, speaker: str) -> None:
    """Choose who speaks by keyboard."""
    box = page.get_by_label("Who speaks")
    box.focus()
    page.keyboard.type(speaker)
    expect(box).to_have_value(speaker.lower())


def test_a_draft_is_checked_compared_and_kept_by_keyboard(
    signed_in: Callable[[str], Page],
) -> None:
    page = signed_in("reader")
    page.goto("/en/firewall/check/")
    page.get_by_role("textbox", name="Draft").focus()
    page.keyboard.type(FIRST)
    chosen(page, "Founder")
    page.locator("summary", has_text="Topics").focus()
    page.keyboard.press("Enter")
    page.get_by_role("checkbox", name="Product safety").focus()
    page.keyboard.press("Space")
    page.get_by_role("button", name="Check", exact=True).focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name=re.compile("findings? stops? it"))).to_be_visible()
    # The number of a finding leads to it and back.
    page.locator(".marked-text__number").first.focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("#finding-1"))
    told = page.get_by_role("group", name="Who may say what")
    expect(told).to_contain_text("Refer to: Product line")
    expect(told).to_contain_text("Approves: Head of product communications")
    expect(told).to_contain_text("Stands in: Head of communications")
    for size in (PHONE, DESK):
        page.set_viewport_size(size)  # type: ignore[arg-type]
        assert grave(page) == {}
        assert beyond(page) == 0
    page.get_by_role("textbox", name="Draft").fill(SECOND)
    page.get_by_role("button", name=re.compile("compare")).focus()
    page.keyboard.press("Enter")
    gone = page.locator(".compared-drafts div").first
    expect(gone).to_contain_text("FW03")
    expect(page.get_by_role("heading", name="The first draft")).to_be_visible()
    page.get_by_text("Keep this check").click()
    page.get_by_label(re.compile("^Title")).fill("Brakes, second try")
    page.get_by_role("button", name="Keep", exact=True).click()
    expect(page).to_have_url(re.compile("/en/firewall/checks/[0-9a-f-]{36}/"))
    expect(page.get_by_role("heading", name="Brakes, second try")).to_be_visible()
    assert grave(page) == {}


def test_both_chinese_scripts_are_checked_as_typed(signed_in: Callable[[str], Page]) -> None:
    page = signed_in("reader")
    for language, draft, who in (
        ("zh-hans", "我以人格担保，我们的刹车非常安全。", "谁可以说什么"),
        ("zh-hant", "我以人格擔保，我們的煞車非常安全。", "誰可以說什麼"),
    ):
        page.goto(f"/{language}/firewall/check/")
        page.locator("#id_text").fill(draft)
        page.locator("#id_speaker").select_option("founder")
        page.locator("#draft-form button[type=submit]").first.click()
        marked = page.locator(".marked-text mark")
        expect(marked.first).to_be_visible()
        assert draft[1:4] in "".join(marked.all_text_contents())
        expect(page.get_by_role("group", name=who)).to_be_visible()
        assert grave(page) == {}


def test_the_matrix_is_read_on_a_phone_and_narrowed_to_a_channel(
    signed_in: Callable[[str], Page],
) -> None:
    page = signed_in("reader")
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    page.goto("/en/firewall/who/")
    row = page.get_by_role("row", name=re.compile("^Product safety"))
    expect(row.get_by_role("cell").first).to_contain_text("Refer to: Product line")
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        assert grave(page) == {}
    assert beyond(page) == 0
    page.get_by_label("Channel", exact=True).select_option("livestream_sales")
    page.get_by_role("button", name="Show").click()
    expect(page).to_have_url(re.compile("channel=livestream_sales"))
    expect(
        page.get_by_role("row", name=re.compile("^Apology")).get_by_role("cell").nth(1)
    ).to_contain_text("Refer to: Company")
    page.get_by_role("link", name="Duty sheet").click()
    expect(page.get_by_role("heading", name="Duty sheet")).to_be_visible()
    assert grave(page) == {}
    assert beyond(page) == 0
