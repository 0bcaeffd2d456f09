"""Every door of the admin: what one may not edit does not exist, and nothing unready is published."""

from collections.abc import Callable
from datetime import timedelta
from io import StringIO

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry, Workflow

from cases.models import Incident, Source
from kb.readiness import NotReady
from kb.records.actions import set_audience
from kb.records.viewset import RECORD_ACTIONS
from tests import factories as make
from tests.admin_form import AdminForm, shown_messages

pytestmark = pytest.mark.django_db


def url(name: str, *args: object) -> str:
    """Return an address of the admin of incidents."""
    return reverse(f"wagtailsnippets_cases_incident:{name}", args=args)


@pytest.fixture
def uncited() -> Incident:
    """A draft with an event that has no citation."""
    return make.incident("A quarrel", make.event("It began", sources=()), live=False)


def is_live(incident: Incident) -> bool:
    """Return whether an incident is published now."""
    return bool(make.fresh(incident).live)


# --- Publication ------------------------------------------------------------


def test_the_editor_refuses_to_publish_and_says_what_is_missing(
    reviewer_client: Client, uncited: Incident
) -> None:
    form = AdminForm(reviewer_client, url("edit", uncited.pk))
    form.type(title_en="A longer quarrel")
    response = form.send("publish")
    assert response["Location"] == url("edit", uncited.pk)
    assert "It began" in " ".join(shown_messages(reviewer_client, response["Location"]))
    assert not is_live(uncited)
    assert str(uncited.get_latest_revision_as_object().title) != ""
    assert make.fresh(uncited).get_latest_revision_as_object().title.en == "A longer quarrel"


def test_a_publication_asked_for_as_json_answers_400_with_the_sentences(
    reviewer_client: Client, uncited: Incident
) -> None:
    form = AdminForm(reviewer_client, url("edit", uncited.pk))
    response = form.send("publish", headers={"accept": "application/json"})
    assert response.status_code == 400
    assert "It began" in response.json()["messages"][0]
    assert not is_live(uncited)


def test_publishing_a_revision_in_code_is_refused(uncited: Incident) -> None:
    with pytest.raises(NotReady, match="It began"):
        uncited.latest_revision.publish()
    assert not is_live(uncited)


def test_going_back_to_an_uncited_version_keeps_the_published_citations(
    reviewer_client: Client, uncited: Incident
) -> None:
    bad = uncited.latest_revision
    form = AdminForm(reviewer_client, url("edit", uncited.pk))
    form.add("events-0-citations", source=str(make.common_source().pk))
    form.send("publish")
    assert is_live(uncited)
    AdminForm(reviewer_client, url("revisions_revert", uncited.pk, bad.pk)).send("publish")
    assert uncited.events.get().citations.count() == 1
    assert make.fresh(uncited).has_unpublished_changes


def test_a_publication_cannot_be_scheduled_before_it_is_ready(
    reviewer_client: Client, uncited: Incident
) -> None:
    form = AdminForm(reviewer_client, url("edit", uncited.pk))
    form.type(go_live_at=(timezone.localtime() + timedelta(days=1)).strftime("%Y-%m-%d %H:%M"))
    response = form.send("publish")
    assert "It began" in " ".join(shown_messages(reviewer_client, response["Location"]))
    assert make.fresh(uncited).scheduled_revision is None


def test_a_scheduled_version_that_lost_its_source_is_skipped_and_the_others_go_out() -> None:
    source = make.source("Soon hidden")
    soon = timezone.now() + timedelta(hours=1)
    waiting = []
    for title, sources in (("First", [source]), ("Second", None)):
        incident = make.incident(title, make.event("It began", sources=sources), live=False)
        incident.go_live_at = soon
        incident.save_revision().publish()
        waiting.append(incident)
    Source.objects.filter(pk=source.pk).update(live=False)
    for incident in waiting:
        revision = make.fresh(incident).scheduled_revision
        revision.content["go_live_at"] = (timezone.now() - timedelta(minutes=1)).isoformat()
        revision.approved_go_live_at = timezone.now() - timedelta(minutes=1)
        revision.save()
    call_command("publish_scheduled", stdout=StringIO())
    assert [is_live(incident) for incident in waiting] == [False, True]
    assert ModelLogEntry.objects.filter(
        action="kb.publish.refused", object_id=str(waiting[0].pk)
    ).exists()


@pytest.fixture
def workflow() -> Workflow:
    """The review that all records have."""
    return Incident.get_default_workflow()  # type: ignore[no-any-return]


