"""A text that dates what is recorded otherwise, and all that only looks so."""

from collections.abc import Iterator
from datetime import date

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker

from cases.importing.contradictions import (
    Contradiction,
    contradictions,
    contradictions_of_life,
)
from cases.models import Incident, Person, Source
from kb.importing.dates import find_dates
from kb.importing.mentions import Name, find_mentions
from kb.permissions import User
from kb.records.base import Audience
from tests import factories as make

pytestmark = pytest.mark.django_db

NAMES = [
    Name("organisation", "lantern", ("Lantern", "灯笼公司")),
    Name("person", "wang-min", ("Wang Min", "王敏")),
]


@pytest.fixture(scope="module", autouse=True)
def world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """A firm is shown up, apologises and dismisses somebody, each on a day of its own."""
    with django_db_blocker.unblock(), transaction.atomic():
        firm = make.organisation("Lantern · 灯笼公司")
        make.incident(
            "A quarrel · 一场争吵",
            make.event(
                "A customer posted a video of the kitchen · 顾客上传了后厨视频", "2026-01-03"
            ),
            make.event("Lantern apologised · 灯笼公司道歉", "2026-01-06", actors=[firm]),
            make.event(
                "Lantern dismissed the manager · 灯笼公司辞退店长",
                "2026-01-08 21:30",
                actors=[firm],
            ),
            make.event(
                "Lantern was fined · 灯笼公司被罚款",
                "2026-01-20",
                actors=[firm],
                sources=[make.source("Fines")],
            ),
            began="2026-01-03",
        )
        yield
        transaction.set_rollback(True)


@pytest.fixture
def incident() -> Incident:
    """The incident of that world."""
    found: Incident = Incident.objects.get()
    return found


def found(text: str, incident: Incident, user: User) -> list[Contradiction]:
    """Return what is found in a text of 12 January."""
    dates = find_dates(text, date(2026, 1, 12))
    return contradictions(text, dates, find_mentions(text, NAMES), incident, user)


def test_another_day_for_the_same_deed_is_told_with_both_words(
    incident: Incident, reader: User
) -> None:
    text = "It went on. Lantern apologised on 5 January 2026."
    (one,) = found(text, incident, reader)
    assert text[one.start : one.end] == one.text == "5 January 2026"
    assert one.said == "Lantern apologised on 5 January 2026."
    assert (str(one.recorded.first_day), one.recorded_words.en) == (
        "2026-01-06",
        "Lantern apologised",
    )
    assert one.url == f"{incident.get_absolute_url()}#{one.fact.key}"
    assert one.common == ("Lantern",)


OTHERWISE = [
    "1月5日，灯笼公司就此事致歉。",
    "1月5日，燈籠公司公開道歉。",
    "顾客1月4日上传后厨视频，灯笼公司1月6日道歉。",
    "The video of the kitchen was posted by a customer on 4 January.",
    "灯笼公司1月9日辞退了店长。",
    "Lantern dismissed the manager on 8 January at 9 am.",
]
NO_SLIP = [
    "Lantern apologised on 6 January.",
    "灯笼公司1月6日晚间道歉。",
    "Lantern apologised in January 2026.",
    "Lantern apologised in early January.",
    "Lantern dismissed the manager at 9 pm on 8 January.",
    # Another deed, another time.
    "Lantern was investigated on 5 January.",
    "Lantern opened three shops on 5 January.",
    "Lantern apologised on 2 November 2025.",
    # Limits, plans and the days of reports.
    "Lantern apologised before 5 January.",
    "截至1月5日，灯笼公司尚未道歉。",
    "灯笼公司1月5日前道歉。",
    "1月7日消息，灯笼公司道歉。",
    "Lantern is due to apologise on 9 January.",
    # Whose apology, or which of two dates, is not plain.
    "He apologised on 5 January.",
    "Lantern apologised between 4 January and perhaps 5 January 2026.",
]


def test_other_words_and_writings_are_understood(incident: Incident, reader: User) -> None:
    assert [text for text in OTHERWISE if len(found(text, incident, reader)) != 1] == []


def test_what_may_be_true_beside_the_record_is_left_alone(incident: Incident, reader: User) -> None:
    assert [text for text in NO_SLIP if found(text, incident, reader)] == []


def test_of_which_week_a_friday_is_contradicts_nothing(incident: Incident, reader: User) -> None:
    assert len(found("灯笼公司周四道歉。", incident, reader)) == 1
    assert found("灯笼公司周二道歉。", incident, reader) == []


def test_a_day_on_which_the_same_was_done_too_is_no_slip(incident: Incident, reader: User) -> None:
    text = "Lantern apologised on 9 January."
    assert len(found(text, incident, reader)) == 1
    draft = make.fresh(incident)
    make_again = make.response("Apologised again in a long letter", "2026-01-09")
    draft.responses.add(make_again)
    make.publish(draft)
    assert found(text, incident, reader) == []


def test_facts_that_the_person_could_not_check_contradict_nothing(
    incident: Incident, reader: User, legal: User
) -> None:
    text = "Lantern was fined on 18 January 2026."
    source = Source.objects.get(title_en="Fines")
    source.audience = Audience.GROUPS
    source.save()
    source.audience_groups.set([make.legal_group()])
    assert found(text, incident, reader) == []
    assert len(found(text, incident, legal)) == 1


def test_an_incident_that_is_closed_to_the_person_contradicts_nothing(
    incident: Incident, reader: User, legal: User
) -> None:
    Incident.objects.update(audience=Audience.GROUPS)
    incident.audience_groups.set([make.legal_group()])
    text = "Lantern apologised on 5 January 2026."
    assert found(text, incident, reader) == []
    assert len(found(text, incident, legal)) == 1


def test_a_milestone_of_somebody_is_compared_where_the_text_names_them(reader: User) -> None:
    somebody: Person = make.person(
        "Wang Min · 王敏", make.milestone("Resigned as chief · 辞职", "2026-01-06"), slug="wang-min"
    )
    for text, number in (
        ("Wang Min resigned on 5 January 2026.", 1),
        ("She resigned on 5 January 2026.", 0),
    ):
        mentions, dates = find_mentions(text, NAMES), find_dates(text)
        assert len(contradictions_of_life(text, dates, mentions, somebody, reader)) == number
