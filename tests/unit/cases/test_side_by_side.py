"""Records in English and Chinese side by side, for one reader."""

import pytest
from django.test import Client

from kb.models import PairCorrection
from kb.records.base import Audience
from tests import factories as make

pytestmark = pytest.mark.django_db


def text(client: Client, kind: str, slug: str, language: str = "en") -> str:
    answer = client.get(f"/{language}/side-by-side/{kind}/{slug}/")
    assert answer.status_code == 200
    return answer.content.decode()


def test_an_incident_stands_there_with_the_facts_its_reader_could_check(
    reader_client: Client, legal_client: Client
) -> None:
    hidden = make.source("Letter · 信")
    incident = make.incident(
        "A leak · 泄漏",
        make.event("The pipe broke · 管子破了", sources=[make.source()]),
        make.event("cnry event · 密事", sources=[hidden]),
        summary="One. · 一。",
    )
    hidden.audience = Audience.GROUPS
    hidden.save()
    hidden.audience_groups.set([make.legal_group()])
    html = text(reader_client, "incident", incident.slug)
    assert "The pipe broke" in html
    assert "管子破了" in html
    assert "cnry event" not in html
    assert "洩漏" in text(reader_client, "incident", incident.slug, "zh-hant")
    assert "cnry event" in text(legal_client, "incident", incident.slug)
    assert (
        f"/en/side-by-side/incident/{incident.slug}/"
        in reader_client.get(incident.get_absolute_url()).content.decode()
    )


def test_a_half_that_is_missing_says_so(reader_client: Client) -> None:
    term = make.term("Apology · 道歉", definition="Only English. · ")
    html = text(reader_client, "term", term.slug)
    assert "Only English." in html
    assert "No counterpart in Chinese" in html


def test_only_who_may_edit_a_record_corrects_its_pairs(
    reader_client: Client, editor_client: Client
) -> None:
    statement = make.statement("Notice · 通知", words="One.\nTwo. · 一。\n二。")
    address = f"/en/side-by-side/statement/{statement.slug}/"
    assert reader_client.post(address, {"act": "confirm x"}).status_code == 403
    html = editor_client.get(address + "?correct=1").content.decode()
    key = html.split('value="confirm ')[1].split('"')[0]
    editor_client.post(address, {"act": f"confirm {key}"})
    assert PairCorrection.objects.get().key == str(statement.pk)


def test_a_hidden_record_does_not_exist(
    reader_client: Client,
) -> None:
    hidden = make.incident("Hidden · 密", groups=[make.legal_group()])
    assert reader_client.get(f"/en/side-by-side/incident/{hidden.slug}/").status_code == 404