def test_only_what_could_be_published_is_submitted_for_review(
    editor_client: Client, uncited: Incident, workflow: Workflow
) -> None:
    response = AdminForm(editor_client, url("edit", uncited.pk)).send("submit")
    assert "It began" in " ".join(shown_messages(editor_client, response["Location"]))
    assert make.fresh(uncited).current_workflow_state is None


@pytest.mark.parametrize("door", ["list", "editor"])
def test_an_approval_that_cannot_publish_leaves_the_review_as_it_was(
    reviewer_client: Client, editor: User, uncited: Incident, workflow: Workflow, door: str
) -> None:
    workflow.start(uncited, editor)
    state = uncited.current_workflow_task_state
    if door == "list":
        address = url("workflow_action", uncited.pk, "approve", state.pk)
        response = reviewer_client.post(address, {"comment": ""})
    else:
        form = AdminForm(reviewer_client, url("edit", uncited.pk))
        form.type(**{"workflow-action-name": "approve"})
        response = form.send("workflow-action")
    assert "It began" in " ".join(shown_messages(reviewer_client, response["Location"]))
    assert not is_live(uncited)
    assert make.fresh(uncited).current_workflow_task_state.status == "in_progress"


# --- Audience ---------------------------------------------------------------

CANARY = "Quetzal"


@pytest.fixture
def hidden() -> Incident:
    """An incident that only the group Legal may know of, with two versions."""
    incident = make.incident(CANARY, make.event("It began"), groups=[make.legal_group()])
    return make.add(incident, make.event("It went on"))  # type: ignore[no-any-return]


def addresses(incident: Incident) -> dict[str, str]:
    """Return the address of every view of one incident and of its chooser, by name.

    A view with an argument that is not known here fails the test: say what to put in.
    """
    first, last = incident.revisions.order_by("pk")
    arguments = {
        "pk": incident.pk,
        "revision_id": first.pk,
        "revision_id_a": first.pk,
        "revision_id_b": last.pk,
        "action_name": "approve",
        "task_id": 1,
        "task_state_id": 1,
        "workflow_state_id": 1,
    }
    viewset = Incident.snippet_viewset  # type: ignore[attr-defined]
    found = {}
    for one in (viewset, viewset.chooser_viewset):
        for pattern in one.get_urlpatterns():
            names = pattern.pattern.regex.groupindex
            if "pk" in names:
                given = {name: arguments[name] for name in names}
                found[pattern.name] = reverse(one.get_url_name(pattern.name), kwargs=given)
    return found


def test_no_view_of_a_record_answers_those_outside_its_audience(
    client_of: Callable[[str], Client], hidden: Incident
) -> None:
    every = addresses(hidden)
    assert {view.name for view in RECORD_ACTIONS} | {"edit", "chosen"} <= set(every)
    for who in ("editor", "reviewer"):
        client = client_of(who)
        for name, address in every.items():
            response = client.get(address)
            assert response.status_code == 404, (who, name)
            assert client.post(address).status_code in (404, 405), (who, name)
    assert client_of("legal_editor").get(every["edit"]).status_code == 200


def test_the_side_of_the_editor_counts_only_what_one_may_edit(
    client_of: Callable[[str], Client], hidden: Incident
) -> None:
    source = make.source("A report")
    make.add(hidden, make.event("It ended", sources=[source]))
    make.incident("Seen by all", make.event(sources=[source]))
    make.article(body=make.stream(("quotation", {"text": "x", "source": source.pk})))
    address = reverse("wagtailsnippets_cases_source:edit", args=[source.pk])
    assert "Used 2 times" in client_of("editor").get(address).content.decode()
    assert "Used 3 times" in client_of("legal_editor").get(address).content.decode()


def test_lists_choosers_and_exports_name_only_what_one_may_edit(
    client_of: Callable[[str], Client], hidden: Incident
) -> None:
    chooser = "wagtailsnippetchoosers_cases_incident:"
    doors = [
        url("list"),
        url("list_results"),
        url("list") + f"?q={CANARY}",
        reverse(chooser + "choose"),
        reverse(chooser + "choose_results") + f"?q={CANARY}",
        reverse(chooser + "chosen_multiple") + f"?id={hidden.pk}",
    ]
    for address in doors:
        for who, sees in (("editor", False), ("legal_editor", True)):
            response = client_of(who).get(address)
            content = b"".join(response) if response.streaming else response.content
            body = content.decode().replace(f"q={CANARY}", "").replace(f'value="{CANARY}"', "")
            body = body.replace(f"<em>{CANARY}</em>", "")
            assert (CANARY in body) is sees, (address, who)


