"""The message catalogues: complete, in the right script, and compiled when they change."""

import os
from pathlib import Path

import polib
import pytest
from django.utils.translation import gettext, override

from kb.language.catalogues import compile_catalogues
from kb.language.messages import APPS, FOREIGN, Message, catalogue, messages_of, problems_of

CODE = """
from django.utils.translation import gettext as _, ngettext, pgettext_lazy
_("One")
_("joined " "text")
_(variable)
ngettext("%(n)s case", "%(n)s cases", 2)
pgettext_lazy("of a day", "late")
"""
TEMPLATE = """{% load i18n %}
{% translate "Two" %} {% translate "late" context "of a month" %}
<a title="{% translate 'Three' as three %}">{{ _("Four") }}</a>
{% blocktranslate trimmed count n=n %}
  {{ n }} page
{% plural %}
  {{ n }} pages
{% endblocktranslate %}"""


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """A small site with one app, its messages and a catalogue of some of them."""
    templates = tmp_path / "kb" / "templates"
    templates.mkdir(parents=True)
    (tmp_path / "kb" / "views.py").write_text(CODE)
    (templates / "page.html").write_text(TEMPLATE)
    locale = tmp_path / "kb" / "locale" / "zh_Hant" / "LC_MESSAGES"
    locale.mkdir(parents=True)
    po = polib.POFile()
    po.metadata = {"Content-Type": "text/plain; charset=UTF-8"}
    po.append(polib.POEntry(msgid="One", msgstr="一"))
    po.append(polib.POEntry(msgid="Two", msgstr="两个"))
    po.append(polib.POEntry(msgid="One", msgstr="一個"))
    po.append(polib.POEntry(msgid="Three", msgstr=""))
    po.append(polib.POEntry(msgid="Four", msgstr="四", flags=["fuzzy"]))
    po.append(polib.POEntry(msgid="late", msgctxt="of a day", msgstr="晚"))
    po.append(
        polib.POEntry(msgid="%(n)s case", msgid_plural="%(n)s cases", msgstr_plural={0: "%(m)s件"})
    )
    po.save(str(locale / "django.po"))
    return tmp_path


@pytest.mark.parametrize("locale", FOREIGN)
@pytest.mark.parametrize("app", APPS)
def test_every_word_of_the_interface_is_in_every_catalogue(app: str, locale: str) -> None:
    assert problems_of(app, locale) == []


def test_messages_are_found_in_code_and_templates(house: Path) -> None:
    assert set(messages_of("kb", house)) == {
        Message("One"),
        Message("joined text"),
        Message("%(n)s case", plural="%(n)s cases"),
        Message("late", "of a day"),
        Message("Two"),
        Message("late", "of a month"),
        Message("Three"),
        Message("Four"),
        Message("%(n)s page", plural="%(n)s pages"),
    }


def test_each_fault_of_a_catalogue_is_told(house: Path) -> None:
    assert sorted(problems_of("kb", "zh_Hant", house)) == sorted(
        [
            "'One' is there twice.",
            "'joined text' of kb/views.py is missing.",
            "'late' of kb/templates/page.html is missing.",
            "'%(n)s page' of kb/templates/page.html is missing.",
            "'Three' is empty.",
            "'Four' is fuzzy.",
            "'%(n)s case' has other placeholders than '%(m)s件'.",
            "'两个' has characters of the other script: ['两', '个'].",
        ]
    )


def test_a_catalogue_is_compiled_when_it_changes(house: Path) -> None:
    target = house / "kb" / "locale" / "zh_Hant" / "LC_MESSAGES" / "django.mo"
    assert compile_catalogues(house) == [target]
    assert compile_catalogues(house) == []
    source = target.with_suffix(".po")
    os.utime(source, (source.stat().st_atime, target.stat().st_mtime + 5))
    assert compile_catalogues(house) == [target]


def test_taiwan_wording_stands_in_place_of_mainland_wording() -> None:
    for entry in catalogue("kb", "zh_Hant"):
        for word in (
            "搜索",
            "用戶",
            "設置",
            "登錄",
            "鏈接",
            "默認",
            "信息",
            "數據",
            "保存",
            "菜單",
        ):
            assert word not in (entry.msgstr or entry.msgstr_plural[0])


@pytest.mark.parametrize(
    ("code", "search", "created"),
    [
        ("zh-hans", "搜索", "创建时间"),
        ("zh-hant", "搜尋", "建立於"),
        ("en", "Search", "created at"),
    ],
)
def test_our_wording_comes_before_that_of_libraries(code: str, search: str, created: str) -> None:
    with override(code):
        assert gettext("Search") == search
        assert gettext("created at") == created
