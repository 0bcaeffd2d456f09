"""Whom texts name without a link: who decides about it, and what a decision does."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoDbBlocker

from cases.models import Incident, MentionDecision, Organisation, Person, Source, UnlinkedMention
from cases.unlinked.finding import look
from kb.models import ArticlePage
from kb.permissions import asking
from tests import cast
from tests import factories as make

pytestmark = pytest.mark.django_db

QUEUE = "/admin/mentions/"


@pytest.fixture(scope="module", autouse=True)
def world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Texts that name people nobody has linked, one of them known to lawyers only."""
    with django_db_blocker.unblock(), transaction.atomic():
        make.person("Zhao Qian · 赵倩")
        make.person("Hidden Canary", groups=[make.legal_group()])
        make.organisation("Lantern · 灯笼公司")
        make.incident(
            "A quarrel · 一场争吵",
            summary="Zhao Qian asked Hidden Canary & Lantern. · 赵倩发问。",
        )
        make.incident("Closed affair", summary="Zhao Qian.", groups=[make.legal_group()])
        make.source("A letter to Lantern")
        make.article(
            "About it",
            body=make.stream(
                (
                    "text",
                    "<h2>Zhao Qian</h2><p>Tom &amp; <b>Zhao Qian</b> asked. Zhao Qian left.</p>",
                )
            ),
        )
        look(None)
        yield
        transaction.set_rollback(True)


def row(model: Any, name: str) -> UnlinkedMention:
    """Return the open row about a kind of thing and a name."""
    kind = Person if Person.objects.filter(name_en=name).exists() else Organisation
    found: UnlinkedMention = (
        UnlinkedMention.objects.undecided()
        .filter(named=kind.objects.get(name_en=name).pk, named_kind=kind._meta.model_name)
        .filter(content_type__model=model._meta.model_name)
        .earliest("pk")
    )
    return found


def act(client: Client, act: str, *rows: UnlinkedMention, **more: Any) -> Any:
    """Press a button of the queue for some ticked rows."""
    told = {"act": act, "row": [one.pk for one in rows], **more}
    return client.post(reverse("unlinked_mentions_decide"), told, follow=True)


def undo(client: Client) -> Any:
    """Take the one decision back."""
    decision = MentionDecision.objects.get()
    return client.post(reverse("unlinked_mentions_undo"), {"row": decision.pk}, follow=True)


def test_an_editor_reads_sentences_with_the_names_marked(editor_client: Client) -> None:
    html = editor_client.get(QUEUE).content.decode()
    assert '<span lang="en"><mark>Zhao Qian</mark> asked' in html
    assert '<span lang="zh-Hans"><mark>赵倩</mark>发问。</span>' in html


def test_nobody_learns_of_a_thing_or_a_person_they_may_not_know_of(
    editor_client: Client, legal_editor_client: Client
) -> None:
    html = editor_client.get(QUEUE).content.decode()
    assert "Closed affair" not in html
    assert html.count('name="row"') == 4
    hidden = row(Incident, "Hidden Canary")
    assert act(editor_client, f"not_meant:{hidden.pk}").status_code == 404
    assert legal_editor_client.get(QUEUE).content.decode().count('name="row"') == 6


def test_readers_have_no_queue(reader_client: Client) -> None:
    assert reader_client.get(QUEUE).status_code in (302, 403)


def test_filters_narrow_by_who_where_language_and_words(editor_client: Client) -> None:
    for query, number in (
        ("kind=organisation", 2),
        ("thing=page", 1),
        ("language=zh", 1),
        ("text=發問", 1),
        (f"of=incident-{Incident.objects.get(title_en='A quarrel').pk}", 2),
        (f"who=person-{Person.objects.get(name_en='Zhao Qian').pk}", 2),
        ("of=incident-x&who=3&kind=page&thing=rule&page=900&show=no&text=%00", 0),
    ):
        html = editor_client.get(f"{QUEUE}?{query}").content.decode()
        assert html.count('name="row"') == number, query


