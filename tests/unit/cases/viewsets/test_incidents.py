"""The editor of an incident: one form for the whole, drafts, publication, versions."""

from datetime import date

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse

from cases.models import Citation, Event, Incident
from tests import factories as make
from tests.admin_form import AdminForm, shown_messages

pytestmark = pytest.mark.django_db


def url(name: str, *args: object) -> str:
    """Return an address of the admin of incidents."""
    return reverse(f"wagtailsnippets_cases_incident:{name}", args=args)


def edit(client: Client, incident: Incident) -> AdminForm:
    """Open the editor of an incident."""
    return AdminForm(client, url("edit", incident.pk))


def new_incident(client: Client) -> AdminForm:
    """Open the form of a new incident and type what every incident needs."""
    form = AdminForm(client, url("add"))
    form.type(title_en="A quarrel", verdict_en="In one line", began="2026-01-07 evening")
    form.add("citations", source=str(make.common_source().pk), quote="as it says")
    return form


def test_an_incident_with_events_and_citations_is_written_and_published_in_one_form(
    reviewer_client: Client,
) -> None:
    form = new_incident(reviewer_client)
    event = form.add("events", what_en="It began", when="2026-01-07 21:30")
    form.add(f"{event}-citations", source=str(make.common_source().pk), quote="it began")
    form.add(f"{event}-actors", group_en="Fans", group_zh="粉丝")
    form.send("publish")

    incident = Incident.objects.get()
    assert incident.live
    assert incident.slug == "a-quarrel"
    assert incident.began.precision == "part_of_day"
    assert incident.began.first_day == date(2026, 1, 7)
    made = incident.events.get()
    assert made.when.precision == "minute"
    assert made.citations.get().quote == "it began"
    assert str(made.actors.get().actor_name) == "Fans · 粉丝"


def test_every_new_part_gets_a_key_of_its_own(reviewer_client: Client) -> None:
    form = new_incident(reviewer_client)
    for what in ("First", "Second"):
        event = form.add("events", what_en=what)
        assert form.fields[f"{event}-key"] == ""
        form.add(f"{event}-citations", source=str(make.common_source().pk))
    form.send("publish")
    assert len(set(Event.objects.values_list("key", flat=True))) == 2
    assert len(set(Citation.objects.values_list("key", flat=True))) == Citation.objects.count()


def test_what_lacks_a_citation_stays_a_draft_and_each_fact_is_named(
    reviewer_client: Client,
) -> None:
    form = new_incident(reviewer_client)
    form.add("events", what_en="It began")
    form.add("events", what_en="It went on")
    response = form.send("publish")
    incident = Incident.objects.get()
    assert not incident.live
    assert response["Location"] == url("edit", incident.pk)
    shown = " ".join(shown_messages(reviewer_client, response["Location"]))
    assert "It began" in shown
    assert "It went on" in shown
    assert incident.get_latest_revision_as_object().events.count() == 2


def test_an_incident_needs_a_title_in_one_writing_only(editor_client: Client) -> None:
    form = AdminForm(editor_client, url("add"))
    assert form.send().status_code == 200
    assert not Incident.objects.exists()
    form.type(title_zh="一场争吵")
    form.send()
    assert Incident.objects.get().slug == "yi-chang-zheng-chao"


def test_a_time_that_is_none_is_explained_where_it_was_typed(editor_client: Client) -> None:
    form = AdminForm(editor_client, url("add"))
    form.type(title_en="A quarrel", began="last week")
    event = form.add("events", what_en="It began", when="some time")
    page = form.send().content.decode()
    assert "“last week” is not a time" in page
    assert "“some time” is not a time" in page
    assert event == "events-0"


def test_an_editor_saves_but_does_not_publish(editor_client: Client) -> None:
    form = new_incident(editor_client)
    form.send("publish")
    incident = Incident.objects.get()
    assert not incident.live
    assert incident.latest_revision is not None


def test_typing_is_saved_by_itself_and_no_part_is_doubled(reviewer_client: Client) -> None:
    form = new_incident(reviewer_client)
    event = form.add("events", what_en="It began")
    assert form.autosave().status_code == 200
    citation = form.add(f"{event}-citations")  # no source yet
    assert form.autosave().status_code == 200
    form.type(**{f"{citation}-source": str(make.common_source().pk)})
    assert form.autosave().status_code == 200
    form.send("publish")
    incident = Incident.objects.get()
    assert incident.live
    assert incident.events.count() == 1
    assert incident.events.get().citations.count() == 1
    assert incident.citations.count() == 1


