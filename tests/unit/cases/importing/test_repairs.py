"""Repairs are refused and accepted again, by one or by rule, and nobody overwrites another."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client

from kb.imports import repairs
from kb.imports.taking_apart import repaired
from kb.models import RawDocument
from tests import factories as make
from tests.cast import client_of, persona

pytestmark = pytest.mark.django_db
TEXT = "公司表示,本周召回,下周复工。\n公司回應:将采取措施。"


@pytest.fixture
def document() -> RawDocument:
    return make.raw_document(TEXT)


def address(document: RawDocument) -> str:
    return f"/en/imports/documents/{document.pk}/repairs/"


def sent(document: RawDocument, *ticked: str, **more: Any) -> dict[str, Any]:
    return {"keep": ticked, "seen": repairs.state_of(document), "does": "ticks", **more}


def text_of(document: RawDocument) -> str:
    return repaired(RawDocument.objects.get(pk=document.pk)).text


def test_a_tick_taken_out_keeps_the_text_as_it_came(
    document: RawDocument, editor_client: Client
) -> None:
    first, *others = [one.key for one in repaired(document).repairs]
    answer = editor_client.post(address(document), sent(document, *others))
    assert answer.status_code == 302
    assert text_of(document).startswith("公司表示,本周召回，")
    change = document.repair_changes.get()
    assert (change.keys, change.by) == ([first], persona("editor"))


def test_undoing_brings_the_repair_back(document: RawDocument, editor_client: Client) -> None:
    before = text_of(document)
    repairs.change_repairs(document, persona("editor"), refuse=[repaired(document).repairs[0].key])
    assert text_of(document) != before
    editor_client.post(address(document), {"undo": document.repair_changes.get().pk})
    assert text_of(document) == before


def test_all_of_one_rule_are_refused_at_once(document: RawDocument, editor_client: Client) -> None:
    rule = repaired(document).repairs[0].rule
    editor_client.post(f"{address(document)}?rule={rule}", sent(document, does="refuse_all"))
    kept = RawDocument.objects.get(pk=document.pk)
    assert rule not in {one.rule for one in repaired(kept).repairs}


def test_who_was_second_is_told_and_keeps_the_ticks(document: RawDocument) -> None:
    first, second, *_rest = [one.key for one in repaired(document).repairs]
    form = sent(document, first)
    repairs.change_repairs(document, persona("reviewer"), refuse=[first])
    answer = client_of("editor").post(address(document), form)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Meanwhile" in page
    assert f'value="{first}" checked' in page
    assert f'value="{second}" checked' not in page


@pytest.mark.parametrize("name", ["reader", "editor"])
def test_nobody_outside_changes_repairs(name: str) -> None:
    closed = make.raw_document(TEXT, groups=[make.legal_group()])
    assert client_of(name).post(address(closed), sent(closed)).status_code == 404
    with pytest.raises(PermissionDenied):
        repairs.change_repairs(closed, persona(name), refuse=["punctuation:4:5"])


def test_a_page_that_is_not_there_and_nonsense_are_no_error(document: RawDocument) -> None:
    answer = client_of("editor").post(
        f"{address(document)}?page=99&rule=x", {"seen": "x", "keep": ["\0"], "undo": "x"}
    )
    assert answer.status_code == 400
