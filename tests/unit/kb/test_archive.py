"""What is cited or linked is archived, not deleted: hidden from readers, restored as it was."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import ProtectedError
from django.test import Client
from django.urls import reverse
from wagtail.models import ModelLogEntry, Page, PageLogEntry

from cases.models import Incident, Source
from kb.archive_views import address_of
from kb.archiving import archive, restore
from kb.holding import holders_of
from kb.models import ArchivedPage, ArticlePage
from kb.page_archive import archive_page, restore_page
from kb.permissions import asking
from kb.readiness import NotReady
from kb.records.slugs import RetiredSlug
from tests import factories as make

pytestmark = pytest.mark.django_db

Clients = Callable[[str], Client]


def snippet(name: str, thing: Any) -> str:
    """Return an address of the admin of a record or word."""
    meta = thing._meta
    return reverse(f"wagtailsnippets_{meta.app_label}_{meta.model_name}:{name}", args=[thing.pk])


def fresh(page: Page) -> Page:
    """Return a page as it is in the database now."""
    return Page.objects.get(pk=page.pk).specific


def held_things() -> dict[str, Any]:
    """Make one of each kind of thing that something holds."""
    source = make.source("A report")
    document = make.document("A letter")
    person = make.person("Wang Min")
    statement = make.statement("Words", actor=person)
    topic, rule = make.topic("apology"), make.rule()
    make.incident(
        "A quarrel",
        make.event("It began", actors=[person], sources=[source]),
        make.response("We said so", statements=[statement], channel=make.channel()),
        make.lesson("Be quick", rule),
        topics=[topic],
        crisis_type=make.crisis_type("victim"),
    )
    make.source("With a file", make.attachment(document))
    page = make.guidance("Some guidance")
    link = f'<p><a linktype="page" id="{page.pk}">there</a></p>'
    make.article("Linking", body=make.stream(("text", link)))
    return {
        "source": source,
        "person": person,
        "statement": statement,
        "topic": topic,
        "channel": make.channel(),
        "crisis_type": make.crisis_type("victim"),
        "rule": rule,
        "document": document,
        "page": page,
    }


# --- What is held is not deleted ----------------------------------------------------


def test_nothing_that_is_held_is_deleted_by_code() -> None:
    for name, thing in held_things().items():
        with pytest.raises(ProtectedError), transaction.atomic():
            thing.delete()
        assert type(thing)._default_manager.filter(pk=thing.pk).exists(), name


@pytest.mark.parametrize(
    "name", ["source", "person", "statement", "topic", "rule", "document", "page"]
)
def test_every_door_of_deletion_leads_to_the_reasons(
    administrator_client: Client, name: str
) -> None:
    thing = held_things()[name]
    if name == "page":
        one = reverse("wagtailadmin_pages:delete", args=[thing.pk])
        many = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"])
    elif name == "document":
        one = reverse("wagtaildocs:delete", args=[thing.pk])
        many = reverse("wagtail_bulk_action", args=["wagtaildocs", "document", "delete"])
    else:
        meta = thing._meta
        one = snippet("delete", thing)
        many = reverse("wagtail_bulk_action", args=[meta.app_label, meta.model_name, "delete"])
    for door in (one, f"{many}?id={thing.pk}"):
        response = administrator_client.post(door, follow=True)
        assert response.redirect_chain[0][0] == address_of("held", thing), door
        assert "What holds it" in response.content.decode()
        assert type(thing)._default_manager.filter(pk=thing.pk).exists()


def test_the_reasons_name_only_what_one_may_see(legal_editor: User, client_of: Clients) -> None:
    source = make.source("A report")
    make.incident(
        "Canary quarrel",
        make.event("It began", sources=[source]),
        sources=[source],
        groups=[make.legal_group()],
    )
    page = client_of("editor").get(address_of("held", source)).content.decode()
    assert "Canary" not in page
    assert "Something that you do not work on holds it." in page
    page = client_of("legal_editor").get(address_of("held", source)).content.decode()
    assert "Canary quarrel" in page
    assert "Something that you do not work on holds it." not in page


def test_what_holds_a_thing_is_found_whoever_asks(editor: User) -> None:
    page = make.guidance("Some guidance")
    link = f'<p><a linktype="page" id="{page.pk}">there</a></p>'
    linking = make.article("Secret", body=make.stream(("text", link)))
    make.restrict(linking, make.legal_group())
    token = asking.set(editor)
    try:
        assert holders_of(page) == [linking]
    finally:
        asking.reset(token)


def test_a_hidden_thing_has_no_reasons(client_of: Clients) -> None:
    hidden = make.source("Canary", groups=[make.legal_group()])
    for name in ("held", "archive"):
        assert client_of("editor").get(address_of(name, hidden)).status_code == 404
    assert client_of("editor").post(address_of("restore", hidden)).status_code == 404
    # Who has no desk is led to sign-in, whatever the address names.
    assert client_of("reader").get(address_of("held", hidden)).status_code == 302


def test_what_nothing_holds_can_be_deleted_and_its_address_is_never_given_again(
    administrator_client: Client,
) -> None:
    person = make.person("Wang Min")
    administrator_client.post(snippet("delete", person))
    assert RetiredSlug.objects.filter(kind="cases.person", slug="wang-min").exists()
    assert make.person("Wang Min").slug == "wang-min-2"


def test_pages_are_deleted_by_administrators_only(
    client_of: Clients, administrator_client: Client
) -> None:
    page = make.article("Alone")
    door = reverse("wagtailadmin_pages:delete", args=[page.pk])
    response = client_of("reviewer").post(door)
    assert response["Location"] == address_of("held", page)
    assert Page.objects.filter(pk=page.pk).exists()
    administrator_client.post(door)
    assert not Page.objects.filter(pk=page.pk).exists()


def test_a_translation_is_never_left_without_its_page(administrator_client: Client) -> None:
    page = make.article("Report")
    chinese = make.translated(page, "报告")
    assert holders_of(page) == [chinese]
    administrator_client.post(reverse("wagtailadmin_pages:delete", args=[page.pk]))
    assert Page.objects.filter(pk=page.pk).exists()


def test_a_page_written_up_and_a_page_taught_by_an_incident_are_held() -> None:
    study, guidance = make.case_study("Study"), make.guidance("Guidance")
    incident = make.incident("A quarrel", make.lesson(page_key=guidance.translation_key))
    make.write_up(study, incident)
    assert holders_of(study) == [incident]
    assert holders_of(guidance) == [incident]
    assert study in holders_of(incident)


# --- Pages ------------------------------------------------------------------------


def test_an_archived_page_is_gone_for_readers_in_every_language(
    client_of: Clients, reviewer: User
) -> None:
    page = make.article("Canary words")
    chinese = make.translated(page, "金丝雀")
    urls = [page.get_url(), chinese.get_url(), chinese.get_url().replace("zh-hans", "zh-hant")]
    archive_page(page, reviewer)
    for url in urls:
        assert client_of("reader").get(url).status_code == 404, url
    found = client_of("reader").get("/en/search/?q=canary").content.decode()
    assert urls[0] not in found
    assert PageLogEntry.objects.filter(action="kb.archive").count() == 2


def test_what_stands_below_goes_and_comes_back_together(reviewer: User) -> None:
    section = make.section("Rooms")
    inside = make.article("Inside", parent=section)
    draft = make.article("Draft", parent=section, live=False)
    before = ArticlePage.objects.get(pk=inside.pk)
    archive_page(section, reviewer)
    assert not ArticlePage.objects.get(pk=inside.pk).live
    restore_page(section, reviewer)
    after = ArticlePage.objects.get(pk=inside.pk)
    assert after.live
    assert after.last_published_at == before.last_published_at
    assert after.live_revision_id == before.live_revision_id
    assert not ArticlePage.objects.get(pk=draft.pk).live
    assert not ArchivedPage.objects.exists()


def test_a_page_below_an_archived_one_waits_for_it(reviewer: User) -> None:
    section = make.section("Rooms")
    inside = make.article("Inside", parent=section)
    archive_page(inside, reviewer)
    archive_page(fresh(section), reviewer)
    with pytest.raises(Exception, match="Rooms"):
        restore_page(fresh(inside), reviewer)
    restore_page(fresh(section), reviewer)
    assert not ArticlePage.objects.get(pk=inside.pk).live
    restore_page(fresh(inside), reviewer)
    assert ArticlePage.objects.get(pk=inside.pk).live


def test_nothing_archived_is_published_or_changed(reviewer: User, client_of: Clients) -> None:
    page = make.article("Gone")
    archive_page(page, reviewer)
    page = fresh(page)
    with pytest.raises(NotReady, match="archived"):
        page.save_revision().publish()
    editor = client_of("reviewer").get(reverse("wagtailadmin_pages:edit", args=[page.pk]))
    assert "Restore it to change it." in editor.content.decode()
    assert not ArticlePage.objects.get(pk=page.pk).live


def test_an_address_stays_taken_while_its_page_is_archived(reviewer: User) -> None:
    page = make.article("Gone")
    archive_page(page, reviewer)
    other = make.article("Gone")
    assert other.slug != page.slug


def test_only_those_who_publish_archive_and_restore(client_of: Clients) -> None:
    page = make.article("Gone")
    for name, status in (("editor", 302), ("reviewer", 302)):
        client_of(name).post(address_of("archive", page))
        assert ArchivedPage.objects.exists() == (name == "reviewer"), (name, status)
    client_of("editor").post(address_of("restore", page))
    assert ArchivedPage.objects.exists()
    client_of("reviewer").post(address_of("restore", page))
    assert not ArchivedPage.objects.exists()
    assert PageLogEntry.objects.filter(action="kb.restore").exists()


def test_the_screen_says_what_goes_with_a_page(reviewer_client: Client) -> None:
    section = make.section("Rooms")
    make.translated(section, "房间")
    make.article("Inside", parent=section)
    page = reviewer_client.get(address_of("archive", section)).content.decode()
    assert "房间" in page
    assert "With 1 page below" in page
    assert "Inside" in page


def test_the_home_page_stays(reviewer_client: Client) -> None:
    home = make.home()
    assert reviewer_client.get(address_of("archive", home)).status_code in (302, 403)
    reviewer_client.post(address_of("archive", home))
    assert not ArchivedPage.objects.exists()


# --- Moved and renamed pages ---------------------------------------------------------


@pytest.mark.parametrize("language", ["zh-hans", "zh-hant"])
def test_a_renamed_page_leads_on_in_every_writing(
    reader_client: Client, language: str, django_capture_on_commit_callbacks: Any
) -> None:
    page = make.translated(make.article("Report"), "报告", slug="bao-gao")
    old = page.get_url().replace("/zh-hans/", f"/{language}/")
    page.slug = "xin-bao-gao"
    with django_capture_on_commit_callbacks(execute=True):
        page.save_revision().publish()
    response = reader_client.get(old)
    assert response.status_code == 301
    assert response["Location"] == old.replace("bao-gao", "xin-bao-gao")


def test_a_moved_page_leads_on_only_for_those_who_may_see_it(client_of: Clients) -> None:
    page, rooms = make.article("Report"), make.section("Rooms")
    old = page.get_url()
    page.move(rooms, pos="last-child")
    assert client_of("reader").get(old)["Location"] == fresh(page).get_url()
    make.restrict(rooms, make.legal_group())
    assert client_of("reader").get(old).status_code == 404
    assert client_of("legal").get(old).status_code == 301


# --- Files and records ---------------------------------------------------------------


def answered(client: Client, url: str) -> int:
    """Return the status of an answer, with its file read to the end."""
    response = client.get(url)
    if response.streaming:
        list(response)
    return response.status_code


def test_an_archived_file_is_read_by_nobody_but_the_desk(
    client_of: Clients, reviewer: User
) -> None:
    document = make.document("A letter")
    source = make.source("With a file", make.attachment(document))
    assert answered(client_of("reader"), document.url) == 200
    archive(document, reviewer)
    assert answered(client_of("reader"), document.url) == 404
    assert answered(client_of("reviewer"), document.url) == 200
    assert "A letter" not in client_of("reader").get(source.get_absolute_url()).content.decode()
    restore(document, reviewer)
    assert answered(client_of("reader"), document.url) == 200
    actions = set(ModelLogEntry.objects.values_list("action", flat=True))
    assert {"kb.archive", "kb.restore"} <= actions


def test_the_desk_lists_what_is_archived_by_kind(client_of: Clients, reviewer: User) -> None:
    make.source("Open source", archived=True)
    make.source("Hidden canary", archived=True, groups=[make.legal_group()])
    archive_page(make.article("Old page"), reviewer)
    page = client_of("reviewer").get(reverse("archived")).content.decode()
    assert "Open source" in page
    assert "Old page" in page
    assert "canary" not in page
    only = client_of("reviewer").get(f"{reverse('archived')}?kind=source").content.decode()
    assert "Open source" in only
    assert "Old page" not in only
    assert "canary" in client_of("legal_editor").get(reverse("archived")).content.decode()
    source = Source.objects.get(title_en="Open source")
    client_of("reviewer").post(address_of("restore", source))
    assert not Source.objects.get(pk=source.pk).is_archived


def test_an_archived_record_is_a_404_for_readers_and_keeps_its_address(
    client_of: Clients, reviewer: User
) -> None:
    incident = make.incident("A quarrel")
    archive(incident, reviewer)
    assert client_of("reader").get(incident.get_absolute_url()).status_code == 404
    assert make.incident("A quarrel").slug != incident.slug
    assert Incident.objects.visible_to(reviewer).filter(pk=incident.pk).count() == 0
