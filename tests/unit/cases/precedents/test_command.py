"""Precedents from the command line: what scripts are promised, and what they are told to write."""

import io
import json
import re
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command

from tests import factories as make

pytestmark = pytest.mark.django_db

# The names that `docs/precedents.md` promises.
PROMISED = {
    "": "slug title score reasons began first_statement_seconds tried outcomes guidance",
    "tried": "when summary channel strategies",
    "outcomes": "kind when what metric unit before after distance",
    "guidance": "stance title url lesson read_by read_on",
}


def printed(*situation: str, **options: Any) -> str:
    out = io.StringIO()
    call_command("precedents", *situation, stdout=out, no_color=True, **options)
    return out.getvalue()


def objects(*situation: str, **options: Any) -> list[dict[str, Any]]:
    return [json.loads(line) for line in printed(*situation, json=True, **options).splitlines()]


def test_a_script_gets_an_object_a_line_with_all_it_is_promised() -> None:
    lesson = make.lesson("Answer sooner", make.rule("T01", title="Say it early"))
    answer = make.response(
        "They denied it",
        "2026-01-08",
        channel=make.channel("weibo"),
        strategies=[make.strategy("scct:denial")],
    )
    make.incident(
        "Kettles burn · 水壶起火",
        make.event("A picture", "2026-01-07", kind="trigger"),
        make.event("They denied it", "2026-01-08", kind="statement"),
        answer,
        make.outcome("A fine", "2026-02-07"),
        lesson,
        severity=3,
        began="2026-01-07",
    )
    make.incident("Something else", severity=3, began="")
    (first, other) = objects('{"words": "kettles", "severity": 3, "channel": "weibo"}')
    for part, names in PROMISED.items():
        assert set(first[part][0] if part else first) == set(names.split())
    assert (first["slug"], first["score"]) == ("kettles-burn", 80)
    assert first["reasons"] == [
        {
            "condition": "words",
            "points": 60,
            "words": [{"typed": "kettles", "met": "kettles", "language": "en", "by": "typed"}],
        },
        {"condition": "severity", "points": 10, "value": "3", "agrees": "full"},
        {"condition": "channel", "points": 10, "value": "weibo", "agrees": "full"},
    ]
    assert re.match(r"2026-01-07T00:00\+\d\d:\d\d", first["began"]["first"])
    assert first["began"]["precision"] == "day"
    assert first["first_statement_seconds"] == [0, 172_800]
    assert (first["tried"][0]["strategies"], first["tried"][0]["channel"]) == (
        ["scct:denial"],
        "weibo",
    )
    assert (first["outcomes"][0]["what"], first["guidance"][0]["title"]) == (
        "A fine",
        "Say it early",
    )
    assert (other["began"], other["first_statement_seconds"], other["tried"]) == (None, None, [])
    # In the language asked for, as many as asked for; nothing found prints nothing.
    assert [one["title"] for one in objects("水壺", lang="zh-Hant")] == ["水壺起火"]
    assert [one["slug"] for one in objects(severity=["3"], n=1)] == ["kettles-burn"]
    assert objects("unheard-of") == []


def test_people_get_text_with_the_reasons_and_how_it_ended() -> None:
    make.incident("Kettles burn", make.response("They denied it"), make.outcome("A fine"))
    text = printed("kettles")
    for line in (" 60  Kettles burn", "+ 60 1 of 1 word: kettles", "> They denied it", "= A fine"):
        assert line in text
    assert text.endswith("1 agree in all of this. A comparison, not advice.\n")
    assert printed("unheard-of") == "No precedent.\n"


def test_only_whoever_may_see_an_incident_gets_it(reader: User, legal: User) -> None:
    make.incident("Kettles burn", groups=[make.legal_group()])
    assert objects("kettles") == []
    assert objects("kettles", user=reader.username) == []
    assert len(objects("kettles", user=legal.username)) == 1


@pytest.mark.parametrize(
    ("situation", "options", "says"),
    [
        ((), {}, "Describe a situation"),
        (("{}",), {}, "Describe a situation"),
        (('{"words": "x",}',), {}, "This is not JSON.*Give words, or one object such as"),
        (('["x"]',), {}, "one JSON object, not a list"),
        (('{"wrods": "x"}',), {}, "no condition 'wrods'; there are words, type"),
        (('{"words": 2.5}',), {}, "'words' must be a text"),
        (('{"topic": {"a": 1}}',), {}, "'topic' must be a text or a list of texts"),
        (("x",), {"severity": ["9"]}, "no severity '9'; there are 1, 2, 3, 4, 5"),
        (("x",), {"organisation": ["firm"]}, "no organisation 'firm'; there are company"),
        (("x",), {"channel": ["nowhere"]}, "no channel 'nowhere'; there are none"),
        (('{"severity": 3}',), {"severity": ["3"]}, "severity is given twice"),
        (("x",), {"severity": ["3", "4"]}, "'severity' takes one value"),
        (("x",), {"lang": "fr"}, "--lang must be en, zh-Hans or zh-Hant"),
        (("x",), {"n": 0}, "-n must be a number from 1 to 50"),
        (("x",), {"user": "nobody"}, "nobody"),
    ],
)
def test_what_is_no_situation_is_refused_with_what_to_write(
    situation: tuple[str, ...], options: dict[str, Any], says: str
) -> None:
    with pytest.raises(CommandError, match=says):
        printed(*situation, **options)
