"""The timelines by keyboard and on a phone: of an incident, of everything, of several, of a person."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.axe import DESK, PHONE, beyond, grave

INCIDENT = "/en/incidents/kol-contact-2026/"


def fits(page: Page, address: str, size: dict[str, int]) -> None:
    """Open an address: nobody is kept out, and nothing is wider than the window."""
    page.set_viewport_size(size)  # type: ignore[arg-type]
    page.goto(address)
    assert grave(page) == {}, address
    assert beyond(page) == 0, address


def test_a_reader_goes_by_keyboard_from_a_count_to_what_it_counts(
    signed_in: Callable[[str], Page],
) -> None:
    page = signed_in("reader")
    page.goto("/en/timeline/")
    expect(page).to_have_url(re.compile(r"month=\d{4}"))
    page.get_by_role("group").filter(has_text="In numbers, by lane").locator("summary").press(
        "Enter"
    )
    count = page.locator(".density__table tbody td a").first
    number = count.text_content()
    count.press("Enter")
    expect(page).to_have_url(re.compile(r"lane=\w+"))
    expect(page.locator("#list-total")).to_have_text(re.compile(rf"^\s*{number} moment"))
    expect(page.locator(".timeline__event")).to_have_count(min(int(number or 0), 25))


def test_several_incidents_stand_on_one_axis(signed_in: Callable[[str], Page]) -> None:
    page = signed_in("reader")
    page.goto(INCIDENT)
    expect(page.locator("#timeline")).to_be_visible()
    page.get_by_role("link", name="On one axis with others").press("Enter")
    page.get_by_label("Add an incident").fill("head")
    page.keyboard.press("Enter")
    page.locator(".several__offered a").first.press("Enter")
    expect(page.locator(".several__line")).to_have_count(2)
    page.get_by_role("link", name="Align at day zero").press("Enter")
    expect(page).to_have_url(re.compile("align=day0"))
    expect(page.get_by_role("table")).to_be_visible()
    fits(page, page.url, DESK)


def test_timelines_keep_nobody_out_and_fit_a_phone(signed_in: Callable[[str], Page]) -> None:
    page = signed_in("reader")
    page.goto("/en/people/")
    person = page.locator(".result__title a").first.get_attribute("href") or ""
    fits(page, person, PHONE)
    page.get_by_role("link", name="Whole timeline").press("Enter")
    expect(page).to_have_url(re.compile("timeline/.person="))
    fits(page, "/zh-hant/timeline/?month=all", PHONE)
    fits(page, "/en/timeline/?month=all", DESK)
