"""What records are found by, and what nobody finds them by who may not read it."""

import pytest
from django.contrib.auth.models import User

from cases.models import Incident
from cases.search import incident_text, person_text, source_text, statement_text
from kb.language.codes import ENGLISH
from kb.models import Topic
from kb.records.actions import archive, set_audience
from kb.search.entries import EntryText
from kb.search.filters import Filters
from kb.search.results import Results, search
from tests import factories as make

pytestmark = pytest.mark.django_db


def look(text: str, user: User, kind: str = "") -> Results:
    return search(text, user, ENGLISH, Filters({"kind": (kind,)} if kind else {}))


def found(text: str, user: User) -> set[tuple[str, int]]:
    return {(hit.kind, hit.object.pk) for hit in look(text, user).hits}


# --- What is found ------------------------------------------------------------


def test_an_incident_is_found_by_the_words_of_all_its_parts(reader: User) -> None:
    person = make.person("Wang Min · 王敏")
    other = make.incident("Other · 另一件")
    incident = make.incident(
        "A quarrel · 一场争吵",
        make.event("A video appeared · 视频流出", actors=[person]),
        make.response("They kept quiet · 保持沉默", effect="Fewer complaints · 投诉减少"),
        make.outcome("Contract ended · 合同终止", metric="Reach · 触达"),
        make.involvement("Drivers · 司机们"),
        make.lesson("Answer sooner · 早点回应"),
        make.link(other, reason="Same tune · 同一个调子"),
        topics=[],
        verdict="Loud and short · 又响又短",
        summary="It began with a joke · 起于一句玩笑",
    )
    for text in (
        "quarrel", "视频流出", "王敏", "Wang Min", "保持沉默", "complaints", "合同终止", "触达",
        "司机", "sooner", "调子", "又响又短", "joke",
    ):  # fmt: skip
        assert ("incident", incident.pk) in found(text, reader), text


def test_an_incident_is_found_as_soon_as_it_is_published_with_its_parts(reader: User) -> None:
    incident = make.incident("A quarrel", make.event("nightingale"))
    assert found("nightingale", reader) == {("incident", incident.pk)}


def test_an_event_added_later_is_found_at_once(reader: User) -> None:
    incident = make.incident("A quarrel")
    make.add(incident, make.event("nightingale"))
    assert found("nightingale", reader) == {("incident", incident.pk)}


def test_words_of_different_parts_meet_in_one_incident(reader: User) -> None:
    incident = make.incident("A quarrel", make.event("nightingale"), make.outcome("sparrow"))
    assert found("nightingale sparrow", reader) == {("incident", incident.pk)}


def test_the_words_of_an_unpublished_draft_are_not_found(reader: User) -> None:
    incident = make.incident("A quarrel")
    make.add(incident, make.event("nightingale"), live=False)
    assert found("nightingale", reader) == set()


def test_people_and_organisations_are_found_by_roles_and_names(reader: User) -> None:
    company = make.organisation("Lantern · 灯笼", make.alias("灯笼集团", "zh"))
    person = make.person("Wang Min · 王敏", make.role(company, "Head of design · 设计负责人"))
    assert ("person", person.pk) in found("设计负责人", reader)
    assert {("person", person.pk), ("organisation", company.pk)} <= found("灯笼集团", reader)


def test_sources_and_statements_are_found_by_their_text(reader: User) -> None:
    source = make.source("A report · 一篇报道", text="夜莺在唱。")
    statement = make.statement("A statement · 一份声明", words="The nightingale sings · 夜莺")
    assert found("夜莺", reader) == {("source", source.pk), ("statement", statement.pk)}


def test_labels_of_topics_are_words_of_an_incident(reader: User) -> None:
    topic = Topic.objects.create(
        key="nest", label_en="Nesting", label_zh_hans="筑巢", label_zh_hant="築巢"
    )
    incident = make.incident("A quarrel")
    draft = incident.get_latest_revision_as_object()
    draft.topics.set([topic])
    draft.save_revision().publish()
    assert found("筑巢", reader) == {("incident", incident.pk)}
    topic.label_en = "Brooding"
    topic.save()
    assert found("brooding", reader) == {("incident", incident.pk)}
    assert found("nesting", reader) == set()


# --- What is hidden -----------------------------------------------------------


def test_a_restricted_record_changes_nothing_for_others(reader: User, legal: User) -> None:
    make.incident("Open nightingale")
    before = look("nightingale", reader).total
    group = make.legal_group()
    closed = make.source("Closed nightingale", groups=[group])
    make.incident("Closed nightingale", groups=[group], sources=[closed])
    make.person("Nightingale", groups=[group])
    make.statement("Closed nightingale", groups=[group])
    assert look("nightingale", reader).total == before == 1
    assert look("nightingale", legal).total == 5


