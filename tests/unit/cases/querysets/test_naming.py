"""Finding records by a name somebody remembers."""

import pytest

from cases.models import Organisation, Person
from cases.querysets.naming import named, spellings
from tests import factories as make

pytestmark = pytest.mark.django_db


def found(text: str) -> list[str]:
    return [
        one.name.en
        for one in named(Person.objects.all(), text, "name_en", "name_zh", other_names="person")
    ]


def test_a_word_is_looked_for_in_both_scripts() -> None:
    assert {"雷軍", "雷军"} <= spellings("雷軍")
    assert {"雷軍", "雷军"} <= spellings("雷军")
    assert "Lei" in spellings("Lei")


def test_every_word_must_occur_somewhere() -> None:
    make.person("Lei Jun · 雷军", make.alias("雷布斯", "zh"))
    make.person("Lei Ming · 雷明")
    assert found("lei") == ["Lei Jun", "Lei Ming"]
    assert found("lei jun") == ["Lei Jun"]
    assert found("布斯 雷軍") == ["Lei Jun"]
    assert found("lei zhang") == []
    assert found("") == ["Lei Jun", "Lei Ming"]


def test_other_names_are_those_of_the_record_itself() -> None:
    make.person("Wang Min", make.alias("Lantern lady"))
    make.organisation("Lantern", make.alias("The lamp"))
    houses = named(Organisation.objects.all(), "lamp", "name_en", other_names="organisation")
    assert [one.name.en for one in houses] == ["Lantern"]
    assert found("lamp") == []


@pytest.mark.parametrize("text", ["\\", "%", "_", "'; --", "é" * 100, "🂡", "\u202e", "　"])
def test_no_text_is_an_error(text: str) -> None:
    make.person("Wang Min")
    assert found(text) in ([], ["Wang Min"])
