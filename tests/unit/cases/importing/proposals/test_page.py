"""The page of proposals: marks in the text, the list beside it, and what its buttons do."""

from collections.abc import Iterator

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.test import Client
from pytest_django import DjangoDbBlocker

from cases.importing.proposals.belonging import say_incident
from cases.models import Incident, Source
from cases.models.proposals import ProposalDecision
from kb.models import RawDocument
from tests import factories as make
from tests.cast import persona

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("kept_contexts")]

TEXT = "灯笼公司发言人王敏表示：“我们对此事深表歉意，并将全部退款。”\n王敏没有说更多。\n"


@pytest.fixture(scope="module")
def address(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    """A document of an incident, of which a source was made."""
    with django_db_blocker.unblock(), transaction.atomic():
        make.organisation("Lantern · 灯笼公司")
        make.person("Wang Min · 王敏")
        incident = make.incident("A quarrel · 一场争吵")
        document = make.raw_document(TEXT)
        ProposalDecision.objects.create(
            document=document,
            kind="source",
            proposal="whole",
            answer="accepted",
            made_type=ContentType.objects.get_for_model(Source),
            made_id=make.source("As imported · 导入的").pk,
        )
        say_incident(document, incident, persona("editor"))
        yield f"/en/imports/documents/{document.pk}/proposals/"
        transaction.set_rollback(True)


def test_words_are_marked_and_lead_to_their_proposal(address: str, editor_client: Client) -> None:
    page = editor_client.get(address).content.decode()
    assert page.count('class="mark mark--mention" href="#p-mention-person-') == 2
    assert page.count('<li class="proposal proposal--open" id="p-mention-person-') == 1
    assert '<span class="visually-hidden">People and organisations: </span>' in page


def test_a_refused_form_keeps_what_was_ticked_and_says_what_is_missing(
    address: str, editor_client: Client
) -> None:
    name = _names(editor_client, address)["organisation"]
    answer = editor_client.post(address, {"proposal": [name], "accept": "1"})
    assert answer.status_code == 400
    (row,) = [r for g in answer.context["groups"] for r in g.rows if r.proposal.name == name]
    assert row.ticked
    assert row.wrong == "Choose an answer: As what."


def test_all_of_a_kind_are_accepted_with_one_answer_for_the_rest(
    address: str, editor_client: Client
) -> None:
    answer = editor_client.post(address, {"accept_all": "mention", "all:mention": "subject"})
    assert answer.status_code == 302
    draft = Incident.objects.get().get_latest_revision_as_object()
    assert sorted(one.role for one in draft.involvements.all()) == ["subject", "subject"]


def test_what_is_ticked_is_refused_and_taken_back(address: str, editor_client: Client) -> None:
    name = _names(editor_client, address)["organisation"]
    editor_client.post(address, {"proposal": [name], "refuse": "1"})
    shown = editor_client.get(f"{address}?state=refused").context["groups"]
    (row,) = shown[0].rows
    assert row.proposal.name == name
    assert row.decision is not None
    editor_client.post(address, {"undo": str(row.decision.pk)})
    assert not editor_client.get(f"{address}?state=refused").context["groups"]


def test_nonsense_is_answered_with_a_sentence(address: str, editor_client: Client) -> None:
    for sent in ({"accept": "1"}, {"undo": "x"}, {"incident": "9" * 30}, {"proposal": "x:y"}):
        answer = editor_client.post(address, sent)
        assert answer.status_code in (400, 409)
        assert answer.context["wrong"]


def test_readers_and_those_the_import_is_kept_from_find_nothing(
    address: str, reader_client: Client, editor_client: Client
) -> None:
    kept: RawDocument = make.raw_document("王敏没有说更多。", groups=[make.legal_group()])
    assert reader_client.get(address).status_code == 404
    hidden = f"/en/imports/documents/{kept.pk}/proposals/"
    assert editor_client.get(hidden).status_code == 404
    assert editor_client.post(hidden, {"incident": "none"}).status_code == 404


def _names(client: Client, address: str) -> dict[str, str]:
    """Return the names of the mentions on the page, by what is named."""
    groups = client.get(address).context["groups"]
    rows = [row for group in groups for row in group.rows if row.proposal.kind == "mention"]
    return {row.proposal.found.kind: row.proposal.name for row in rows}


def test_what_came_before_is_decided_there(address: str, editor_client: Client) -> None:
    again: RawDocument = make.raw_document(TEXT)
    page = editor_client.get(f"/en/imports/documents/{again.pk}/proposals/").content.decode()
    assert f'<a href="{address}">To its proposals</a>' in page