def test_linking_adds_an_involvement_to_the_draft_alone_and_undoing_takes_it_out(
    editor_client: Client,
) -> None:
    one = row(Incident, "Zhao Qian")
    role = {f"role-{one.pk}": "critic"}
    act(editor_client, "link", one, **role)
    incident = Incident.objects.get(title_en="A quarrel")
    draft = incident.get_latest_revision_as_object()
    assert [(a.person.name.en, a.role) for a in draft.involvements.all()] == [
        ("Zhao Qian", "critic")
    ]
    assert (incident.involvements.count(), incident.has_unpublished_changes) == (0, True)
    assert not UnlinkedMention.objects.undecided().filter(pk=one.pk).exists()
    undo(editor_client)
    assert not make.fresh(incident).get_latest_revision_as_object().involvements.all()
    assert UnlinkedMention.objects.undecided().filter(pk=one.pk).exists()


def test_without_a_role_nothing_is_linked_and_it_is_said_why(editor_client: Client) -> None:
    html = act(editor_client, "link", row(Incident, "Zhao Qian")).content.decode()
    assert "Choose as what they are part of the incident." in html
    assert not MentionDecision.objects.exists()


def test_a_page_gets_a_link_at_the_first_place_outside_of_headings(editor_client: Client) -> None:
    act(editor_client, "link", row(ArticlePage, "Zhao Qian"))
    page = ArticlePage.objects.get()
    person = Person.objects.get(name_en="Zhao Qian")
    link = f'<a linktype="person" id="{person.pk}">Zhao Qian</a>'
    draft = page.get_latest_revision_as_object()
    assert draft.body[0].value.source == (
        f"<h2>Zhao Qian</h2><p>Tom &amp; <b>{link}</b> asked. Zhao Qian left.</p>"
    )
    assert "linktype" not in page.body[0].value.source
    undo(editor_client)
    assert "linktype" not in make.fresh(page).get_latest_revision_as_object().body[0].value.source


def test_a_published_link_leads_to_the_person_for_whoever_may_see_them(
    editor_client: Client,
) -> None:
    act(editor_client, "link", row(ArticlePage, "Zhao Qian"))
    ArticlePage.objects.get().get_latest_revision().publish()
    look(None)
    assert not UnlinkedMention.objects.filter(content_type__model="articlepage").exists()
    page, person = ArticlePage.objects.get(), Person.objects.get(name_en="Zhao Qian")
    for who, leads in (("reader", True), ("legal", True)):
        token = asking.set(cast.persona(who))
        assert (person.get_absolute_url() in str(page.body[0].value)) is leads
        asking.reset(token)
    Person.objects.filter(pk=person.pk).update(audience="groups")
    token = asking.set(cast.persona("reader"))
    assert "<a>Zhao Qian</a>" in str(page.body[0].value)
    asking.reset(token)


def test_several_are_dismissed_at_once_and_one_comes_back_when_taken_back(
    editor_client: Client,
) -> None:
    rows = [row(Incident, "Lantern"), row(Source, "Lantern")]
    html = act(editor_client, "not_meant", *rows).content.decode()
    assert "Kept: 2 names are not meant." in html
    assert act(editor_client, "not_meant", *rows).status_code == 200  # somebody was quicker
    assert MentionDecision.objects.count() == 2
    decision = MentionDecision.objects.get(content_type__model="source")
    editor_client.post(reverse("unlinked_mentions_undo"), {"row": decision.pk})
    assert UnlinkedMention.objects.undecided().filter(pk=rows[1].pk).exists()


def test_what_is_locked_stays_as_it_is_and_who_has_locked_it_is_named(
    editor_client: Client,
) -> None:
    ArticlePage.objects.update(locked=True, locked_by=cast.persona("reviewer"))
    html = act(editor_client, "link", row(ArticlePage, "Zhao Qian")).content.decode()
    assert "has locked it" in html
    assert not MentionDecision.objects.exists()


def test_editors_read_beside_a_thing_what_it_names_and_readers_do_not(
    editor_client: Client, reader_client: Client
) -> None:
    incident = Incident.objects.get(title_en="A quarrel")
    html = editor_client.get(f"/admin/snippets/cases/incident/edit/{incident.pk}/").content.decode()
    assert f"{QUEUE}?of=incident-{incident.pk}" in html
    assert "It names 2 people and organisations that it does not link" in html
    page = ArticlePage.objects.get()
    html = editor_client.get(f"/admin/pages/{page.pk}/edit/").content.decode()
    assert "It names 1 person or organisation that it does not link" in html
    person = Person.objects.get(name_en="Zhao Qian")
    named = "Named in 2 texts without a link"
    assert named in editor_client.get(person.get_absolute_url()).content.decode()
    assert "without a link" not in reader_client.get(person.get_absolute_url()).content.decode()
