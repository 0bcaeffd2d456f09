"""Marks of published pages hold in texts that are no HTML."""

from typing import Any

import pytest
from django.test import Client

from kb.language.conversion import convert
from kb.models import WordingDecision
from tests import factories as make

pytestmark = pytest.mark.django_db

BODY = (
    '<p>招牌写作<span data-script="keep" translate="no">头发</span>二字。</p>'
    '<p>公司发布<span data-hant="軟體" data-hk="軟件">软件</span>之后道歉。</p>'
)


def chinese_page(body: str = BODY) -> Any:
    english = make.article("An article")
    return make.translated(english, "一页", body=make.stream(("text", body)))


def test_excerpts_follow_the_marks(reader_client: Client) -> None:
    chinese_page()
    answer = reader_client.get("/zh-hant/search/", {"q": "招牌"}).content.decode()
    assert "寫作头发二字" in answer
    answer = reader_client.get("/zh-hant/search/", {"q": "道歉"}).content.decode()
    assert "軟體之後" in answer


def test_a_text_of_lines_follows_them_too() -> None:
    chinese_page()
    assert convert("公司发布软件之后道歉。", "zh-hk") == "公司發佈軟件之後道歉。"
    assert convert("招牌写作头发二字。", "zh-hant") == "招牌寫作头发二字。"
    assert convert("别的头发", "zh-hant") == "別的頭髮"


def test_they_go_with_the_publication() -> None:
    page = chinese_page()
    page.unpublish()
    assert not WordingDecision.objects.exists()
    assert convert("招牌写作头发二字。", "zh-hant") == "招牌寫作頭髮二字。"


def test_a_page_published_anew_has_its_new_marks() -> None:
    page = chinese_page()
    page.body = make.stream(("text", "<p>没有标记</p>"))
    page.save_revision().publish()
    assert not WordingDecision.objects.exists()