def test_a_fact_whose_only_source_closes_is_found_no_more(
    reader: User, administrator: User
) -> None:
    source = make.source("A report · 一篇报道")
    incident = make.incident(
        "A quarrel",
        make.event("nightingale", sources=[source]),
        make.event("sparrow", sources=[source, make.common_source()]),
    )
    assert found("nightingale", reader) == {("incident", incident.pk)}
    set_audience(source, administrator, "groups", [make.legal_group()])
    assert found("nightingale", reader) == set()
    assert found("sparrow", reader) == {("incident", incident.pk)}
    assert "nightingale" not in EntryText.objects.get(entry__kind="incident").shown
    set_audience(source, administrator, "all")
    assert found("nightingale", reader) == {("incident", incident.pk)}


def test_a_fact_whose_only_source_is_archived_is_found_no_more(
    reader: User, administrator: User
) -> None:
    source = make.source("A report")
    make.incident("A quarrel", make.outcome("nightingale", sources=[source]))
    assert look("nightingale", reader).total == 1
    archive(source, administrator)
    assert look("nightingale", reader).total == 0


def test_the_quote_of_a_closed_source_is_never_found(reader: User, administrator: User) -> None:
    source = make.source("A report")
    event = make.event("sparrow")
    event.citations.add(make.citation(source, quote="the nightingale sang"))
    make.incident("A quarrel", event)
    assert look("nightingale", reader).total == 1
    set_audience(source, administrator, "groups", [make.legal_group()])
    assert look("nightingale", reader).total == 0
    assert look("sparrow", reader).total == 1


def test_the_name_of_somebody_hidden_finds_no_incident(reader: User, administrator: User) -> None:
    person = make.person("Nightingale · 夜莺")
    incident = make.incident("A quarrel", make.involvement(person))
    assert found("夜莺", reader) == {("incident", incident.pk), ("person", person.pk)}
    set_audience(person, administrator, "groups", [make.legal_group()])
    assert found("夜莺", reader) == set()


def test_a_restricted_incident_is_found_by_facts_of_sources_its_readers_share(
    legal: User,
) -> None:
    group = make.legal_group()
    closed = make.source("Closed report", groups=[group])
    incident = make.incident(
        "A quarrel",
        make.event("nightingale", sources=[closed]),
        groups=[group],
        sources=[closed],
    )
    assert found("nightingale", legal) == {("incident", incident.pk)}


def test_a_renamed_person_is_found_in_their_incidents_by_the_new_name(reader: User) -> None:
    person = make.person("Sparrow")
    incident = make.incident("A quarrel", make.involvement(person))
    draft = person.get_latest_revision_as_object()
    draft.name_en = "Nightingale"
    draft.save_revision().publish()
    assert ("incident", incident.pk) in found("nightingale", reader)
    assert ("incident", incident.pk) not in found("sparrow", reader)


def test_a_quotation_on_a_page_needs_an_open_source(reader: User, administrator: User) -> None:
    source = make.source("A report")
    quotation = {"text": "the nightingale sang", "speaker": "Min", "source": source.pk, "place": ""}
    cited = [{"source": source.pk, "quote": "a sparrow", "note": "robin"}]
    make.article("Affair", body=make.stream(("quotation", quotation), ("citations", cited)))
    for text in ("nightingale", "sparrow", "robin"):
        assert look(text, reader).total == 1, text
    set_audience(source, administrator, "groups", [make.legal_group()])
    for text in ("nightingale", "sparrow", "robin"):
        assert look(text, reader).total == 0, text


# --- Periods ------------------------------------------------------------------


def test_an_incident_lasts_until_its_last_event_while_no_end_is_known() -> None:
    incident = make.incident(
        "A quarrel", make.event("It went on", when="2026-02-03"), began="2026-01-07"
    )
    text = incident_text(incident)
    assert (str(text.start), str(text.end)) == ("2026-01-07", "2026-02-03")


def test_texts_of_empty_drafts_can_be_read() -> None:
    incident = Incident(title_en="Only a title")
    incident.save()
    assert incident_text(incident).start is None
    for factory, text in (
        (make.person, person_text),
        (make.source, source_text),
        (make.statement, statement_text),
    ):
        assert text(factory("Draft", live=False)).title[0].text == "Draft"  # type: ignore[operator]


# --- Cost ---------------------------------------------------------------------


def test_saving_one_record_writes_no_other_row_of_the_table() -> None:
    incident = make.incident("A quarrel", make.event("sparrow"))
    make.incident("Another quarrel")
    others = EntryText.objects.exclude(entry__kind="incident", entry__object_id=incident.pk)
    before = {text.pk: (text.title, text.body) for text in others}
    make.add(incident, make.event("nightingale"))
    assert {text.pk: (text.title, text.body) for text in others.all()} == before
