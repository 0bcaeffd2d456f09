"""Records at the desk, by the name its reader reads."""

import re

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils.translation import override
from wagtail.users.models import UserProfile

from kb.records.bilingual import Bilingual
from kb.records.naming import shown_name
from tests import factories as make

pytestmark = pytest.mark.django_db


def speak(user: User, language: str) -> None:
    profile = UserProfile.get_for_user(user)
    profile.preferred_language = language
    profile.save()


def test_the_readers_writing_comes_first_and_in_their_script() -> None:
    person = make.person("Lei Jun · 雷军")
    rule = make.rule("X1", title="A rule · 规则")
    for code, name, coded in (
        ("en", "Lei Jun · 雷军", "X1 A rule · 规则"),
        ("zh-hans", "雷军 · Lei Jun", "X1 规则 · A rule"),
        ("zh-hant", "雷軍 · Lei Jun", "X1 規則 · A rule"),
    ):
        with override(code):
            assert shown_name(person) == name
            assert shown_name(rule) == coded
            assert shown_name(make.person(Bilingual("Ann", ""))) == "Ann"


@pytest.mark.parametrize(
    ("language", "names"),
    [
        ("en", ["Ann Zhao · 赵安", "Zoe An · 安左"]),
        ("zh-hant", ["安左 · Zoe An", "趙安 · Ann Zhao"]),
    ],
)
def test_lists_and_choosers_of_the_desk_follow_their_readers_language(
    editor: User, editor_client: Client, language: str, names: list[str]
) -> None:
    make.person("Zoe An · 安左")
    make.person("Ann Zhao · 赵安")
    speak(editor, language)
    chooser = editor_client.get("/admin/snippets/choose/cases/person/results/")
    shown = re.findall(r"data-chooser-modal-choice[^>]*>\s*([^<]*?)\s*<", chooser.content.decode())
    assert shown == names
    listed = editor_client.get("/admin/snippets/cases/person/").content.decode()
    assert all(name in listed for name in names)
    found = editor_client.get("/admin/snippets/choose/cases/person/results/?q=Zoe").content.decode()
    assert "Zoe An" in found
    assert "Ann Zhao" not in found
