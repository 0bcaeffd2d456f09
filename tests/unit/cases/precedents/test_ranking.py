"""What counts as a precedent, in which order, and for whom."""

from django.contrib.auth.models import User

from cases.models import Incident
from cases.precedents.ranking import Ranking, rank
from cases.precedents.situation import Situation
from cases.precedents.vocabulary import vocabulary
from kb.records.actions import set_audience
from tests import factories as make


def ask(user: User, **conditions: object) -> Ranking:
    return rank(Situation(**conditions), vocabulary(), user)  # type: ignore[arg-type]


def titles(ranking: Ranking) -> list[str]:
    names = dict(Incident.objects.values_list("pk", "title_en"))
    return [names[one.pk] for one in ranking.precedents]


def test_what_agrees_in_more_comes_first_and_then_the_newer(reader: User) -> None:
    accident = make.crisis_type("technical_error_accident")
    make.incident("Old", crisis_type=accident, severity=3, began="2020-01-01")
    make.incident("New", crisis_type=accident, severity=3, began="2024-01-01")
    make.incident("Nearly", crisis_type=accident, severity=4, began="2025-01-01")
    make.incident("Unlike", severity=1)
    found = ask(reader, type="technical_error_accident", severity="3")
    assert titles(found) == ["New", "Old", "Nearly"]
    assert [one.points for one in found.precedents] == [40, 40, 35]
    assert found.in_all == 2


def test_a_fact_that_rests_on_a_closed_source_lifts_nothing(
    reader: User, legal: User, administrator: User
) -> None:
    closed = make.source("Closed later")
    weibo = make.channel("weibo")
    make.incident("Said there", make.response(channel=weibo))
    make.incident("Said in secret", make.response(channel=weibo, sources=[closed]))
    make.incident("Secret", make.response(channel=weibo), groups=[make.legal_group()])
    set_audience(closed, administrator, "groups", [make.legal_group()])
    assert titles(ask(reader, channel="weibo")) == ["Said there"]
    assert ask(reader, channel="weibo").in_all == 1
    assert len(ask(legal, channel="weibo").precedents) == 3


def test_a_hidden_organisation_makes_no_incident_alike(reader: User, legal: User) -> None:
    hidden = make.organisation("Hidden", kind="product_line", groups=[make.legal_group()])
    make.incident("Struck", make.involvement(hidden))
    assert not ask(reader, organisation="product_line").precedents
    assert ask(legal, organisation="product_line").in_all == 1


def test_words_are_met_in_the_other_language_and_the_reason_says_so(reader: User) -> None:
    make.incident("The battery caught fire", summary="A battery of a scooter burned in a garage.")
    make.incident("A quarrel over prices")
    (found,) = ask(reader, words="電池在車庫燃燒").precedents
    assert found.words is not None
    assert {(one.typed, one.how, one.language) for one in found.words.words} >= {
        ("电池", "dictionary", "en")
    }


def test_a_word_counts_most_in_the_title_and_a_translation_a_little_less(reader: User) -> None:
    make.incident("Late kettles", title_zh="水壶延迟")
    make.incident("Something else", summary="Somebody had kettles")
    found = ask(reader, words="now the kettles are delayed")
    assert titles(found) == ["Late kettles", "Something else"]
    # Kettles in the title and, for both are written, delayed by the dictionary; of two words.
    assert [one.points for one in found.precedents] == [round(60 * 1.7 / 2), round(60 * 0.6 / 2)]
    assert found.asked_words == ("kettles", "delayed")


def test_nothing_in_common_says_so_and_what_to_leave_out(reader: User) -> None:
    make.incident("Grave", severity=5)
    make.crisis_type("rumor")
    found = ask(reader, type="rumor", severity="5")
    assert found.in_all == 0
    assert [(way.condition, way.number) for way in found.ways_out] == [("type", 1)]
    assert not ask(reader, type="rumor").precedents


def test_looking_at_few_at_a_time_finds_the_same_as_looking_at_all(
    reader: User, administrator: User
) -> None:
    closed = make.source("Closed later")
    weibo = make.channel("weibo")
    for year in range(2016, 2022):
        sources = [closed] if year % 3 else None
        made = make.response(channel=weibo, sources=sources)
        make.incident(f"In {year}", made, severity=1 + year % 4, began=f"{year}-01-01")
    set_audience(closed, administrator, "groups", [make.legal_group()])
    asked = Situation(channel="weibo", severity="2")
    every = rank(asked, vocabulary(), reader)
    few = rank(asked, vocabulary(), reader, most=2)
    assert few.precedents == every.precedents[:2]
    assert sum(one.met == {"channel", "severity"} for one in every.precedents) == every.in_all