def test_a_part_added_to_a_live_incident_keeps_its_key_while_one_types(
    reviewer_client: Client,
) -> None:
    incident = make.incident("A quarrel")
    form = edit(reviewer_client, incident)
    event = form.add("events", what_en="It began")
    form.autosave()
    key = form.fields[f"{event}-key"]
    assert key
    form.add(f"{event}-citations", source=str(make.common_source().pk))
    form.autosave()
    form.send("publish")
    assert str(incident.events.get().key) == key


def test_rows_keep_their_primary_keys_through_publications_and_a_revert(
    reviewer_client: Client,
) -> None:
    incident = make.incident("A quarrel", make.event("It began"))
    row, citation = incident.events.get(), incident.events.get().citations.get()
    older = incident.latest_revision

    form = edit(reviewer_client, incident)
    form.add("events", what_en="It went on", when="2026-01-08")
    prefix = "events-1"
    form.add(f"{prefix}-citations", source=str(make.common_source().pk))
    form.send("publish")
    second = incident.events.get(what_en="It went on")

    form = AdminForm(reviewer_client, url("revisions_revert", incident.pk, older.pk))
    form.send("publish")
    assert list(incident.events.values_list("pk", flat=True)) == [row.pk]
    assert incident.events.get().citations.get().pk == citation.pk

    # A version that still holds the event removed meanwhile can be brought back, with its citation.
    newer = incident.revisions.order_by("pk")[1]
    form = AdminForm(reviewer_client, url("revisions_revert", incident.pk, newer.pk))
    form.send("publish")
    again = incident.events.get(what_en="It went on")
    assert again.key == second.key
    assert again.citations.count() == 1


def test_comparing_versions_shows_citations_and_times_inside_facts(
    reviewer_client: Client,
) -> None:
    incident = make.incident("A quarrel", make.event("It began"))
    first = incident.latest_revision
    form = edit(reviewer_client, incident)
    form.type(**{"events-0-citations-0-quote": "another quote", "events-0-when": "2026-02"})
    form.send()
    latest = Incident.objects.get().latest_revision
    page = reviewer_client.get(url("revisions_compare", incident.pk, first.pk, latest.pk))
    text = BeautifulSoup(page.content, "lxml").get_text(" ", strip=True)
    assert "another quote" in text.replace("  ", " ")
    assert "2026-02" in text.replace(" ", "")
    assert "Key" not in text


def test_a_response_answers_an_event_of_the_same_draft(reviewer_client: Client) -> None:
    incident = make.incident("A quarrel", make.event("It began"))
    form = edit(reviewer_client, incident)
    response = form.add("responses", summary_en="We answered")
    form.type(**{f"{response}-answers": str(incident.events.get().key)})
    form.add(f"{response}-citations", source=str(make.common_source().pk))
    form.send("publish")
    assert incident.responses.get().answers == incident.events.get().key


def test_a_lesson_names_only_guidance_its_writer_may_see(reviewer_client: Client) -> None:
    shown = make.guidance("How we answer")
    hidden = make.restrict(make.guidance("What the lawyers keep"))
    incident = make.incident("A quarrel")
    form = edit(reviewer_client, incident)
    page = form.templates["id_lessons-EMPTY_FORM_TEMPLATE"]
    assert "How we answer" in page
    assert "What the lawyers keep" not in page
    lesson = form.add("lessons", text_en="Answer sooner")
    assert form.fields[f"{lesson}-read_by"] == "Rong Reviewer"
    form.type(**{f"{lesson}-page_key": str(shown.translation_key)})
    form.send("publish")
    assert incident.lessons.get().page_key == shown.translation_key
    assert hidden is not None


def test_a_part_cannot_be_taken_from_another_record(reviewer_client: Client) -> None:
    other = make.incident("Another", make.event("It is theirs"))
    form = new_incident(reviewer_client)
    event = form.add("events", what_en="It is mine now")
    form.type(**{f"{event}-key": str(other.events.get().key)})
    assert form.send().status_code == 200
    assert other.events.count() == 1


def test_a_citation_of_a_response_counts_as_use_of_its_source(reviewer_client: Client) -> None:
    source = make.source("A report")
    incident = make.incident("A quarrel", make.response(sources=[source]))
    page = reviewer_client.get(reverse("wagtailsnippets_cases_source:usage", args=[source.pk]))
    assert str(incident) in page.content.decode()


def test_a_text_nobody_touched_stays_as_it_is(editor_client: Client) -> None:
    incident = make.incident("A quarrel", summary="First.\nSecond.")
    form = edit(editor_client, incident)
    form.type(summary_en=form.fields["summary_en"].replace("\n", "\r\n"))  # as browsers do
    form.send()
    draft = make.fresh(incident).get_latest_revision_as_object()
    assert draft.summary.en == "First.\nSecond."