def test_the_use_of_a_source_lists_only_what_one_may_edit(
    client_of: Callable[[str], Client], hidden: Incident
) -> None:
    source = make.common_source()
    address = reverse("wagtailsnippets_cases_source:usage", args=[source.pk])
    assert CANARY not in client_of("editor").get(address).content.decode()
    assert "Private" not in client_of("editor").get(address).content.decode()
    assert CANARY in client_of("legal_editor").get(address).content.decode()


def test_a_form_does_not_name_a_hidden_record_chosen_by_somebody_else(
    client_of: Callable[[str], Client], hidden: Incident
) -> None:
    seen = make.incident("Seen by all", make.link(hidden))
    assert CANARY not in client_of("editor").get(url("edit", seen.pk)).content.decode()
    AdminForm(client_of("editor"), url("edit", seen.pk)).send()
    draft = make.fresh(seen).get_latest_revision_as_object()
    assert draft.links.get().other == hidden


def test_a_hidden_record_cannot_be_chosen_by_its_number(
    client_of: Callable[[str], Client], hidden: Incident
) -> None:
    seen = make.incident("Seen by all")
    form = AdminForm(client_of("editor"), url("edit", seen.pk))
    form.add("links", other=str(hidden.pk), kind="similar")
    assert form.send().status_code == 200
    assert not make.fresh(seen).has_unpublished_changes


def test_readers_have_no_door_at_all(reader_client: Client, hidden: Incident) -> None:
    for address in (url("list"), url("edit", hidden.pk)):
        assert reader_client.get(address).status_code in (302, 403, 404)


# --- The audience of a new draft --------------------------------------------


def test_a_new_record_is_kept_to_a_group_from_its_first_saving(
    legal_editor_client: Client, editor: User, legal_editor: User
) -> None:
    group = make.legal_group()
    form = AdminForm(legal_editor_client, url("add"))
    form.type(title_en="A letter", keep_to=[str(group.pk)])
    assert form.autosave().status_code == 200
    incident = Incident.objects.get()
    assert list(incident.audience_groups.all()) == [group]
    assert not Incident.objects.editable_by(editor).exists()
    assert Incident.objects.editable_by(legal_editor).exists()
    assert ModelLogEntry.objects.filter(action="kb.audience", user=legal_editor).exists()

    again = AdminForm(legal_editor_client, url("edit", incident.pk))
    assert again.fields["keep_to"] == [str(group.pk)]
    again.fields.pop("keep_to")
    again.send()
    assert make.fresh(incident).audience == "all"


def test_once_published_the_form_no_longer_changes_who_sees_it(
    legal_editor_client: Client,
) -> None:
    incident = make.incident("A quarrel")
    form = AdminForm(legal_editor_client, url("edit", incident.pk))
    assert "keep_to" not in legal_editor_client.get(url("edit", incident.pk)).content.decode()
    form.type(keep_to=[str(make.legal_group().pk)])
    form.send("publish")
    assert make.fresh(incident).audience == "all"


def test_those_in_no_audience_group_are_asked_nothing(editor_client: Client) -> None:
    form = AdminForm(editor_client, url("add"))
    assert 'name="keep_to"' not in editor_client.get(url("add")).content.decode()
    form.type(title_en="A quarrel", keep_to=[str(make.legal_group().pk)])
    form.send()
    assert Incident.objects.get().audience == "all"


def test_an_older_version_brings_no_older_audience_back(
    legal_editor: User, legal_editor_client: Client, reader: User
) -> None:
    incident = make.incident("A quarrel")
    older = incident.latest_revision
    make.add(incident, make.event("It began"))
    group = make.legal_group()
    set_audience(make.fresh(incident), legal_editor, "groups", [group])
    address = url("revisions_revert", incident.pk, older.pk)
    AdminForm(legal_editor_client, address).send("publish")
    assert make.fresh(incident).audience == "groups"
    assert not Incident.objects.visible_to(reader).exists()


def test_publishing_what_was_loaded_before_brings_no_older_audience_back(
    legal_editor: User, reader: User
) -> None:
    incident = make.incident("A quarrel")
    waiting = make.fresh(incident).latest_revision
    assert waiting.content_object.audience == "all"  # as somebody's approval has it in hand
    set_audience(make.fresh(incident), legal_editor, "groups", [make.legal_group()])
    waiting.publish()
    assert make.fresh(incident).audience == "groups"
    assert not Incident.objects.visible_to(reader).exists()
