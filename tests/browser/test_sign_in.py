"""Coming in, and what is behind the door."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.usefixtures("site")


def test_a_reader_signs_in_and_sees_the_home_page(page: Page) -> None:
    page.goto("/")
    expect(page.get_by_role("heading", name="Casebook")).to_be_visible()
    page.get_by_label("User name").fill("reader")
    page.get_by_label("Password").fill("reader")
    page.get_by_role("button", name="Sign in").click()
    expect(page).to_have_url("/en/")
    expect(page.get_by_role("banner")).to_be_visible()
    expect(page.get_by_role("main").get_by_role("heading", level=1)).to_be_visible()


def test_a_wrong_password_is_refused_in_words(page: Page) -> None:
    page.goto("/accounts/login/")
    page.get_by_label("User name").fill("reader")
    page.get_by_label("Password").fill("guessed")
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("alert")).to_be_visible()


def test_somebody_who_has_left_does_not_come_in(page: Page) -> None:
    page.goto("/accounts/login/")
    page.get_by_label("User name").fill("deactivated")
    page.get_by_label("Password").fill("deactivated")
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("alert")).to_be_visible()


def test_a_reader_who_is_signed_in_is_not_asked_again(
    signed_in: Callable[[str], Page],
) -> None:
    page = signed_in("reader")
    page.goto("/zh-hans/")
    expect(page).to_have_url("/zh-hans/")
    expect(page.locator("html")).to_have_attribute("lang", "zh-Hans")
