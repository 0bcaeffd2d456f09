"""The switch of languages stays where the reader is."""

import re

from django.contrib.auth.models import User
from django.template import Context
from django.test import Client, RequestFactory
from django.utils.translation import override
from wagtail.models import Page

from kb.language.switch import Alternate
from kb.templatetags.languages import language_alternates
from tests import factories as make


def alternates(path: str, code: str, user: User, page: Page | None = None) -> list[Alternate]:
    """Return the switch as this person gets it at an address."""
    request = RequestFactory().get(path)
    request.user = user
    with override(code):
        return language_alternates(Context({"request": request, "page": page}))


def urls(found: list[Alternate]) -> dict[str, str]:
    return {one.hreflang: one.url for one in found}


def test_a_view_keeps_its_path_and_query(reader: User) -> None:
    found = alternates("/en/firewall/?severity=high&q=%E9%81%93", "en", reader)
    assert urls(found) == {
        "en": "/en/firewall/?severity=high&q=%E9%81%93",
        "zh-Hans": "/zh-hans/firewall/?severity=high&q=%E9%81%93",
        "zh-Hant": "/zh-hant/firewall/?severity=high&q=%E9%81%93",
    }
    assert [one.active for one in found] == [True, False, False]
    assert all(one.translated for one in found)


def test_a_page_leads_to_its_translation_in_both_scripts(reader: User) -> None:
    page = make.article("Apologies", slug="apologies")
    make.translated(page, "道歉", slug="dao-qian")
    for code in ("en", "zh-hans", "zh-hant"):
        shown = page if code == "en" else page.get_translation(make.locale("zh-hans"))
        found = urls(alternates(f"/{code}/somewhere/?from=1", code, reader, shown))
        assert found["en"] == "/en/library/apologies/?from=1"
        assert found["zh-Hans"].startswith("/zh-hans/")
        assert found["zh-Hans"].endswith("/dao-qian/?from=1")
        assert found["zh-Hant"] == found["zh-Hans"].replace("/zh-hans/", "/zh-hant/")


def test_a_page_nobody_translated_leads_to_the_nearest_that_is(reader: User) -> None:
    section = make.section("Notes", slug="notes")
    make.translated(section, "笔记", slug="bi-ji")
    page = make.article("Alone", section)
    found = alternates(page.url, "en", reader, page)
    assert [one.translated for one in found] == [True, False, False]
    assert found[1].url == "/zh-hans/bi-ji/"
    assert found[2].url == "/zh-hant/bi-ji/"


def test_a_translation_that_is_closed_or_a_draft_does_not_exist(reader: User, legal: User) -> None:
    page = make.article("Open")
    draft = make.article("Draft")
    make.translated(page, "开放", groups=[make.legal_group()])
    make.translated(draft, "草稿", live=False)
    # A restriction holds for every translation.
    assert [one.translated for one in alternates("/en/x/", "en", reader, page)] == [False] * 3
    assert [one.translated for one in alternates("/en/x/", "en", legal, page)] == [True] * 3
    assert [one.translated for one in alternates("/en/x/", "en", legal, draft)] == [
        True,
        False,
        False,
    ]


def test_an_address_without_a_language_leads_on_in_the_language(reader: User) -> None:
    found = urls(alternates("/accounts/login/?next=/en/firewall/", "en", reader))
    assert found["zh-Hant"] == "/zh-hant/firewall/"
    found = urls(alternates("/accounts/login/?next=//evil.example/", "en", reader))
    assert found["zh-Hant"] == "/zh-hant/"


def test_error_pages_without_a_request_lead_home(db: None) -> None:
    with override("zh-hant"):
        found = language_alternates(Context())
    assert urls(found) == {"en": "/en/", "zh-Hans": "/zh-hans/", "zh-Hant": "/zh-hant/"}
    assert [one.active for one in found] == [False, False, True]


def test_machines_are_told_of_every_language_and_of_an_address_that_asks_the_reader(
    reader_client: Client,
) -> None:
    html = reader_client.get("/zh-hant/people/?q=x").content.decode()
    assert re.findall(r'<link rel="alternate" hreflang="([^"]*)" href="([^"]*)">', html) == [
        ("en", "http://testserver/en/people/?q=x"),
        ("zh-Hans", "http://testserver/zh-hans/people/?q=x"),
        ("zh-Hant", "http://testserver/zh-hant/people/?q=x"),
        ("x-default", "http://testserver/people/?q=x"),
    ]


def test_a_page_in_one_language_names_no_other(reader_client: Client) -> None:
    page = make.article("Alone")
    html = reader_client.get(page.url).content.decode()
    assert re.findall(r'hreflang="([^"]*)" href="http://testserver([^"]*)"', html) == [
        ("en", page.url),
        ("x-default", page.url),
    ]
