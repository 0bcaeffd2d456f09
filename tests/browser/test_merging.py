"""Merging two records and undoing it in a browser: by keyboard, and for everybody."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from cases.models import Milestone, Person
from tests import factories as make
from tests.browser.axe import PHONE, beyond, grave

pytestmark = pytest.mark.usefixtures("site")


def looked_at(page: Page) -> None:
    """Ask whether what is on the page keeps nobody out and fits a phone."""
    assert grave(page, "main") == {}
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    assert beyond(page) == 0


def test_a_reviewer_merges_and_undoes_it_by_keyboard(signed_in: Callable[[str], Page]) -> None:
    kept = make.person("Wang Min", make.milestone("Took office"))
    merged = make.person("Min Wang", make.milestone("Left"))
    page = signed_in("reviewer")
    page.goto(f"/admin/merges/person/{kept.pk}/{merged.pk}/")
    expect(page.get_by_role("heading", name="What moves")).to_be_visible()
    looked_at(page)
    page.get_by_role("button", name="Merge", exact=True).focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Merged “Min Wang” into “Wang Min”.")).to_be_visible()

    make.add(Person.objects.get(pk=kept.pk), make.milestone("Promoted"))
    page.goto("/admin/merges/")
    looked_at(page)
    page.get_by_role("link", name="Undo").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="What was added since")).to_be_visible()
    looked_at(page)
    page.get_by_role("radio", name="Wang Min wang-min").focus()
    page.keyboard.press("ArrowDown")
    page.get_by_role("button", name="Undo the merge").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Undone: “Min Wang” is back.")).to_be_visible()
    back = Milestone.objects.filter(person_id=merged.pk)
    assert set(back.values_list("what_en", flat=True)) == {"Left", "Promoted"}
