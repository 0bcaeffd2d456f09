"""Whatever an address or a script says, it is a situation, or it is said what is wrong with it."""

from typing import Any

import pytest
from django.http import QueryDict

from cases.precedents.asked import NotASituation, read_situation, situation_of
from cases.precedents.situation import MOST_TOPICS, Situation
from cases.precedents.vocabulary import Vocabulary
from kb.models import Channel, CrisisType, Topic

KNOWN = Vocabulary(
    {"victim": CrisisType(key="victim", label_en="Victim")},
    {"weibo": Channel(key="weibo", label_en="Weibo")},
    {f"t{n}": Topic(key=f"t{n}", label_en=f"T{n}") for n in range(12)},
)


def test_an_address_holds_the_whole_question() -> None:
    asked = Situation("电池 起火", "victim", "3", "company", "weibo", ("t1", "t2"))
    assert read_situation(QueryDict(asked.query()), KNOWN) == (asked, [])


def test_what_cannot_be_used_is_named_and_left_out() -> None:
    asked, notices = read_situation(QueryDict("type=nonsense&severity=9&words=%00a"), KNOWN)
    assert asked == Situation(words="a")
    assert ["nonsense" in notices[0], "9" in notices[1], len(notices)] == [True, True, 2]
    many = "&".join(f"topic=t{n}" for n in range(MOST_TOPICS + 1))
    asked, notices = read_situation(QueryDict(f"{many}&words={'x' * 1200}"), KNOWN)
    assert (len(asked.topic), len(asked.words), len(notices)) == (MOST_TOPICS, 1_000, 2)


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"word": "x"}, "there are words, type"),
        ({"type": "x"}, "there are victim"),
        ({"severity": 2.5}, "must be a text"),
        ({"channel": ["weibo", "weibo"]}, "takes one value"),
        ({"words": "x" * 1_001}, "1000 characters"),
        ({"topic": [f"t{n}" for n in range(9)]}, "At most 8"),
    ],
)
def test_a_script_is_told_what_to_write(given: dict[str, Any], says: str) -> None:
    with pytest.raises(NotASituation, match=says):
        situation_of(given, KNOWN)


def test_a_script_may_give_numbers_lists_and_nothing() -> None:
    given = {"severity": 3, "topic": ["t1"], "type": None, "channel": "weibo"}
    assert situation_of(given, KNOWN) == Situation(severity="3", channel="weibo", topic=("t1",))
