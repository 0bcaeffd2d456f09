"""Glossary hints on the pages of a reader."""

import re

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.utils.translation import override

from kb import glossary_hints
from kb.language.codes import ENGLISH, TRADITIONAL
from kb.models import GlossaryAlias, GlossaryTerm
from kb.permissions import User
from kb.reading_page import ReadingPage
from kb.starter.people import LEGAL
from tests.factories.records import incident, term

pytestmark = pytest.mark.django_db

LINK = re.compile(r'<a class="hint" href="([^"]*)" aria-describedby="([^"]*)">([^<]*)</a>')


@pytest.fixture
def crisis() -> GlossaryTerm:
    return term("crisis · 危机", GlossaryAlias(text="emergency", language="en"), slug="crisis")


def hinted(html: str, user: User, page: ReadingPage | None = None) -> str:
    with override("en"):
        return glossary_hints.hinted(html, page or ReadingPage(), user, ENGLISH)


def test_a_term_is_explained_the_first_time_and_the_words_stay(
    crisis: GlossaryTerm, reader: User
) -> None:
    html = "<p>Two crises, one crisis.</p><p>An emergency.</p>"
    page = ReadingPage()
    shown = hinted(html, reader, page)
    assert LINK.findall(shown) == [("/en/glossary/crisis/", "hint-crisis", "crises")]
    assert LINK.sub(r"\3", shown) == html
    assert hinted(html, reader, page) == html


def test_nobody_is_told_a_term_that_they_may_not_see(
    crisis: GlossaryTerm, reader: User, legal: User
) -> None:
    secret = term("crisis plan · 危机预案", groups=[Group.objects.get(name=LEGAL)], slug="plan")
    html = "Our crisis plan."
    assert [key for _url, key, _word in LINK.findall(hinted(html, legal))] == ["hint-plan"]
    # The longer term that they do not know of hides nothing.
    assert [word for _url, _key, word in LINK.findall(hinted(html, reader))] == ["crisis"]
    term("draft", live=False)
    assert LINK.findall(hinted("a draft", legal)) == []
    for user, told in ((legal, [secret]), (reader, [crisis])):
        page = ReadingPage()
        hinted(html, user, page)
        assert glossary_hints.explanations(page) == told


def test_a_page_costs_one_query_more_and_one_without_terms_none(
    crisis: GlossaryTerm, reader: User, django_assert_num_queries: object
) -> None:
    assert reader.groups.exists()
    page = ReadingPage()
    hinted("crisis", reader)
    with django_assert_num_queries(0):  # type: ignore[operator]
        hinted("nothing of the kind", reader, page)
    with django_assert_num_queries(1):  # type: ignore[operator]
        hinted("a crisis", reader, page)
        hinted("an emergency", reader, page)
        for told in glossary_hints.explanations(page):
            assert [alias.text for alias in told.aliases.all()] == ["emergency"]


def test_a_term_that_changes_is_found_at_once_by_its_new_name(
    crisis: GlossaryTerm, reader: User
) -> None:
    assert "hint" in hinted("crisis", reader)
    crisis.term_en = "calamity"
    crisis.save()
    assert "hint" not in hinted("crisis", reader)
    assert "hint" in hinted("calamity", reader)


def test_traditional_texts_are_hinted_too(crisis: GlossaryTerm, reader: User) -> None:
    shown = glossary_hints.hinted("一場危機。", ReadingPage(), reader, TRADITIONAL)
    assert [word for _url, _key, word in LINK.findall(shown)] == ["危機"]


def test_an_incident_explains_its_terms_at_its_end(
    crisis: GlossaryTerm, reader_client: Client
) -> None:
    told = incident("A crisis · 危机", slug="quarrel", summary="A crisis. · 一场危机。")
    for code, word in (("en", "crisis"), ("zh-hans", "危机"), ("zh-hant", "危機")):
        html = reader_client.get(f"/{code}/incidents/{told.slug}/").content.decode()
        assert [one for _url, _key, one in LINK.findall(html)] == [word]
        assert html.count('id="hint-crisis"') == 1
    # A term's own page does not send its reader in a circle.
    assert "hint-crisis" not in reader_client.get("/en/glossary/crisis/").content.decode()
