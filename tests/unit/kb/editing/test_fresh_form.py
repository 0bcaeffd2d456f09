"""A form opened before somebody else's change never overwrites it: pages and records alike."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from wagtail.log_actions import registry
from wagtail.users.models import UserProfile

from cases.models import Person
from kb.editing.fresh_form import OVERWRITE
from tests import factories as make
from tests.admin_form import AdminForm, messages_of

pytestmark = pytest.mark.django_db


@dataclass
class Thing:
    """A page or record that two people edit: its field `name`, another field, its addresses."""

    subject: Any
    name: str
    other: str
    prefix: str

    def url(self, view: str, *args: object) -> str:
        return reverse(f"{self.prefix}:{view}", args=[self.subject.pk, *args])

    def open(self, client: Client) -> AdminForm:
        return AdminForm(client, self.url("edit"))

    @property
    def newest(self) -> Any:
        """What the newest version says."""
        fresh = type(self.subject)._base_manager.get(pk=self.subject.pk)
        return getattr(fresh.get_latest_revision_as_object(), self.name)

    @property
    def published(self) -> Any:
        return getattr(type(self.subject)._base_manager.get(pk=self.subject.pk), self.name)

    def versions(self) -> int:
        return int(self.subject.revisions.count())


@pytest.fixture(params=["page", "record"])
def thing(request: pytest.FixtureRequest) -> Thing:
    """A published page, then a published record."""
    if request.param == "page":
        page = make.article("A first title", body=make.stream())
        return Thing(page, "title", "summary", "wagtailadmin_pages")
    incident = make.incident("A first title", verdict="It happened")
    return Thing(incident, "title_en", "verdict_en", "wagtailsnippets_cases_incident")


@pytest.fixture
def mine(thing: Thing, reviewer_client: Client, editor_client: Client) -> AdminForm:
    """The reviewer's form, in which something is typed, and which an editor has overtaken."""
    form = thing.open(reviewer_client)
    theirs = thing.open(editor_client)
    theirs.type(**{thing.name: "What the editor wrote"})
    assert theirs.send().status_code == 302
    form.type(**{thing.name: "What I typed"})
    return form


def page_of(response: Any) -> BeautifulSoup:
    return BeautifulSoup(response.content, "lxml")


@pytest.mark.parametrize("action", ["", "publish", "submit"])
def test_no_button_overwrites_a_newer_version(thing: Thing, mine: AdminForm, action: str) -> None:
    response = mine.send(action)
    assert response.status_code == 200
    assert thing.newest == "What the editor wrote"
    assert thing.published == "A first title"
    assert thing.subject.current_workflow_state is None


def test_what_was_typed_stays_on_the_page(thing: Thing, mine: AdminForm) -> None:
    page = page_of(mine.send())
    fields = page.find_all(attrs={"name": thing.name})
    assert "What I typed" in str(fields)


def test_the_refused_page_names_who_saved_and_shows_both_texts(mine: AdminForm) -> None:
    response = mine.send()
    assert "Ed Editor saved a newer version" in " ".join(messages_of(response))
    row = page_of(response).select_one(".newer-version__table tbody tr")
    assert row is not None
    yours, theirs = row.select(".comparison")
    assert "I typed" in yours.get_text()
    assert "the editor wrote" in theirs.get_text()
    assert "both of you" in row.get_text()


def test_a_second_click_is_refused_as_well(thing: Thing, mine: AdminForm) -> None:
    page = page_of(mine.send())
    loaded = page.find("input", attrs={"name": "loaded_revision_id"})
    assert loaded is not None
    mine.type(loaded_revision_id=loaded["value"])
    assert mine.send().status_code == 200
    assert thing.newest == "What the editor wrote"


def test_one_may_save_over_the_newer_version_on_purpose_and_it_is_written_down(
    thing: Thing, mine: AdminForm, reviewer: User
) -> None:
    choice = page_of(mine.send()).find("input", attrs={"name": OVERWRITE})
    assert choice is not None
    mine.type(**{OVERWRITE: choice["value"]})
    before = thing.versions()
    assert mine.send("publish").status_code == 302
    assert thing.published == "What I typed"
    assert thing.versions() == before + 1
    entry = registry.get_logs_for_instance(thing.subject).get(action="kb.overwrite")
    assert entry.user == reviewer
    assert entry.data["by"] == "Ed Editor"


def test_saving_over_is_refused_when_the_newest_version_was_not_seen(
    thing: Thing, mine: AdminForm, administrator_client: Client
) -> None:
    choice = page_of(mine.send()).find("input", attrs={"name": OVERWRITE})
    assert choice is not None
    third = thing.open(administrator_client)
    third.type(**{thing.name: "A third hand"})
    third.send()
    mine.type(**{OVERWRITE: choice["value"]})
    assert mine.send().status_code == 200
    assert thing.newest == "A third hand"


