"""Names of people and organisations come from their records, never from the converter."""

import pytest
from pytest_django import DjangoAssertNumQueries

from cases.choices import AliasKind
from cases.models import Person
from kb.language import protected_terms
from kb.language.conversion import convert
from tests import factories as make

pytestmark = pytest.mark.django_db


def test_the_surname_of_a_person_stays() -> None:
    make.person("Fan Jialai · 范佳来")
    assert convert("范佳来谈范围", "zh-hant") == "范佳來談範圍"


def test_an_alias_in_the_other_script_says_how_a_name_is_written() -> None:
    make.person("Yu Jie · 于杰")
    make.person(
        "Yu Jie · 余杰", make.alias("余杰", language="zh"), make.alias("余傑", language="zh")
    )
    make.person("Wu Jie · 吴杰", make.alias("吳杰", language="zh"))
    assert convert("于杰、余杰、吴杰", "zh-hant") == "于傑、余傑、吳杰"
    make.organisation("TSMC · 台积电", make.alias("台積電", language="zh"))
    assert convert("台积电的平台", "zh-hant") == "台積電的平臺"
    assert convert("台積電的平臺", "zh-hans") == "台积电的平台"


def test_a_word_too_common_to_mean_only_this_name_is_not_protected() -> None:
    make.organisation("Fan House · 范家", make.alias("范围", language="zh", matchable=False))
    make.person("Fan Bao · 范宝", make.alias("示范", language="zh", kind=AliasKind.NICKNAME))
    assert convert("范家的范围，示范", "zh-hant") == "范家的範圍，示範"


def test_a_name_added_by_another_process_is_noticed_after_a_moment(
    monkeypatch: pytest.MonkeyPatch, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    assert convert("于范发言", "zh-hant") == "於范發言"
    # Without signals, as if saved elsewhere.
    Person.objects.bulk_create([Person(name_zh="于范", slug="yu-fan")])
    with django_assert_num_queries(0):
        assert convert("于范发言", "zh-hant") == "於范發言"
    monkeypatch.setattr(protected_terms, "MAX_AGE", 0)
    assert convert("于范发言", "zh-hant") == "于範發言"


def test_looking_again_costs_four_queries_however_many_names_there_are(
    monkeypatch: pytest.MonkeyPatch, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    monkeypatch.setattr(protected_terms, "MAX_AGE", 0)
    for name in ("Fan Jialai · 范佳来", "Yu Fan · 于范", "Wang Min · 王敏"):
        make.person(name)
        protected_terms.current()
        # One for names, one for decisions, two for the glossary: its terms and where they hold.
        with django_assert_num_queries(4):
            protected_terms.current()
