"""A page in both languages: a pair is seen by pointer and by keys."""

from collections.abc import Callable

from playwright.sync_api import Page, expect


def test_a_sentence_lights_up_with_its_counterpart_by_pointer_and_by_keys(
    signed_in: Callable[[str], Page],
) -> None:
    page = signed_in("reader")
    page.goto("/en/case-studies/kol-contact-affair/")
    page.get_by_role("link", name="Side by side", exact=True).click()
    pair = page.locator(".sbs__pair").filter(has_text="The people most ready to defend")
    lit = page.locator(".sentence--lit")
    pair.get_by_text("最愿意替公司说话的是米粉").hover()
    expect(lit).to_have_count(2)
    expect(lit.first).to_contain_text("The people most ready to defend")
    before = page.locator(".sbs__pair").filter(has_text="Xiaomi entered 2026")
    before.get_by_role("link").first.focus()
    page.keyboard.press("ArrowDown")
    expect(pair.get_by_role("link").first).to_be_focused()
    page.keyboard.press("ArrowRight")
    expect(pair.locator(".sentence--lit")).not_to_have_count(0)