def test_a_form_that_names_no_version_is_out_of_date(thing: Thing, reviewer_client: Client) -> None:
    form = thing.open(reviewer_client)
    form.type(**{thing.name: "Blind"})
    del form.fields["loaded_revision_id"]
    assert form.send().status_code == 200
    assert thing.newest == "A first title"


def test_a_mistake_in_a_form_does_not_make_it_pass_for_a_fresh_one(
    thing: Thing, mine: AdminForm
) -> None:
    mine.type(go_live_at="never")
    page = page_of(mine.send("publish"))
    loaded = page.find("input", attrs={"name": "loaded_revision_id"})
    assert loaded is not None
    mine.type(go_live_at="", loaded_revision_id=loaded["value"])
    assert mine.send("publish").status_code == 200
    assert thing.newest == "What the editor wrote"


def test_an_automatic_save_of_somebody_else_is_not_overwritten_either(
    thing: Thing, reviewer_client: Client, editor_client: Client
) -> None:
    mine, theirs = thing.open(reviewer_client), thing.open(editor_client)
    theirs.type(**{thing.name: "Saved by itself"})
    assert theirs.autosave().status_code == 200
    mine.type(**{thing.name: "Mine"})
    assert mine.autosave().status_code == 400
    assert mine.send("publish").status_code == 200
    theirs.type(**{thing.name: "Saved by itself again"})
    assert theirs.autosave().status_code == 200
    assert thing.newest == "Saved by itself again"


def test_after_automatic_saves_ones_own_button_still_works(
    thing: Thing, reviewer_client: Client
) -> None:
    form = thing.open(reviewer_client)
    for text in ("One", "Two"):
        form.type(**{thing.name: text})
        assert form.autosave().status_code == 200
    form.type(**{thing.name: "Three"})
    assert form.send("publish").status_code == 302
    assert thing.published == "Three"


def test_an_older_version_is_not_brought_back_over_a_newer_one(
    thing: Thing, reviewer_client: Client, editor_client: Client
) -> None:
    oldest = thing.subject.revisions.order_by("pk").first()
    form = AdminForm(reviewer_client, thing.url("revisions_revert", oldest.pk))
    theirs = thing.open(editor_client)
    theirs.type(**{thing.name: "What the editor wrote"})
    theirs.send()
    assert form.send("publish").status_code == 200
    assert thing.newest == "What the editor wrote"


def test_every_other_language_names_what_happened(
    thing: Thing, mine: AdminForm, reviewer: User
) -> None:
    profile = UserProfile.get_for_user(reviewer)
    for code, said in (("zh-hans", "较新的版本"), ("zh-hant", "較新的版本")):
        profile.preferred_language = code
        profile.save()
        assert said in page_of(mine.send()).get_text()


@pytest.mark.parametrize("live", [True, False])
def test_a_part_taken_out_meanwhile_is_not_lost_and_can_be_saved_again(
    reviewer_client: Client, editor_client: Client, live: bool
) -> None:
    incident = make.incident(
        "A quarrel", make.event("It began"), make.event("It went on"), live=live
    )
    thing = Thing(incident, "title_en", "verdict_en", "wagtailsnippets_cases_incident")
    mine, theirs = thing.open(reviewer_client), thing.open(editor_client)
    theirs.type(**{"events-1-DELETE": "1"})
    assert theirs.send().status_code == 302
    mine.type(**{"events-1-what_en": "It went on and on"})
    refused = mine.send()
    assert refused.status_code == 200
    assert "It went on and on" in refused.content.decode()
    choice = page_of(refused).find("input", attrs={"name": OVERWRITE})
    assert choice is not None
    mine.type(**{OVERWRITE: choice["value"]})
    assert mine.send("publish").status_code == 302
    assert sorted(event.what.en for event in incident.events.all()) == [
        "It began",
        "It went on and on",
    ]
    assert make.fresh(incident).live


def test_what_was_just_begun_is_published_before_its_page_knows_its_version(
    reviewer_client: Client, editor_client: Client
) -> None:
    form = AdminForm(reviewer_client, reverse("wagtailsnippets_cases_person:add"))
    form.type(name_en="Lin Wei")
    assert form.autosave().status_code == 200
    for name in ("loaded_revision_id", "loaded_revision_created_at"):
        form.fields.pop(name, None)
    assert form.send("publish").status_code == 302
    form.type(name_en="Blind")
    assert form.send("publish").status_code == 200  # by now there are two versions
    assert Person.objects.get().name.en == "Lin Wei"
