"""A page's head offers its other language, and editing to those who may."""

from django.contrib.auth.models import User
from django.template import Context
from django.test import RequestFactory
from django.utils.translation import override

from kb.templatetags.languages import language_alternates
from kb.templatetags.pages import editing_address, other_language, side_names
from tests import factories as make


def context(user: User, **more: object) -> Context:
    request = RequestFactory().get("/en/library/apologies/")
    request.user = user
    return Context({"request": request, **more})


def test_a_page_offers_its_translation_only_where_there_is_one(reader: User) -> None:
    page = make.article("Apologies", slug="apologies")
    with override("en"):
        assert other_language(language_alternates(context(reader, page=page))) is None
    chinese = make.translated(page, "道歉", slug="dao-qian")
    with override("en"):
        found = other_language(language_alternates(context(reader, page=page)))
        assert found is not None
        assert found.hreflang == "zh-Hans"
    with override("zh-hant"):
        found = other_language(language_alternates(context(reader, page=chinese)))
        assert found is not None
        assert found.hreflang == "en"


def test_only_those_who_may_edit_a_page_are_led_to_the_desk(reader: User, editor: User) -> None:
    page = make.article()
    assert editing_address(context(reader), page) == ""
    assert editing_address(context(editor), page) == f"/admin/pages/{page.pk}/edit/"


def test_the_chinese_side_of_a_passage_says_in_which_script_it_is_read() -> None:
    for code, tag in {"en": "zh-Hans", "zh-hans": "zh-Hans", "zh-hant": "zh-Hant"}.items():
        with override(code):
            assert side_names()["zh_tag"] == tag
