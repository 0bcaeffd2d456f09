"""Likely pairs are kept up to date by saves, and found from scratch by the command alike."""

import json
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command

from cases.duplicates import finding
from cases.duplicates.finding import find_all, refresh
from cases.duplicates.following import catch_up
from cases.duplicates.judging import KINDS
from cases.models import (
    Incident,
    LikelyPair,
    LikenessKey,
    Organisation,
    Person,
    Role,
    Source,
)
from kb.records.base import Audience
from kb.records.spans import parse_typed

pytestmark = pytest.mark.django_db


def stored() -> set[Any]:
    """Return the stored pairs."""
    rows = LikelyPair.objects.values_list("kind", "first", "second", "score", "seen")
    return set(rows)


def person(name: str, *employers: Organisation, **fields: Any) -> Person:
    """Store a person without the work of publishing: only rows are asked here."""
    half = "name_en" if name.isascii() else "name_zh"
    made: Person = Person.objects.create(live=True, **{half: name}, **fields)
    for firm in employers:
        Role.objects.create(person=made, organisation=firm, title_en="Clerk")
    return made


def firm(**names: str) -> Organisation:
    """Store a company."""
    made: Organisation = Organisation.objects.create(live=True, kind="company", **names)
    return made


def small_world() -> None:
    """Make two of each kind that may be one, and one that is another."""
    harbour = firm(name_en="Harbour Motors", name_zh="港湾汽车")
    firm(name_zh="港灣汽車有限公司")
    firm(name_en="Harbour Motors Finance")
    person("林志远", harbour)
    person("Zhiyuan Lin")
    person("林志明")
    Source.objects.create(title_en="A recall", address="https://www.tide.example/a/")
    Source.objects.create(title_en="Recalls", address="http://tide.example/a?utm_source=x")
    for title, day in (("S5刹车异响", 7), ("S5剎車異響", 8), ("S7剎車異響", 8)):
        began = parse_typed(f"2026-01-{day:02}")
        Incident.objects.create(title_zh=title, began=began)


def test_a_save_finds_what_the_command_finds(
    django_capture_on_commit_callbacks: Any,
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        small_world()
    followed = stored()
    assert {row[0] for row in followed} == set(KINDS)
    LikelyPair.objects.all().delete()
    LikenessKey.objects.all().delete()
    for kind in KINDS:
        find_all(kind)
    assert stored() == followed
    assert len(followed) == 4


def test_what_was_stored_without_a_save_is_caught_up_with() -> None:
    small_world()
    assert stored() == set()
    assert catch_up() > 0
    assert len(stored()) == 4
    assert catch_up() == 0


def test_a_new_name_ends_a_pair_and_a_name_back_brings_it_again() -> None:
    one, other = person("林志远"), person("林志遠")
    find_all("person")
    assert len(stored()) == 1
    other.name_zh = "林志明"
    other.save()
    refresh("person", other.pk)
    assert stored() == set()
    other.name_zh = "林志遠"
    other.save()
    refresh("person", other.pk)
    assert {row[1:3] for row in stored()} == {(one.pk, other.pk)}
    other.delete()
    assert stored() == set()


def test_a_name_of_many_leads_to_those_with_the_same_employer_only(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(finding.MOST, "person", 3)
    harbour = firm(name_en="Harbour Motors")
    employed = [person("王伟", harbour) for _number in range(2)]
    for _number in range(4):
        person("王伟")
    find_all("person")
    assert [row[1:3] for row in stored()] == [(employed[0].pk, employed[1].pk)]


def test_closed_records_do_not_make_a_name_common(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(finding.MOST, "person", 1)
    one, other = person("欧阳若兰"), person("歐陽若蘭")
    for _number in range(3):
        person("欧阳若兰", audience=Audience.GROUPS)
    find_all("person")
    assert (one.pk, other.pk) in {row[1:3] for row in stored()}


def test_the_command_prints_pairs_as_json_and_tells_how_far_it_is() -> None:
    small_world()
    out, err = StringIO(), StringIO()
    call_command("find_duplicates", "--json", "--kind", "person", stdout=out, stderr=err)
    (line,) = out.getvalue().splitlines()
    told = json.loads(line)
    assert told["kind"] == "person"
    assert told["score"] >= 70
    assert told["reasons"][0]["code"] == "sound" or told["reasons"][0]["code"] == "latin_pinyin"
    assert "keys 3 of 3" in err.getvalue()
