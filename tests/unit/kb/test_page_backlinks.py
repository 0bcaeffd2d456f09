"""Pages that link to a record, file under what links here: only those the reader may see."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.utils import translation

from cases.models import Incident
from kb.models import ArticlePage
from kb.page_backlinks import find
from tests import factories as make

pytestmark = pytest.mark.django_db


def showing(incident: Incident, title: str = "Background", **how: Any) -> ArticlePage:
    """Publish an article with an incident in two of its blocks."""
    value = {"incident": incident.pk}
    return make.article(
        title, body=make.stream(("incident_card", value), ("timeline", value)), **how
    )


def titles(obj: Any, user: User) -> list[str]:
    return sorted({str(link.title) for link in find(obj, user)})


def test_a_page_that_shows_a_record_is_named_with_each_block(reader: User) -> None:
    incident = make.incident()
    page = showing(incident)
    links = list(find(incident, reader))
    assert [(link.title, link.url, str(link.why)) for link in links] == [
        (page.title, page.get_url(), "Incident card"),
        (page.title, page.get_url(), "Timeline of an incident"),
    ]
    assert str(links[0].kind) == "article"


def test_a_page_that_cites_a_source_is_named(reader: User) -> None:
    source = make.source()
    quotation = {"text": "So it is", "source": source.pk, "speaker": "", "place": ""}
    row = {"source": source.pk, "quote": "so", "note": ""}
    make.article("Quoting", body=make.stream(("quotation", quotation)))
    make.case_study("Citing", lessons=make.stream(("citations", [row])))
    assert titles(source, reader) == ["Citing", "Quoting"]


def test_a_page_that_links_to_a_page_is_named(reader: User) -> None:
    target = make.guidance("What we do")
    link = f'<p><a linktype="page" id="{target.pk}">guidance</a></p>'
    make.article("Pointing", body=make.stream(("text", link)))
    assert titles(target, reader) == ["Pointing"]


def test_a_closed_page_is_named_only_to_those_who_see_it(reader: User, legal: User) -> None:
    incident = make.incident()
    make.restrict(showing(incident), make.legal_group())
    assert titles(incident, reader) == []
    assert titles(incident, legal) == ["Background"]


def test_drafts_are_not_named(administrator: User) -> None:
    incident = make.incident()
    showing(incident, live=False)
    assert titles(incident, administrator) == []


def test_of_two_translations_the_readers_own_is_named(reader: User) -> None:
    incident = make.incident()
    page = showing(incident)
    make.translated(page, "背景", body=page.body)
    only_chinese = make.translated(make.section("Other"), "别的")
    showing(incident, "只有中文", parent=only_chinese)
    assert titles(incident, reader) == ["Background", "只有中文"]
    with translation.override("zh-hant"):
        assert titles(incident, reader) == ["只有中文", "背景"]
        assert all(link.url.startswith("/zh-hant/") for link in find(incident, reader))


def test_what_a_page_no_longer_shows_no_longer_links(reader: User) -> None:
    incident = make.incident()
    page = showing(incident)
    page.body = make.stream(("text", "<p>Nothing</p>"))
    page.save_revision().publish()
    assert titles(incident, reader) == []


def test_the_number_of_queries_does_not_grow_with_the_pages(
    reader: User, django_assert_max_num_queries: Callable[[int], Any]
) -> None:
    incident = make.incident()
    for number in range(8):
        showing(incident, f"Background {number}")
    with django_assert_max_num_queries(6):
        assert len(titles(incident, reader)) == 8
