"""Somebody follows links in the graph, with the picture and without it."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from cases.models import Incident
from tests.browser.axe import grave


def test_the_graph_is_drawn_and_used_by_keyboard_and_its_steps_can_be_gone_back(
    signed_in: Callable[[str], Page],
) -> None:
    incident = Incident.objects.filter(live=True, involvements__isnull=False).order_by("pk")[0]
    page = signed_in("reader")
    told: list[str] = []
    page.on("console", lambda message: told.append(message.text))
    page.on("pageerror", lambda error: told.append(str(error)))
    page.goto(incident.get_absolute_url())
    page.get_by_role("link", name="Open in the graph").click()
    expect(page.get_by_role("img", name=re.compile("Picture of the links"))).to_be_visible()
    assert grave(page) == {}
    start = page.url
    # The table has the same links at the same address, and is what a step leads to once chosen.
    page.get_by_role("button", name="Table").press("Enter")
    expect(page.get_by_role("table")).to_be_visible()
    expect(page.get_by_role("img", name=re.compile("Picture of the links"))).to_be_hidden()
    assert grave(page) == {}
    page.reload()
    expect(page.get_by_role("table")).to_be_visible()
    page.get_by_role("button", name="Picture", exact=True).press("Enter")
    expect(page.get_by_role("table")).to_be_hidden()
    page.emulate_media(media="print")
    expect(page.locator("[data-graph-table]")).to_be_visible()
    page.emulate_media(media="screen")
    assert page.url == start
    rows = page.locator("[data-graph-table] tr").count()
    page.get_by_label("Record", exact=True).focus()
    page.keyboard.press("ArrowDown")
    # The picture chooses what the form has, and says it.
    chosen = page.get_by_label("Record", exact=True).input_value()
    expect(page.locator("[data-graph-said] a")).to_have_attribute("href", re.compile("."))
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(re.escape(f"expand={chosen}:all")))
    assert page.locator("[data-graph-table] tr").count() >= rows
    page.go_back()
    expect(page).to_have_url(start)
    page.get_by_role("link", name="Find how it is connected").click()
    page.get_by_role("combobox", name="Name of an incident").fill("xiaomi")
    expect(page.get_by_role("option").first).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(
        page.get_by_role("heading", name=re.compile("Connected in|No connection"))
    ).to_be_visible()
    assert grave(page) == {}
    assert told == []
