"""What is accepted goes into drafts, cited; it can be taken back while nobody has touched it."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from pytest_django import DjangoDbBlocker

from cases.choices import InvolvementRole, Stance
from cases.duplicates.finding import refresh
from cases.importing.proposals.belonging import choosable, incident_of, say_incident
from cases.importing.proposals.deciding import DecidedMeanwhile, NotDone, accept, refuse
from cases.importing.proposals.finding import proposals
from cases.importing.proposals.proposal import Kind, Proposal
from cases.importing.proposals.reading import Reading
from cases.importing.proposals.standing import standing_of
from cases.importing.proposals.target import Target
from cases.importing.proposals.undoing import undo
from cases.models import Incident, Organisation, Person, ProposalDecision, Source, Statement
from kb.editing.locks import Locked
from kb.models import RawDocument
from tests import factories as make
from tests.cast import persona

pytestmark = pytest.mark.django_db

DIGEST = Path(__file__).parents[4] / "data/importing/damaged/digest.txt"
TEXT = (
    "2026年1月6日，灯笼公司发言人王敏表示：“我们对此事深表歉意，并将全部退款。”\n"
    "2026年1月7日，灯笼公司道歉。王敏随后接受采访。\n"
    "晨星电器公司没有回应。王化学是一名教师。\n"
)


@dataclass
class World:
    document: RawDocument
    incident: Incident
    source: Source
    firm: Organisation
    person: Person


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    """A document of an incident in which the firm apologised a day earlier."""
    with django_db_blocker.unblock(), transaction.atomic():
        firm = make.organisation("Lantern · 灯笼公司")
        person = make.person("Wang Min · 王敏")
        make.person("Wang Hua · 王化")
        incident = make.incident(
            "A quarrel · 一场争吵",
            make.event("Lantern apologised · 灯笼公司道歉", "2026-01-05", actors=[firm]),
        )
        document = make.raw_document(TEXT)
        source = make.source("As imported · 导入的", live=False)
        made_from(document, source)
        say_incident(document, incident, persona("editor"))
        yield World(document, incident, source, firm, person)
        transaction.set_rollback(True)


def made_from(document: RawDocument, source: Source, part: str = "whole") -> None:
    """Note that a source was made of a part of a document."""
    ProposalDecision.objects.create(
        document=document,
        kind="source",
        proposal=part,
        answer=ProposalDecision.Answer.ACCEPTED,
        made_type=ContentType.objects.get_for_model(Source),
        made_id=source.pk,
    )


def found(world: World, kind: Kind, who: str = "editor") -> list[Proposal]:
    reading = Reading(world.document, persona(who))
    return [one for one in proposals(reading, Target(reading)) if one.kind == kind]


def of(world: World, record: Any) -> Proposal:
    return next(one for one in found(world, Kind.MENTION) if one.subject == record)


def draft_of(record: Any) -> Any:
    return type(record)._base_manager.get(pk=record.pk).get_latest_revision_as_object()


def decision(world: World, name: str, who: str = "editor") -> ProposalDecision:
    return standing_of(world.document, persona(who), world.incident)[name]


def accepted(world: World, proposal: Proposal, answer: str = "") -> ProposalDecision:
    accept(world.document, persona("editor"), {proposal.name: answer or proposal.chosen})
    return decision(world, proposal.name)


def test_who_is_named_becomes_involved_in_the_draft_cited_from_the_source(world: World) -> None:
    accepted(world, of(world, world.person))
    involved = draft_of(world.incident).involvements.get()
    assert involved.person == world.person
    assert involved.role == InvolvementRole.SPOKESPERSON
    cited = involved.citations.get()
    assert cited.source == world.source
    assert "王敏" in cited.quote
    assert len(cited.quote) <= 100


def test_nothing_is_published(world: World) -> None:
    accepted(world, of(world, world.person))
    assert not make.fresh(world.incident).involvements.exists()


def test_several_make_one_draft(world: World) -> None:
    before = world.incident.revisions.count()
    answers = {one.name: one.chosen or "subject" for one in found(world, Kind.MENTION)}
    accept(world.document, persona("editor"), answers)
    assert len(answers) == 2
    assert world.incident.revisions.count() == before + 1
    assert draft_of(world.incident).involvements.count() == 2


def test_without_an_answer_nothing_is_accepted(world: World) -> None:
    answers = {one.name: one.chosen for one in found(world, Kind.MENTION)}
    with pytest.raises(NotDone) as refusal, transaction.atomic():
        accept(world.document, persona("editor"), answers)
    assert list(refusal.value.sentences) == [of(world, world.firm).name]
    assert not draft_of(world.incident).involvements.exists()


def test_who_is_involved_already_gets_a_citation_more(world: World) -> None:
    make.add(make.fresh(world.incident), make.involvement(world.firm, "subject"), live=False)
    proposal = of(world, world.firm)
    assert not proposal.choices
    kept = accepted(world, proposal)
    involved = draft_of(world.incident).involvements.get()
    assert [one.source for one in involved.citations.all()] == [world.source]
    undo(kept, persona("editor"))
    assert not draft_of(world.incident).involvements.get().citations.exists()


def test_a_name_within_a_longer_word_is_nobodys(world: World) -> None:
    assert {one.subject for one in found(world, Kind.MENTION)} == {world.firm, world.person}


def test_what_was_accepted_is_taken_out_again(world: World) -> None:
    kept = accepted(world, of(world, world.person))
    undo(kept, persona("legal_editor"))
    assert not draft_of(world.incident).involvements.exists()
    assert standing_of(world.document, persona("editor"), world.incident) == {}


def test_what_was_changed_since_stays(world: World) -> None:
    kept = accepted(world, of(world, world.person))
    draft = draft_of(world.incident)
    draft.involvements.get().role = InvolvementRole.CRITIC
    draft.save_revision()
    with pytest.raises(ValidationError, match="changed after"), transaction.atomic():
        undo(kept, persona("editor"))
    assert draft_of(world.incident).involvements.count() == 1


def test_what_was_published_stays(world: World) -> None:
    kept = accepted(world, of(world, world.person))
    world.source.get_latest_revision().publish()
    draft_of(world.incident).latest_revision.publish()
    with pytest.raises(ValidationError, match="published"), transaction.atomic():
        undo(kept, persona("editor"))


def test_a_lock_of_somebody_else_keeps_everything_as_it_is(world: World) -> None:
    Incident.objects.filter(pk=world.incident.pk).update(
        locked=True, locked_by=persona("legal_editor")
    )
    with pytest.raises(Locked), transaction.atomic():
        accepted(world, of(world, world.person))
    assert standing_of(world.document, persona("editor"), world.incident) == {}


def test_a_second_editor_who_read_the_page_before_decides_nothing(world: World) -> None:
    name = of(world, world.person).name
    accepted(world, of(world, world.person))
    with pytest.raises(DecidedMeanwhile), transaction.atomic():
        refuse(world.document, persona("legal_editor"), [name])


def test_what_is_refused_stays_refused_until_it_is_taken_back(world: World) -> None:
    name = of(world, world.person).name
    refuse(world.document, persona("editor"), [name])
    assert decision(world, name, "legal_editor").answer == "refused"
    undo(decision(world, name), persona("legal_editor"))
    assert standing_of(world.document, persona("editor"), world.incident) == {}


def test_who_may_not_know_of_the_incident_meets_no_trace_and_decides_for_themselves(
    world: World,
) -> None:
    hidden = make.incident("Hidden · 隐藏", groups=[make.legal_group()])
    say_incident(world.document, hidden, persona("legal_editor"))
    person = of(world, world.person)
    accept(world.document, persona("legal_editor"), {person.name: "critic"})
    assert standing_of(world.document, persona("editor"), None) == {}
    assert incident_of(world.document, persona("editor")) == world.incident
    accepted(world, of(world, world.person))
    assert draft_of(world.incident).involvements.count() == 1


def test_who_may_not_see_somebody_is_proposed_nobody(world: World) -> None:
    make.person("Zhao Lan · 赵岚", groups=[make.legal_group()])
    document = make.raw_document("赵岚表示遗憾。")
    for who, count in (("editor", 0), ("legal_editor", 1)):
        reading = Reading(document, persona(who))
        kinds = [one.kind for one in proposals(reading, Target(reading))]
        assert kinds.count(Kind.MENTION) == count


def test_a_document_of_some_belongs_to_no_incident_of_all(world: World) -> None:
    group = make.legal_group()
    document = make.raw_document(TEXT + "另有补充。", groups=[group])
    hidden = make.incident("Hidden · 隐藏", groups=[group])
    assert list(choosable(document, persona("legal_editor"))) == [hidden]
    with pytest.raises(PermissionDenied), transaction.atomic():
        say_incident(document, world.incident, persona("legal_editor"))


def test_a_date_with_a_deed_becomes_an_event(world: World) -> None:
    event = next(one for one in found(world, Kind.EVENT) if one.words.startswith("2026年1月7日"))
    kept = accepted(world, event)
    made = draft_of(world.incident).events.order_by("sort_order").last()
    assert (made.kind, made.what.zh, made.what.en) == (
        "statement",
        "2026年1月7日，灯笼公司道歉",
        "",
    )
    assert (made.when.precision, str(made.when.first_day)) == ("day", "2026-01-07")
    assert made.citations.get().source == world.source
    undo(kept, persona("editor"))
    assert draft_of(world.incident).events.count() == 1


def test_a_quotation_becomes_a_statement_of_its_speaker(world: World) -> None:
    (quotation,) = found(world, Kind.QUOTATION)
    kept = accepted(world, quotation)
    statement = Statement.objects.get(pk=kept.made_id)
    assert (statement.person, statement.incident) == (world.person, world.incident)
    assert statement.words.zh == "我们对此事深表歉意，并将全部退款。"
    assert str(statement.said.first_day) == "2026-01-06"
    assert not statement.live
    undo(kept, persona("editor"))
    assert not Statement.objects.filter(pk=kept.made_id).exists()


def test_a_draft_that_somebody_worked_on_is_not_deleted(world: World) -> None:
    kept = accepted(world, found(world, Kind.QUOTATION)[0])
    Statement.objects.get(pk=kept.made_id).save_revision()
    with pytest.raises(ValidationError, match="worked on it"), transaction.atomic():
        undo(kept, persona("editor"))


def test_an_unknown_name_becomes_a_draft(world: World) -> None:
    name = next(one for one in found(world, Kind.NAME) if one.words == "晨星电器公司")
    kept = accepted(world, name)
    made = Organisation.objects.get(pk=kept.made_id)
    assert (made.name.zh, made.kind, made.live) == ("晨星电器公司", "company", False)


def test_an_unknown_name_may_be_another_name_of_somebody_known(world: World) -> None:
    known = make.organisation("Morning Star · 晨星电器集团公司")
    refresh("organisation", known.pk)
    name = next(one for one in found(world, Kind.NAME) if one.words == "晨星电器公司")
    assert name.chosen == ""
    accepted(world, name, f"organisation:{known.pk}")
    assert draft_of(known).aliases.get().text == "晨星电器公司"
    assert not known.aliases.exists()


def test_another_account_stands_beside_the_recorded_one(world: World) -> None:
    (other,) = found(world, Kind.CONTRADICTION)
    accepted(world, other)
    cited = draft_of(world.incident).events.get().citations.last()
    assert (cited.stance, cited.source) == (Stance.CONTRADICTS, world.source)
    assert "1月7日，灯笼公司道歉" in cited.view.zh


def test_a_draft_that_another_draft_names_is_not_deleted(world: World) -> None:
    name = next(one for one in found(world, Kind.NAME) if one.words == "晨星电器公司")
    kept = accepted(world, name)
    firm = Organisation.objects.get(pk=kept.made_id)
    make.add(make.fresh(world.incident), make.involvement(firm, "critic"), live=False)
    with pytest.raises(ValidationError, match="refers to it"), transaction.atomic():
        undo(kept, persona("editor"))
    assert Organisation.objects.filter(pk=firm.pk).exists()


def test_an_item_of_a_digest_is_cited_from_its_own_source(world: World) -> None:
    firm = make.organisation("Morning Star · 晨星电器")
    text = DIGEST.read_text().replace("业内人士", "晨星电器人士")
    document = make.raw_document(text, "digest.txt")
    say_incident(document, world.incident, persona("editor"))
    reading = Reading(document, persona("editor"))
    places = [m.start for m in reading.mentions if m.text == "晨星电器"]
    last = places[-1]
    assert reading.part_key(last) != reading.part_key(places[0])
    made_from(document, world.source, reading.part_key(last))
    (named,) = [p for p in proposals(reading, Target(reading)) if p.subject == firm]
    accept(document, persona("editor"), {named.name: "subject"})
    cited = draft_of(world.incident).involvements.get().citations.get()
    assert cited.source == world.source
    first, end = reading.sentence(last, last + 4)
    assert cited.quote in reading.text[first:end]


def test_words_without_a_date_beside_them_were_said_on_the_day_of_the_report(world: World) -> None:
    document = make.raw_document("王敏表示：“我们会把所有的钱退给用户。”")
    document.mended = {"whole": {"published": "2026-01-09"}}
    document.save()
    reading = Reading(document, persona("editor"))
    (one,) = [p for p in proposals(reading, Target(reading)) if p.kind == Kind.QUOTATION]
    accept(document, persona("editor"), {one.name: one.chosen})
    said = Statement.objects.get(words_zh__startswith="我们会把所有").said
    assert str(said.first_day) == "2026-01-09"
    assert said.inferred
