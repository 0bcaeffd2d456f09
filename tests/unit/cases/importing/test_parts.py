"""What a raw document becomes: drafts, made once, linked to where they came from, taken back."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client

from cases.importing.decisions import PLAN, PLAYBOOK, SOURCE, standing, take_back
from cases.importing.earlier_texts import earlier_texts, renew
from cases.importing.parts import parts_of
from cases.importing.playbook_draft import make_playbook
from cases.importing.sources import link_source, make_drafts, refuse_parts
from cases.models import Organisation, Source
from kb.imports.repairs import change_repairs
from kb.imports.taking_apart import repaired
from kb.models import PlaybookPage, RawDocument
from kb.records.base import Audience
from tests import factories as make
from tests.cast import client_of, persona

pytestmark = pytest.mark.django_db

ARTICLE = """晨星电器召回三万台烤箱

晨报 · 2024-06-03 09:44
晨星电器表示,本周召回三万台烤箱,并向顾客道歉。公司还说,以后每批产品都要多检查一次。
"""
VERSIONS = """晨星电器为什么召回烤箱
晨报 · 2024-06-03 09:44
Morningstar said on Monday that it recalls thirty thousand ovens and apologised to all customers.
晨星电器为什么召回烤箱
晨报 · 2024-06-03 10:20
晨星电器周一表示，将召回三万台烤箱，并向所有顾客道歉，今后每一批产品都会多做一次检查。
"""
PLAN_TEXT = """一、緊急應對
1.1 成立團隊
解決方案：立即組建由公關和法務組成的團隊。
優劣分析：優勢在于迅速；劣勢是混亂。
實施步驟：
- 確定成員。
- 召開會議。
1.2 發佈聲明
解決方案：一小時內發佈聲明。
優劣分析：優勢是透明；劣勢是倉促。
實施步驟：
- 起草聲明。
Q：誰先知道？
A：法務。
"""


def fresh(document: RawDocument) -> Any:
    return RawDocument.objects.get(pk=document.pk)


def made_of_all(document: RawDocument, by: str = "editor") -> list[Source]:
    return make_drafts(document, persona(by), [part.key for part in parts_of(document)])


def test_a_draft_has_what_the_document_says_of_itself() -> None:
    outlet = make.organisation("Morning Paper", make.alias("晨报"))
    (source,) = made_of_all(make.raw_document(ARTICLE))
    draft: Any = Source.objects.get(pk=source.pk)
    assert not draft.live
    assert draft.outlet == outlet
    assert (draft.title.zh, draft.language) == ("晨星电器召回三万台烤箱", "zh-hans")
    assert draft.published.precision == "minute"
    assert "晨星电器表示，本周召回" in draft.text


def test_a_draft_is_for_those_the_import_is_for() -> None:
    groups = [make.legal_group()]
    (source,) = made_of_all(make.raw_document(ARTICLE, groups=groups), "legal_editor")
    assert source.audience == Audience.GROUPS
    assert list(source.audience_groups.all()) == groups


def test_an_outlet_nobody_may_see_is_not_chosen() -> None:
    make.organisation("Morning Paper", make.alias("晨报"), groups=[make.legal_group()])
    (source,) = made_of_all(make.raw_document(ARTICLE))
    assert source.outlet is None
    assert source.description.zh == "晨报"


def test_a_new_outlet_is_drafted_when_asked() -> None:
    document = make.raw_document(ARTICLE)
    make_drafts(document, persona("editor"), ["whole"], ["晨报"])
    outlet: Any = Organisation.objects.get(name_zh="晨报")
    assert not outlet.live


def test_two_versions_of_an_article_are_linked() -> None:
    first, second = made_of_all(make.raw_document(VERSIONS))
    assert second.version_of == first


def test_nothing_is_made_twice() -> None:
    document = make.raw_document(ARTICLE)
    assert made_of_all(document)
    assert made_of_all(document) == []


def test_a_source_that_is_there_is_linked_instead(editor_client: Client) -> None:
    document = make.raw_document(ARTICLE)
    (part,) = parts_of(document)
    there = make.source("Known", text=part.text)
    page = editor_client.get(f"/en/imports/documents/{document.pk}/parts/").content.decode()
    assert f"link-{there.pk}-whole" in page
    link_source(document, persona("editor"), "whole", there)
    assert standing(document, SOURCE)["whole"].made == there
    assert Source.objects.filter(text=part.text).count() == 1


def test_a_source_of_others_is_neither_offered_nor_linked() -> None:
    document = make.raw_document(ARTICLE)
    (part,) = parts_of(document)
    hidden = make.source("Hidden", text=part.text, groups=[make.legal_group()])
    page = client_of("editor").get(f"/en/imports/documents/{document.pk}/parts/").content.decode()
    assert f"link-{hidden.pk}" not in page
    with pytest.raises(PermissionDenied):
        link_source(document, persona("editor"), "whole", hidden)


def test_taking_back_deletes_the_draft() -> None:
    document = make.raw_document(ARTICLE)
    (source,) = made_of_all(document)
    take_back(standing(document, SOURCE)["whole"], persona("editor"))
    assert not Source.objects.filter(pk=source.pk).exists()
    assert standing(document, SOURCE) == {}


def test_a_changed_draft_is_not_taken_back() -> None:
    document = make.raw_document(ARTICLE)
    (source,) = made_of_all(document)
    source.author = "Somebody"
    source.save_revision(user=persona("reviewer"))
    with pytest.raises(ValidationError, match="worked on it since"):
        take_back(standing(document, SOURCE)["whole"], persona("editor"))
    assert Source.objects.filter(pk=source.pk).exists()


def test_a_draft_that_was_closed_to_others_is_not_taken_back_by_them() -> None:
    document = make.raw_document(ARTICLE)
    (source,) = made_of_all(document)
    Source.objects.filter(pk=source.pk).update(audience=Audience.GROUPS)
    with pytest.raises(ValidationError):
        take_back(standing(document, SOURCE)["whole"], persona("editor"))
    page = client_of("editor").get(f"/en/imports/documents/{document.pk}/").content.decode()
    assert "What was made of it" not in page


def test_a_draft_that_something_uses_is_not_taken_back() -> None:
    document = make.raw_document(ARTICLE)
    (source,) = made_of_all(document)
    make.incident("It happened", make.event(sources=[source]), live=False)
    with pytest.raises(ValidationError, match="refers to it"):
        take_back(standing(document, SOURCE)["whole"], persona("editor"))


def test_versions_name_each_other_to_those_who_may_read_both() -> None:
    first, second = made_of_all(make.raw_document(VERSIONS))
    make.publish(second)
    assert (
        "Other version" not in client_of("reader").get(second.get_absolute_url()).content.decode()
    )
    make.publish(first)
    assert "Other version" in client_of("reader").get(second.get_absolute_url()).content.decode()


def test_what_is_not_wanted_is_noted_and_taken_back() -> None:
    document = make.raw_document(ARTICLE)
    assert refuse_parts(document, persona("editor"), ["whole", "item:7"]) == 1
    assert made_of_all(document) == []
    take_back(standing(document, SOURCE)["whole"], persona("editor"))
    assert made_of_all(document)


def test_new_text_comes_into_unchanged_drafts_only() -> None:
    document = make.raw_document(ARTICLE)
    (source,) = made_of_all(document)
    change_repairs(document, persona("editor"), refuse=[repaired(document).repairs[0].key])
    (earlier,) = earlier_texts(fresh(document), persona("editor"))
    assert earlier.source == source
    assert renew(fresh(document), persona("editor")) == 1
    assert "表示,本周" in Source.objects.get(pk=source.pk).text
    assert earlier_texts(fresh(document), persona("editor")) == []


def test_a_mended_head_is_what_the_draft_gets() -> None:
    document = make.raw_document(ARTICLE)
    address = f"/en/imports/documents/{document.pk}/parts/mend/?part=whole"
    form = {"title": "Recall", "outlet": "", "author": "Li", "published": "2024-06", "url": ""}
    assert client_of("editor").post(address, {**form, "seen": ""}).status_code == 302
    # Somebody who looked before is told.
    assert client_of("reviewer").post(address, {**form, "seen": ""}).status_code == 409
    (source,) = made_of_all(fresh(document))
    assert (source.title.en, source.author, source.outlet) == ("Recall", "Li", None)
    assert source.published.precision == "month"


def test_nonsense_in_the_head_is_refused_with_a_sentence(editor_client: Client) -> None:
    document = make.raw_document(ARTICLE)
    address = f"/en/imports/documents/{document.pk}/parts/mend/?part=whole"
    answer = editor_client.post(address, {"title": "", "published": "soon", "url": "no address"})
    assert answer.status_code == 400
    assert "is not a time" in answer.content.decode()


def test_a_plan_becomes_a_draft_playbook_in_simplified() -> None:
    section = make.section("Plans")
    make.translated(section, "Plans")
    document = make.raw_document(PLAN_TEXT)
    page = make_playbook(document, persona("editor"))
    draft: Any = PlaybookPage.objects.get(pk=page.pk).get_latest_revision_as_object()
    measures = [one for phase in draft.phases.all() for one in phase.measures.all()]
    assert not PlaybookPage.objects.get(pk=page.pk).live
    assert [one.title for one in measures] == ["成立团队", "发布声明"]
    assert "<li>召开会议。</li>" in measures[0].steps
    assert measures[0].drawbacks
    assert [one.question for one in draft.questions.all()] == ["谁先知道？"]
    take_back(standing(document, PLAYBOOK)[PLAN], persona("editor"))
    assert not PlaybookPage.objects.filter(pk=page.pk).exists()


def test_the_playbook_of_a_closed_import_is_closed() -> None:
    make.translated(make.section("Plans"), "Plans")
    document = make.raw_document(PLAN_TEXT, groups=[make.legal_group()])
    page = make_playbook(document, persona("legal_editor"))
    (restriction,) = page.view_restrictions.all()
    assert list(restriction.groups.all()) == [make.legal_group()]


@pytest.mark.parametrize("name", ["reader", "editor"])
def test_nobody_outside_makes_anything(name: str) -> None:
    closed = make.raw_document(ARTICLE, groups=[make.legal_group()])
    address = f"/en/imports/documents/{closed.pk}/parts/"
    assert client_of(name).post(address, {"does": "make", "part": "whole"}).status_code == 404
    with pytest.raises(PermissionDenied):
        made_of_all(closed, name)


def test_its_source_names_the_raw_document_to_those_who_may_see_it() -> None:
    document = make.raw_document(ARTICLE, name="brought-in.txt")
    (source,) = made_of_all(document)
    make.publish(source)
    address = Source.objects.get(pk=source.pk).get_absolute_url()
    assert "brought-in.txt" in client_of("editor").get(address).content.decode()
    assert "brought-in.txt" not in client_of("reader").get(address).content.decode()
