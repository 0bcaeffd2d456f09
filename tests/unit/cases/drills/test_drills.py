"""A group practises with a past incident; nothing of it tells the ending or counts as a record."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoDbBlocker
from wagtail.models import ReferenceIndex

from cases.comparison import column
from cases.dossier import dossiers
from cases.drills.begin import before_the_ending, begin
from cases.drills.compared import compared
from cases.drills.moves import go_on
from cases.drills.shown import choices_at
from cases.drills.story import events_of, story_of
from cases.merging.merge import merge
from cases.models import Drill, DrillChoice, Event, Incident
from kb.backlinks import backlinks
from kb.holding import holders_of
from kb.records.actions import archive, restore
from kb.search.entries import Entry
from tests import cast
from tests import factories as make
from tests.attention_contract import AttentionContract

pytestmark = pytest.mark.django_db
CASES = 6
# What must not be met before the end.
ENDING = ("Bridge quarrel", "bridge-quarrel", "They gave in", "It cost dearly", "Learn it", "Sorry")


def case(**fields: Any) -> Any:
    """Return a closed incident with two moments, an ending, an answer and a lesson."""
    return make.incident(
        "Bridge quarrel",
        make.event("Seen by a passer-by", "2026-01-05", kind="trigger"),
        make.event("A paper wrote of it", "2026-01-07", kind="media"),
        make.event("The court ruled they gave in", "2026-02-01", kind="ruling"),
        make.response(
            "Sorry",
            "2026-01-08",
            strategies=[make.strategy("scct:apology")],
            channel=make.channel(),
        ),
        make.outcome("It cost dearly", "2026-01-20"),
        make.lesson("Learn it", make.rule("T1", acts=["attack"])),
        verdict="They gave in",
        summary="They gave in",
        **{"status": "closed", **fields},
    )


@pytest.fixture(scope="module", autouse=True)
def cases(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[list[int]]:
    """The case of most tests, with others of one event each, made once for this file."""
    with django_db_blocker.unblock(), transaction.atomic():
        plain = [make.incident(f"Case {n}", make.event(), status="closed").pk for n in range(CASES)]
        yield [case().pk, *plain]
        transaction.set_rollback(True)


@pytest.fixture
def incident(cases: list[int], db: None) -> Any:
    return Incident.objects.get(pk=cases[0])


def keep_to_legal(record: Any) -> None:
    record.audience_groups.set([make.legal_group()])
    type(record).objects.filter(pk=record.pk).update(audience="groups")


def page(who: str, drill: Drill) -> str:
    return cast.client_of(who).get(drill.get_absolute_url()).content.decode()


def say(who: str, drill: Drill, **typed: Any) -> Any:
    story = story_of(drill, cast.persona(who))
    assert story
    assert story.now
    data = {"moment": story.now.step.pk, **typed}
    return cast.client_of(who).post(f"{drill.get_absolute_url()}answer/", data)


def onwards(who: str, drill: Drill, **typed: Any) -> int:
    story = story_of(drill, cast.persona(who))
    moment = story.now.step.pk if story and story.now else 0
    data = {"moment": moment, **typed}
    code: int = cast.client_of(who).post(f"{drill.get_absolute_url()}on/", data).status_code
    return code


def walk(html: str) -> Iterator[str]:
    yield from (word for word in ENDING if word.lower() in html.lower())


def test_a_drill_is_begun_from_a_past_incident_and_its_address_tells_nothing(
    incident: Any, reader_client: Client
) -> None:
    assert "/practise/" in reader_client.get(incident.get_absolute_url()).content.decode()
    form = reader_client.get(f"{incident.get_absolute_url()}practise/")
    assert form.content.decode().count('" checked> <span>') == 2
    keys = [str(one.key) for one in incident.events.all()[:2]]
    data = {"title": "An evening", "audience": "me", "moments": keys}
    answer = reader_client.post(f"{incident.get_absolute_url()}practise/", data)
    drill = Drill.objects.get()
    assert answer["Location"] == drill.get_absolute_url()
    assert incident.slug not in answer["Location"]
    assert drill.get_absolute_url() in reader_client.get("/en/drills/").content.decode()
    refused = reader_client.post(f"{incident.get_absolute_url()}practise/", {"title": "x"})
    assert refused.status_code == 400


def test_nobody_practises_with_an_open_incident(incident: Any, reader_client: Client) -> None:
    Incident.objects.filter(pk=incident.pk).update(status="open")
    assert "/practise/" not in reader_client.get(incident.get_absolute_url()).content.decode()
    assert reader_client.get(f"{incident.get_absolute_url()}practise/").status_code == 404


def test_the_story_unfolds_moment_by_moment_and_tells_nothing_ahead(
    incident: Any, reader: User
) -> None:
    drill = make.drill(incident, reader)
    html = page("reader", drill)
    assert "Seen by a passer-by" in html
    assert "A paper wrote" not in html
    assert "7 January" not in html
    assert list(walk(html)) == []
    say("reader", drill, text="These critics are liars. They are trolls.")
    html = page("reader", drill)
    assert "marked-text__words" in html
    assert list(walk(html)) == []
    onwards("reader", drill)
    html = page("reader", drill)
    assert "A paper wrote" in html
    assert list(walk(html)) == []
    onwards("reader", drill, end="1")
    html = page("reader", drill)
    assert {"Bridge quarrel", "They gave in", "It cost dearly", "Sorry"} <= set(walk(html))


def test_the_ending_is_not_ticked_to_begin_with(incident: Any, reader: User) -> None:
    events = events_of(incident, reader)
    ticked = [str(one.what) for one in before_the_ending(events, incident, reader)]
    assert ticked == ["Seen by a passer-by", "A paper wrote of it"]


def test_a_second_tap_unfolds_one_moment_only(incident: Any, reader: User) -> None:
    drill = make.drill(incident, reader)
    first = drill.steps.get(number=1)
    go_on(drill, reader, first.pk)
    go_on(drill, reader, first.pk)
    assert drill.steps.filter(unfolded_at__isnull=False).count() == 2


def test_an_answer_to_a_moment_that_has_passed_is_asked_again_and_not_lost(
    incident: Any, reader: User
) -> None:
    drill = make.drill(incident, reader)
    first = drill.steps.get(number=1)
    onwards("reader", drill)
    late = say("reader", drill, moment=first.pk, text="We are looking into it")
    assert late.status_code == 409
    assert "We are looking into it" in late.content.decode()
    assert not DrillChoice.objects.exists()
    assert say("reader", drill, text=" ").status_code == 400
    assert say("reader", drill, wait="1").status_code == 302
    assert DrillChoice.objects.get().waits


def test_others_are_seen_once_one_has_answered(incident: Any, editor: User, reader: User) -> None:
    drill = make.drill(incident, editor, reader)
    say("editor", drill, text="Words of the editor")
    assert "Words of the editor" not in page("reader", drill)
    say("reader", drill, wait="1")
    assert "Words of the editor" in page("reader", drill)


def test_a_drill_is_for_those_who_take_part_and_only_who_leads_moves_it(
    incident: Any, legal_editor: User, reader: User
) -> None:
    drill = make.drill(incident, legal_editor, group=make.legal_group())
    other = make.drill(incident, legal_editor, reader, title="By name")
    seen = {
        who: cast.client_of(who).get(drill.get_absolute_url()).status_code
        for who in ("reader", "legal", "editor", "administrator")
    }
    assert seen == {"reader": 404, "legal": 200, "editor": 404, "administrator": 200}
    assert cast.client_of("reader").get(other.get_absolute_url()).status_code == 200
    assert onwards("legal", drill) == 404
    remove = f"{drill.get_absolute_url()}remove/"
    assert cast.client_of("legal").post(remove).status_code == 404
    assert cast.client_of("legal_editor").post(remove).status_code == 302
    assert list(Drill.objects.all()) == [other]


def test_nobody_is_invited_who_may_not_read_the_case(
    incident: Any, legal_editor: User, reader: User
) -> None:
    with pytest.raises(PermissionDenied):
        make.drill(incident, reader, group=make.legal_group())
    keep_to_legal(incident)
    with pytest.raises(ValidationError):
        make.drill(incident, legal_editor, reader)


def test_what_not_everybody_may_check_is_not_part_of_the_story(
    incident: Any, legal_editor: User, reader: User
) -> None:
    secret = make.source("Secret")
    make.add(incident, make.event("Behind doors", "2026-01-06", sources=[secret]))
    keep_to_legal(secret)
    incident = make.fresh(incident)
    keys = list(Event.objects.filter(incident=incident).values_list("key", flat=True))
    drill, left_out = begin(
        incident, legal_editor, title="x", audience="people", keys=keys, people=[reader]
    )
    assert left_out == 1
    assert drill.steps.count() == 3
    alone, left_out = begin(incident, legal_editor, title="x", audience="me", keys=keys)
    assert (left_out, alone.steps.count()) == (0, 4)


def test_a_moment_restricted_later_vanishes_with_what_was_answered_to_it(
    incident: Any, legal_editor: User, reader: User
) -> None:
    secret = make.source("To be closed")
    make.add(incident, make.event("Behind doors", "2026-01-06", sources=[secret]))
    drill = make.drill(make.fresh(incident), legal_editor, reader)
    onwards("legal_editor", drill)
    say("legal_editor", drill, text="About the doors")
    say("reader", drill, wait="1")
    assert "About the doors" in page("reader", drill)
    keep_to_legal(secret)
    for _turn in range(2):
        html = page("reader", drill)
        assert "doors" not in html
        onwards("legal_editor", drill, end="1")
    assert "About the doors" in page("legal_editor", drill)


def test_a_drill_rests_while_its_case_is_closed_and_goes_on_with_a_merged_one(
    incident: Any, administrator: User, reader: User, reviewer: User
) -> None:
    drill = make.drill(incident, reader, reviewer)
    say("reader", drill, text="Our own words")
    archive(incident, administrator)
    for who in ("reader", "reviewer"):
        html = page(who, drill)
        assert "This drill rests" in html
        assert "Our own words" not in html
        assert "An evening" not in html
    assert say_closed("reviewer", drill) == 302
    restore(make.fresh(incident), administrator)
    assert "Our own words" in page("reader", drill)

    other = Incident.objects.get(title_en="Case 0")
    merge(make.fresh(other), make.fresh(incident), administrator)
    assert "Our own words" in page("reader", drill)
    drill.refresh_from_db()
    assert drill.incident_id == incident.pk
    onwards("reader", drill, end="1")
    assert other.get_absolute_url() in page("reader", drill)


def say_closed(who: str, drill: Drill) -> int:
    code: int = (
        cast.client_of(who)
        .post(f"{drill.get_absolute_url()}answer/", {"moment": 1, "wait": "1"})
        .status_code
    )
    return code


def test_choices_are_compared_with_what_was_done_by_moment(
    incident: Any, reader: User, rf: Any
) -> None:
    denial = make.strategy("scct:denial")
    drill = make.drill(incident, reader)
    say("reader", drill, wait="1")
    onwards("reader", drill)
    say("reader", drill, strategies=["scct:apology", denial.code], channel="microblog")
    onwards("reader", drill, end="1")
    drill.refresh_from_db()
    story = story_of(drill, reader)
    assert story
    request = rf.get("/")
    request.user = reader
    told = column(dossiers([story.incident], request)[0])
    found = compared(story, told, choices_at(story, reader))
    assert (found.people, found.answers, found.responses) == (1, 2, 1)
    rows = {str(row.label): row for row in found.rows}
    strategies = rows["Strategies"]
    assert [(one.row.code, one.in_both) for one in strategies.yours] == [
        ("scct:apology", True),
        ("scct:denial", False),
    ]
    assert strategies.differs
    assert not rows["Channels"].differs
    assert "at moment 2" in rows["Time to first statement"].yours
    # The response of 8 January was given after the second moment, before the third.
    assert [len(one.responses) for one in found.moments] == [0, 1, 0]


def test_notes_and_a_summary_are_kept_for_the_group(
    incident: Any, editor: User, reader: User
) -> None:
    drill = make.drill(incident, editor, reader)
    address = f"{drill.get_absolute_url()}notes/"
    cast.client_of("reader").post(address, {"text": "Too early"})
    assert not drill.notes.exists()
    onwards("editor", drill, end="1")
    cast.client_of("reader").post(address, {"text": "我们太慢了"})
    cast.client_of("reader").post(address, {"summary": "Not mine to write"})
    cast.client_of("editor").post(address, {"summary": "Call sooner"})
    assert cast.client_of("editor").post(address, {"summary": "a\0b"}).status_code == 400
    assert cast.client_of("reader").post(address, {"text": " "}).status_code == 400
    html = page("editor", drill)
    assert "我们太慢了" in html
    assert "Call sooner" in html
    note = drill.notes.get()
    cast.client_of("editor").post(address, {"remove": str(note.pk)})
    assert drill.notes.exists()
    cast.client_of("reader").post(address, {"remove": str(note.pk)})
    assert not drill.notes.exists()


def test_more_moments_take_no_more_queries(incident: Any, reader: User) -> None:
    drill = make.drill(incident, reader)
    taken = []
    for _turn in range(3):
        say("reader", drill, text="These critics are liars.", strategies=["scct:apology"])
        client = cast.client_of("reader")
        client.get(drill.get_absolute_url())
        with CaptureQueriesContext(connection) as asked:
            client.get(drill.get_absolute_url())
        taken.append(len(asked))
        onwards("reader", drill)
    assert taken[2] <= taken[1]
    assert Drill.objects.get().ended_at


COUNTED = (
    "/en/responses/",
    "/en/ledger/counts/",
    "/en/timeline/?month=all",
    "/en/search/?q=zyxdrill",
    "/en/changes/",
)


def test_nothing_of_a_drill_is_found_counted_or_told_elsewhere(
    incident: Any, administrator_client: Client, editor: User, reader: User
) -> None:
    def everything() -> list[Any]:
        pages = [*COUNTED, incident.get_absolute_url(), f"/en/history/incident/{incident.slug}/"]
        texts = [administrator_client.get(one).content.decode() for one in pages]
        counts = [Entry.objects.count(), ReferenceIndex.objects.count()]
        links = [holders_of(incident), backlinks(incident, editor)]
        return [*(text.partition("<main")[2] for text in texts), *counts, str(links)]

    before = everything()
    drill = make.drill(incident, editor, reader, title="zyxdrill")
    say("reader", drill, text="zyxdrill These critics are liars.", strategies=["scct:apology"])
    onwards("editor", drill, end="1")
    drill.notes.create(author=reader, text="zyxdrill")
    after = everything()
    strip = "csrfmiddlewaretoken"
    assert [x for x, y in zip(before, after, strict=True) if x != y and strip not in str(x)] == []


class TestDrillsThatWait(AttentionContract):
    source = "drills"

    def wait(self, number: int) -> Any:
        incident = Incident.objects.filter(title_en__startswith="Case ").order_by("pk")[number]
        make.drill(incident, cast.persona("reviewer"), cast.persona("editor"), title=str(number))
        return incident
