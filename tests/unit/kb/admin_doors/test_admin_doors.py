"""Wagtail's own admin names, counts, changes and mails only what somebody may know of."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import User
from django.core import mail
from django.test import Client
from django.urls import reverse
from wagtail.admin.views.pages import edit
from wagtail.log_actions import log

from cases.models import Incident
from kb.admin_doors.known import holds_unknown, is_known
from kb.admin_doors.log_entries import KnownLogEntry, KnownPageLogEntry
from tests import factories as make
from tests.admin_form import AdminForm, shown_messages

pytestmark = pytest.mark.django_db

Clients = Callable[[str], Client]
CANARY = "Quetzal"


def test_uses_are_counted_as_far_as_one_may_know_of_them(client_of: Clients) -> None:
    channel = make.channel()
    for title, groups in (("Open", []), (CANARY, [make.legal_group()])):
        make.incident(title, make.event(channel=channel), groups=groups)
    usage = reverse("wagtailsnippets_kb_channel:usage", args=[channel.pk])
    edit_it = reverse("wagtailsnippets_kb_channel:edit", args=[channel.pk])
    for who, count, sees in (("reviewer", "Used 1 time", False), ("legal_editor", "2 times", True)):
        client = client_of(who)
        page = client.get(usage).content.decode()
        assert (CANARY in page) is sees, who
        assert "Private" not in page
        assert count in client.get(edit_it).content.decode(), who


def test_a_bulk_action_touches_nothing_that_is_kept_from_somebody(client_of: Clients) -> None:
    page = make.article(CANARY, groups=[make.legal_group()])
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "unpublish"])
    for asked in (f"?id={page.pk}", "?id=all"):
        response = client_of("reviewer").post(address + asked, {"include_descendants": "on"})
        assert CANARY not in response.content.decode(), asked
        assert type(page).objects.get(pk=page.pk).live, asked
    client_of("legal_editor").post(f"{address}?id={page.pk}", {})
    assert not type(page).objects.get(pk=page.pk).live


def test_a_page_that_quotes_something_hidden_is_worked_on_by_those_who_see_it(
    client_of: Clients, editor: User, legal_editor: User
) -> None:
    source = make.source("A letter", groups=[make.legal_group()])
    page = make.article("Open page")
    quote = {"text": CANARY, "source": source.pk, "speaker": "", "place": ""}
    page.body = make.stream(("quotation", quote))
    page.save_revision()  # only its draft quotes, nothing of it is published
    assert not holds_unknown(type(page).objects.get(pk=page.pk), editor)
    assert holds_unknown(page, editor)
    assert not holds_unknown(page, legal_editor)
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    refused = client_of("editor")
    assert refused.get(address).url == "/admin/"
    assert "kept from you" in " ".join(shown_messages(refused, "/admin/"))
    assert CANARY in client_of("legal_editor").get(address).content.decode()
    assert "Open page" in refused.get("/admin/pages/search/?q=open").content.decode()


def test_links_in_texts_lose_the_address_of_what_their_reader_may_not_open(
    client_of: Clients,
) -> None:
    closed = make.article(CANARY, groups=[make.legal_group()])
    letter = make.document(CANARY, collection=make.collection("L", groups=[make.legal_group()]))
    links = "".join(
        f'<p><a linktype="{kind}" id="{thing.pk}">the {kind}</a></p>'
        for kind, thing in (("page", closed), ("document", letter))
    )
    page = make.article("Open page", body=make.stream(("text", links)))
    hidden = client_of("reader").get(page.get_url()).content.decode()
    assert "the page" in hidden
    assert "the document" in hidden
    assert CANARY.lower() not in hidden.lower()
    shown = client_of("legal").get(page.get_url()).content.decode()
    assert closed.get_url() in shown
    assert letter.url in shown


def test_the_quote_of_a_hidden_source_stays_unseen_and_does_not_move_to_another(
    client_of: Clients,
) -> None:
    hidden = make.source("A letter", groups=[make.legal_group()])
    event = make.event("It began")
    event.citations.add(make.citation(hidden, quote=CANARY))
    incident = make.incident("A quarrel", event)
    address = reverse("wagtailsnippets_cases_incident:edit", args=[incident.pk])

    def quotes() -> list[tuple[str, str]]:
        draft = make.fresh(incident).get_latest_revision_as_object()
        cited = draft.events.all()[0].citations.all()
        return [(str(citation.source), citation.quote) for citation in cited]

    form = AdminForm(client_of("editor"), address)
    number = next(
        n for n in (0, 1) if form.fields[f"events-0-citations-{n}-source"] == str(hidden.pk)
    )
    assert CANARY not in str(form.fields)
    form.type(title_en="A longer quarrel")
    assert form.send().status_code == 302
    assert (str(hidden), CANARY) in quotes()

    form = AdminForm(client_of("editor"), address)
    form.fields[f"events-0-citations-{number}-source"] = str(make.source("Open").pk)
    assert form.send().status_code == 302
    assert CANARY not in str(quotes())


def test_the_audit_log_is_read_by_those_who_may_know_of_its_subject(
    editor: User, legal_editor: User, administrator: User
) -> None:
    incident = make.incident(CANARY, groups=[make.legal_group()])
    page = make.article(CANARY, groups=[make.legal_group()])
    for thing in (incident, page):
        log(thing, "wagtail.edit", user=legal_editor)

    def labels(user: User) -> set[str]:
        return {
            entry.label
            for model in (KnownLogEntry, KnownPageLogEntry)
            for entry in model.objects.viewable_by_user(user)
        }

    assert CANARY not in str(labels(editor))
    assert CANARY in str(labels(legal_editor))
    # Of what is gone only administrators know.
    log(incident, "wagtail.delete", user=administrator, deleted=True)
    Incident.objects.filter(pk=incident.pk).update(audience="all")
    gone = KnownLogEntry.objects.for_instance(incident)
    assert not gone.filter(pk__in=KnownLogEntry.objects.viewable_by_user(editor)).exists()
    assert gone.filter(pk__in=KnownLogEntry.objects.viewable_by_user(administrator)).exists()


def test_comments_are_mailed_to_those_who_may_know_of_the_page(
    editor: User, legal_editor: User
) -> None:
    page = make.article(CANARY, groups=[make.legal_group()])
    assert [is_known(page, user) for user in (editor, legal_editor)] == [False, True]
    told = {"page": page, "editor": legal_editor, "new_comments": [], "resolved_comments": []}
    told |= {"deleted_comments": [], "replied_comments": []}
    edit.send_notification([editor, legal_editor], "updated_comments", told)
    assert [message.to for message in mail.outbox] == [[legal_editor.email]]


def test_tags_of_hidden_files_are_neither_completed_nor_offered(client_of: Clients) -> None:
    shelf = make.collection("Legal's", groups=[make.legal_group()])
    make.image("Hidden", collection=shelf).tags.add(CANARY)
    address = reverse("wagtailadmin_tag_autocomplete") + f"?term={CANARY[:3]}"
    assert client_of("editor").get(address).json() == []
    assert client_of("legal_editor").get(address).json() == [CANARY]
    images = reverse("wagtailimages:index")
    assert CANARY not in client_of("editor").get(images).content.decode()
    assert CANARY in client_of("legal_editor").get(images).content.decode()
