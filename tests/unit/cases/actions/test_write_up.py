"""Writing an incident up: a draft filled from its records, linked to it, for the same readers."""

from collections.abc import Callable

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse
from django.utils.translation import override
from wagtail.models import ModelLogEntry

from cases.actions.write_up import link, unlink, write_up
from cases.choices import Certainty
from cases.models import Incident, WriteUp
from kb.models import CaseStudyPage
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def sections() -> None:
    """A section for case studies in each language."""
    make.section("Case studies", slug="case-studies")
    make.section("案例研究", make.home("zh-hans"), slug="case-studies-zh")


def affair(**how: object) -> Incident:
    """Publish an incident with something of everything."""
    report = make.source("A report · 一篇报道")
    return make.incident(
        "A quarrel · 一场争吵",
        make.event("Who began it · 谁先开始", sources=[report], certainty=Certainty.DISPUTED),
        make.event("It was seen · 有人看见"),
        make.response("We said sorry · 我们道歉", sources=[report]),
        make.lesson("Answer sooner · 早些回应"),
        summary="First.\nSecond.",
        **how,
    )


def text(stream: object) -> str:
    """Return the words of a stream."""
    return BeautifulSoup(str(stream), "html.parser").get_text(" ", strip=True)


@pytest.mark.usefixtures("sections")
def test_an_editor_gets_a_draft_filled_from_the_records(editor: User) -> None:
    incident = affair()
    with override("en"):
        page = write_up(incident, editor)
    page = CaseStudyPage.objects.get(pk=page.pk)
    assert not page.live
    assert page.title == "A quarrel"
    assert page.summary == "In one line"
    assert page.get_parent().slug == "case-studies"
    assert page.owner == editor
    assert [block.block_type for block in page.background] == ["incident_card", "text"]
    assert page.what_happened[0].value["incident"] == incident
    assert page.outcome[0].block_type == "outcomes"
    assert "We said sorry" in text(page.response[0].value)
    assert page.response[1].value["text"] == "as it says"
    assert page.response[1].value["source"].title.en == "A report"
    assert "Answer sooner" in text(page.lessons[0].value)
    assert "Who began it (Disputed)" in text(page.unknowns[0].value)
    assert "It was seen" not in text(page.unknowns[0].value)


@pytest.mark.usefixtures("sections")
@pytest.mark.parametrize("language", ["zh-hans", "zh-hant"])
def test_readers_of_chinese_get_a_chinese_draft(editor: User, language: str) -> None:
    with override(language):
        page = write_up(affair(), editor)
    assert page.title == "一场争吵"
    assert page.locale.language_code == "zh-hans"
    assert "我们道歉" in text(page.response[0].value)


@pytest.mark.usefixtures("sections")
def test_page_and_incident_are_linked_with_an_entry_in_both_histories(editor: User) -> None:
    incident = affair()
    page = write_up(incident, editor)
    assert WriteUp.objects.get().page_key == page.translation_key
    assert WriteUp.objects.get().added_by == editor
    assert ModelLogEntry.objects.filter(action="cases.write_up", user=editor).count() == 1


@pytest.mark.usefixtures("sections")
def test_the_page_of_a_restricted_incident_is_for_the_same_groups(
    legal_editor: User, editor: User
) -> None:
    group = make.legal_group()
    page = write_up(affair(groups=[group]), legal_editor)
    assert list(page.view_restrictions.get().groups.all()) == [group]
    assert not CaseStudyPage.objects.editable_by(editor).exists()


@pytest.mark.usefixtures("sections")
def test_what_not_all_readers_may_check_stays_out(legal_editor: User) -> None:
    kept = make.source("For lawyers", groups=[make.legal_group()])
    incident = make.incident(
        "A quarrel", make.response("We said sorry", sources=[kept]), live=False
    )
    Incident.objects.filter(pk=incident.pk).update(live=True)
    page = write_up(make.fresh(incident), legal_editor)
    assert "sorry" not in text(page.response)


def test_without_a_section_there_is_nothing_to_put_it_in(editor: User) -> None:
    with pytest.raises(ValidationError, match="no section"):
        write_up(affair(), editor)


@pytest.mark.usefixtures("sections")
def test_readers_write_nothing_up(reader: User, reader_client: Client) -> None:
    incident = affair()
    with pytest.raises(PermissionDenied):
        write_up(incident, reader)
    assert reader_client.post(f"/en/incidents/{incident.slug}/write-up/").status_code == 404
    assert (
        "Write this case up" not in reader_client.get(incident.get_absolute_url()).content.decode()
    )


@pytest.mark.usefixtures("sections")
def test_the_button_on_the_page_opens_the_draft_in_the_editor(editor_client: Client) -> None:
    incident = affair()
    page = editor_client.get(f"/en/incidents/{incident.slug}/").content.decode()
    assert "Write this case up" in page
    assert "Add an event" in page
    response = editor_client.post(f"/en/incidents/{incident.slug}/write-up/")
    made = CaseStudyPage.objects.get()
    assert response["Location"] == reverse("wagtailadmin_pages:edit", args=[made.pk])
    assert editor_client.get(response["Location"]).status_code == 200


def test_a_link_is_made_and_taken_back_from_either_side(
    editor: User, editor_client: Client
) -> None:
    incident, page = make.incident("A quarrel"), make.case_study("The quarrel")
    of_incident = reverse("wagtailsnippets_cases_incident:write-ups", args=[incident.pk])
    of_page = reverse("page_write_ups", args=[page.pk])
    editing = reverse("wagtailsnippets_cases_incident:edit", args=[incident.pk])
    assert of_incident in editor_client.get(editing).content.decode()
    page_editing = reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert of_page in editor_client.get(page_editing).content.decode()

    editor_client.post(of_incident, {"page": page.pk})
    assert WriteUp.objects.count() == 1
    assert "A quarrel" in editor_client.get(of_page).content.decode()
    editor_client.post(of_page, {"remove": incident.pk})
    assert not WriteUp.objects.exists()
    editor_client.post(of_page, {"incident": incident.pk})
    assert WriteUp.objects.count() == 1
    assert "The quarrel" in editor_client.get(of_incident).content.decode()
    editor_client.post(of_incident, {"remove": page.pk})
    assert not WriteUp.objects.exists()
    assert editor.pk


def test_nobody_links_what_they_may_not_see(
    client_of: Callable[[str], Client], editor: User, legal_editor: User
) -> None:
    group = make.legal_group()
    hidden = make.incident("Quetzal", groups=[group])
    page = make.case_study("The quarrel")
    closed = make.case_study("Closed", groups=[group])
    link(page, hidden, legal_editor)
    of_page = reverse("page_write_ups", args=[page.pk])
    assert "Quetzal" not in client_of("editor").get(of_page).content.decode()
    with pytest.raises(PermissionDenied):
        unlink(page, hidden, editor)
    assert client_of("editor").post(of_page, {"remove": hidden.pk}).status_code == 404
    assert client_of("editor").post(of_page, {"incident": hidden.pk}).status_code == 200
    closed_address = reverse("page_write_ups", args=[closed.pk])
    assert client_of("editor").get(closed_address).status_code == 404
    assert WriteUp.objects.count() == 1
