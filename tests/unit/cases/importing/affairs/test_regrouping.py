"""People decide which reports are of one affair, and take it back."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from cases.importing.affairs.keeping import find_all
from cases.importing.affairs.regrouping import join, move, name_it, put_back
from cases.models import AffairStep, ImportedReport
from tests.cast import client_of, persona
from tests.imported_affairs import EXPOSED, OTHER, PUNISHED, affair_of, bring, for_legal

pytestmark = pytest.mark.django_db


def test_a_report_moved_out_stays_out_when_all_is_grouped_again() -> None:
    bring(EXPOSED, PUNISHED)
    find_all()
    affair, report = affair_of("召回"), ImportedReport.objects.get(title__contains="停职")
    move(affair, [report], None, persona("editor"), "another affair")
    find_all(again=True)
    assert affair_of("停职") != affair_of("召回")


def test_a_move_is_taken_back() -> None:
    bring(EXPOSED, PUNISHED)
    find_all()
    affair, report = affair_of("召回"), ImportedReport.objects.get(title__contains="停职")
    put_back(move(affair, [report], None, persona("editor")), persona("editor"))
    assert affair_of("停职") == affair


def test_affairs_that_somebody_has_joined_stay_one() -> None:
    bring(EXPOSED, OTHER)
    find_all()
    join(affair_of("召回"), affair_of("白鹭"), persona("editor"), "one company")
    find_all(again=True)
    assert affair_of("召回") == affair_of("白鹭")


def test_what_one_does_not_see_one_does_not_move() -> None:
    bring(EXPOSED)
    bring(PUNISHED, **for_legal())
    find_all()
    hidden = ImportedReport.objects.get(title__contains="停职")
    with pytest.raises(ValidationError):
        move(affair_of("召回"), [hidden], None, persona("editor"))


def test_a_name_given_beside_a_hidden_report_is_told_to_those_who_see_it() -> None:
    bring(EXPOSED)
    bring(PUNISHED, **for_legal())
    find_all()
    name_it(affair_of("召回"), "秘密代号", persona("legal_editor"))
    pages = {
        name: "秘密代号" in client_of(name).get(affair_of("召回").get_absolute_url()).text
        for name in ("editor", "legal_editor")
    }
    assert pages == {"editor": False, "legal_editor": True}


def test_the_page_moves_ticked_reports_and_offers_the_way_back() -> None:
    bring(EXPOSED, PUNISHED)
    find_all()
    affair, client = affair_of("召回"), client_of("editor")
    report = ImportedReport.objects.get(title__contains="停职")
    sent = {"does": "move", "report": report.pk, "into": "", "reason": "其他风波"}
    address = reverse("affair_change", args=[affair.key])
    page = client.post(address, sent, follow=True)
    step = AffairStep.objects.get()
    undo = reverse("affair_undo", args=[step.affair.key, step.pk])
    assert "其他风波" in page.text
    assert undo in page.text
    client.post(undo)
    assert affair_of("停职") == affair
