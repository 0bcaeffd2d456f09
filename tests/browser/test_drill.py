"""Somebody practises with a past incident, alone and by keyboard, to its end."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.axe import PHONE, beyond, grave


def test_a_past_incident_unfolds_is_answered_and_compared_with_what_was_done(
    signed_in: Callable[[str], Page],
) -> None:
    page = signed_in("reader")
    page.goto("/en/incidents/kol-contact-2026/")
    page.get_by_role("link", name="Practise with this case").press("Enter")
    page.get_by_label("Cover title").fill("Thursday evening")
    assert grave(page) == {}
    page.get_by_role("button", name="Begin").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Thursday evening")
    page.get_by_label("Apology").first.press("Space")
    page.get_by_label("Draft of what").fill("These critics are liars. 他们都是水军。")
    page.get_by_role("button", name="Keep this answer").press("Enter")
    expect(page.get_by_role("heading", name=re.compile("warning|stop"))).to_be_visible()
    assert "KOL contact" not in page.content()
    assert grave(page) == {}
    page.set_viewport_size(PHONE)
    assert beyond(page) <= 0

    page.get_by_role("button", name="What happens next").press("Enter")
    expect(page.get_by_text("Moment 2")).to_be_visible()
    page.get_by_role("button", name="Wait: say nothing now").press("Enter")
    page.get_by_role("button", name="End here and compare").press("Enter")
    expect(page.get_by_role("rowheader", name="What differs")).to_be_visible()
    assert beyond(page) <= 0
    assert grave(page) == {}
