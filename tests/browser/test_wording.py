"""An editor says in a text, without markup, what readers of another script get."""

from collections.abc import Callable

from django.urls import reverse
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from kb.models import ArticlePage


def test_an_editor_says_what_readers_of_traditional_get(
    signed_in: Callable[[str], Page], site: LiveServer
) -> None:
    article = ArticlePage.objects.filter(locale__language_code="zh-hans").first()
    assert article is not None
    tab = signed_in("editor")
    tab.goto(reverse("wagtailadmin_pages:edit", args=[article.pk]))
    paragraph = tab.locator("[data-draftail-editor-wrapper] [data-block]").first
    paragraph.dblclick(position={"x": 560, "y": 12})
    tab.keyboard.press("Control+Alt+k")
    paragraph.click(position={"x": 400, "y": 12})
    tab.get_by_role("button", name="How this paragraph reads").first.click()
    expect(tab.locator(".wording-reading__row").first).to_contain_text("Traditional")
    tab.get_by_role("button", name="How this paragraph reads").first.click()

    paragraph.dblclick(position={"x": 60, "y": 12})
    tab.keyboard.press("Control+Alt+t")
    tab.get_by_role("textbox", name="In Traditional say").fill("另一個詞")
    tab.get_by_role("button", name="Apply").click()
    expect(paragraph.locator(".wording-said")).to_be_visible()
    # The editor writes its text into the form a quarter of a second after the last change.
    tab.wait_for_function(
        "() => [...document.querySelectorAll('input[type=hidden], textarea')]"
        ".some(field => field.value.includes('另一個詞'))"
    )
    tab.get_by_role("button", name="Save draft").click()
    tab.wait_for_load_state("networkidle")
    draft = ArticlePage.objects.get(pk=article.pk).get_latest_revision_as_object()
    html = str(draft.body[0].value.source)
    assert 'data-hant="另一個詞"' in html
    assert 'data-script="keep"' in html
