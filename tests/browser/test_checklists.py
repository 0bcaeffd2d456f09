"""A playbook is used in an incident: made a checklist of, ticked by keyboard, and looked back on."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.axe import PHONE, beyond, grave


def test_a_playbook_is_used_ticked_told_and_looked_back_on(
    signed_in: Callable[[str], Page],
) -> None:
    page = signed_in("editor")
    page.goto("/en/incidents/pure-pr-disaster/")
    page.get_by_role("link", name=re.compile("^Use in this case.*Crisis playbook")).press("Enter")
    assert grave(page) == {}
    page.get_by_role("button", name="Make the checklist").press("Enter")
    expect(page.get_by_text("0 of 10 done")).to_be_visible()
    page.get_by_role("button", name=re.compile("^Done.*Form a crisis team")).press("Enter")
    expect(page.get_by_text("1 of 10 done")).to_be_visible()
    # The button in its place has the focus, so that the keyboard stays where it was.
    expect(
        page.get_by_role("button", name=re.compile("^Take back.*Form a crisis team"))
    ).to_be_focused()
    page.get_by_role("button", name=re.compile("^Put into the timeline.*Form a crisis team")).press(
        "Enter"
    )
    expect(page.get_by_role("link", name="in the draft of the timeline")).to_be_visible()
    assert grave(page) == {}
    page.set_viewport_size(PHONE)
    assert beyond(page) <= 0
    page.get_by_role("link", name="After-action review").press("Enter")
    page.get_by_label("What worked").fill("One list")
    page.get_by_role("button", name="Save").press("Enter")
    expect(page.get_by_label("What worked")).to_have_value("One list")
    assert beyond(page) <= 0
    assert grave(page) == {}
