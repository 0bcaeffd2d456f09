"""The editors' desk in a browser: typing, automatic saving, choosing, publishing."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.usefixtures("site")

# Wagtail takes a form as untouched until two seconds after it was opened.
WATCHING = "new Promise(done => addEventListener('w-unsaved:watch-edits', done, {once: true}))"


def choose_source(page: Page, place: str) -> None:
    """Choose the first source offered for the citation whose fields begin with `place`."""
    page.locator(f"#id_{place}-source-chooser").get_by_role("button", name="Choose source").click()
    page.locator("a[data-chooser-modal-choice]").first.click()
    expect(page.locator(f"#id_{place}-source")).not_to_have_value("")


def test_a_reviewer_writes_an_incident_and_publishes_it(
    signed_in: Callable[[str], Page],
) -> None:
    page = signed_in("reviewer")
    failures: list[str] = []
    page.on("pageerror", lambda error: failures.append(str(error)))
    page.goto("/admin/snippets/cases/incident/add/")
    page.evaluate(WATCHING)
    page.get_by_label("Title (English)").fill("A phone burned in a shop")
    page.get_by_label("One line (English)").fill("A phone burned; nobody was hurt.")
    page.get_by_label("Began", exact=True).fill("2026-01-07 evening")
    # What was typed is saved by itself, and the open page goes on with that draft.
    page.wait_for_url("**/incident/edit/*/")

    page.get_by_role("button", name="Add citation").first.click()
    choose_source(page, "citations-0")
    page.get_by_role("tab", name="Events").click()
    page.get_by_role("button", name="Add event").click()
    page.get_by_label("What happened (English)").fill("It burned")
    page.get_by_label("When", exact=True).first.fill("2026-01-07 21:30")
    page.locator("#id_events-0-citations-ADD").click()
    choose_source(page, "events-0-citations-0")
    expect(page.locator("#id_events-0-key")).not_to_have_value("")

    page.get_by_role("button", name="More actions").click()
    page.get_by_role("button", name="Publish", exact=True).click()
    expect(page.get_by_text("updated and published")).to_be_visible()

    page.goto("/en/incidents/a-phone-burned-in-a-shop/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("A phone burned in a shop")
    expect(page.get_by_role("region", name="Timeline")).to_contain_text("It burned")
    assert failures == []


def test_an_editor_adds_an_event_on_a_phone(signed_in: Callable[[str], Page]) -> None:
    page = signed_in("editor")
    page.set_viewport_size({"width": 400, "height": 800})
    page.goto("/en/incidents/new/")
    page.get_by_label("Title").fill("起火")
    page.get_by_label("What happened, in one line").fill("A phone burned in a shop")
    page.get_by_role("button", name="Publish as unverified").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("起火")

    page.get_by_role("link", name="Add an event").click()
    page.get_by_label("What happened").fill("The shop closed")
    page.get_by_role("button", name="Add as unverified").click()
    expect(page.get_by_role("region", name="Timeline")).to_contain_text("The shop closed")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_response_can_answer_an_event_that_was_just_typed(
    signed_in: Callable[[str], Page],
) -> None:
    page = signed_in("reviewer")
    page.goto("/admin/snippets/cases/incident/add/")
    page.evaluate(WATCHING)
    page.get_by_label("Title (English)").fill("A phone burned in a shop")
    page.get_by_role("tab", name="Events").click()
    page.get_by_role("button", name="Add event").click()
    page.get_by_label("What happened (English)").fill("It burned")
    expect(page.locator("#id_events-0-key")).not_to_have_value("")
    page.get_by_role("tab", name="Responses").click()
    page.get_by_role("button", name="Add response").click()
    answers = page.get_by_label("Event it answers")
    answers.focus()
    answers.select_option(label="It burned")
    expect(answers).to_have_value(page.locator("#id_events-0-key").input_value())


def test_a_source_is_made_while_citing_it_and_goes_out_with_the_incident(
    signed_in: Callable[[str], Page],
) -> None:
    page = signed_in("reviewer")
    page.goto("/admin/snippets/cases/incident/add/")
    page.evaluate(WATCHING)
    page.get_by_label("Title (English)").fill("A phone burned in a shop")
    page.get_by_label("One line (English)").fill("A phone burned; nobody was hurt.")
    page.get_by_role("button", name="Add citation").first.click()
    page.locator("#id_citations-0-source-chooser").get_by_role(
        "button", name="Choose source"
    ).click()
    page.get_by_role("tab", name="New").click()
    window = page.locator("[data-chooser-modal-creation-form]")
    window.get_by_label("Title (English)").fill("The shop's own report")
    window.get_by_role("button", name="Create as a draft").click()
    expect(page.locator("#id_citations-0-source")).not_to_have_value("")
    page.wait_for_url("**/incident/edit/*/")

    page.get_by_role("button", name="More actions").click()
    page.get_by_role("button", name="Publish", exact=True).click()
    expect(page.get_by_text("What you tick is published along with it")).to_be_visible()
    expect(page.get_by_label("Source: The shop's own report")).to_be_checked()
    page.get_by_role("button", name="Publish", exact=True).click()
    expect(page.get_by_text("Published: A phone burned in a shop")).to_be_visible()

    page.goto("/en/incidents/a-phone-burned-in-a-shop/")
    expect(page.get_by_role("region", name="Sources")).to_contain_text("The shop's own report")


def test_what_is_typed_is_read_in_traditional_chinese_beside_the_form(
    signed_in: Callable[[str], Page],
) -> None:
    page = signed_in("editor")
    page.goto("/admin/snippets/cases/organisation/add/")
    page.evaluate(WATCHING)
    page.get_by_label("Name (Chinese)").fill("银河科技")
    page.get_by_role("combobox", name="Kind").select_option("company")
    page.wait_for_url("**/organisation/edit/*/")
    page.get_by_role("button", name="Toggle preview").click()
    heading = page.frame_locator("#w-preview-iframe").get_by_role("heading", level=1)
    expect(heading).to_have_text("银河科技", timeout=20_000)
    page.get_by_label("Preview mode").select_option("zh-hant")
    expect(heading).to_have_text("銀河科技", timeout=20_000)
