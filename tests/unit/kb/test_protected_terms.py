"""The words of the glossary are protected, as soon as an editor publishes them."""

import pytest

from kb.language.conversion import convert
from kb.models import GlossaryAlias
from tests import factories as make

pytestmark = pytest.mark.django_db


def test_a_term_is_written_as_the_glossary_writes_it() -> None:
    assert convert("请看后台发布", "zh-hant") == "請看後臺發佈"
    make.term(
        "Release · 发布",
        GlossaryAlias(text="發布", language="zh"),
        GlossaryAlias(text="launch", language="en"),
    )
    assert convert("请看后台发布", "zh-hant") == "請看後臺發布"
    assert convert("請看發布", "zh-hans") == "请看发布"


def test_a_renamed_term_is_noticed_at_once() -> None:
    term = make.term("Release · 发布", GlossaryAlias(text="發布", language="zh"))
    assert convert("发布", "zh-hant") == "發布"
    term.term_zh = "公布"
    term.aliases.all().delete()
    term.save_revision().publish()
    assert convert("发布", "zh-hant") == "發佈"
