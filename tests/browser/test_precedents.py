"""Precedents by keyboard: a situation in Traditional Chinese, the reasons, a case, a comparison."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.axe import DESK, PHONE, beyond, grave


def test_a_situation_typed_in_traditional_chinese_leads_to_a_case_and_a_comparison(
    signed_in: Callable[[str], Page],
) -> None:
    page = signed_in("reader")
    page.goto("/zh-hant/precedents/")
    page.get_by_label("用自己的話描述").focus()
    page.keyboard.type("粉絲抗議公司找爭議網紅合作")
    page.keyboard.press("Tab")
    expect(page).to_have_url(re.compile(r"/zh-hant/precedents/\?words="))
    cases = page.locator("li.precedent")
    first = cases.first
    expect(first.get_by_role("heading")).to_contain_text("KOL")
    reasons = first.get_by_role("list", name="原因")
    expect(reasons).to_contain_text(re.compile(r"個詞中的 \d+ 個"))
    expect(first.get_by_text("當時的應對")).to_be_visible()
    expect(first.get_by_text("結果如何")).to_be_visible()
    for size in (PHONE, DESK):
        page.set_viewport_size(size)  # type: ignore[arg-type]
        assert grave(page) == {}
        assert beyond(page) == 0
    # Two ticks and a button, without the mouse: they stand side by side.
    for one in (cases.first, cases.nth(1)):
        one.get_by_role("checkbox").focus()
        page.keyboard.press("Space")
    page.get_by_role("button", name="比較").focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/zh-hant/compare/\?incident=.+&incident="))
    page.go_back()
    page.locator("li.precedent").first.get_by_role("link").first.focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/zh-hant/incidents/kol-contact-2026/"))
    # "Cases like this one" comes with this one chosen.
    like = page.get_by_role("region", name="與本事件相似的案例")
    like.scroll_into_view_if_needed()
    like.get_by_role("checkbox").first.check()
    like.get_by_role("button", name="比較").click()
    expect(page).to_have_url(re.compile(r"incident=kol-contact-2026&incident="))
