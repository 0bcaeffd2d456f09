"""Reports of one affair are found among everything imported, and become one incident."""

import re
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.urls import reverse

from cases.importing.affairs.keeping import find_all
from cases.importing.affairs.making import Chosen, ChosenMoment, make_incident
from cases.importing.affairs.proposal import propose
from cases.importing.affairs.regrouping import join, move, name_it, put_back
from cases.importing.affairs.reports import unkept
from cases.importing.affairs.seen import seen
from cases.importing.affairs.undoing import take_back
from cases.importing.proposals.belonging import incident_of
from cases.models import (
    Affair,
    AffairStep,
    Citation,
    ImportedReport,
    Incident,
    ProposalDecision,
    Source,
)
from cases.views.affair_forms import AffairIncidentForm
from kb.imports.reading import read_file
from kb.imports.storing import start_import
from kb.models import RawDocument
from kb.records.base import Audience
from kb.starter.people import LEGAL
from tests.cast import client_of, persona
from tests.importing_figures import SAMPLES

pytestmark = pytest.mark.django_db

EXPOSED = """晨星电器召回烤箱
晨报 2026-03-05
晨星电器3月5日发布公告，因门封过热召回云岭烤箱两万台，并向购买云岭烤箱的家庭致歉。
"""
PUNISHED = """晨星电器质检主管被停职
江州日报 2026-03-09
云岭烤箱门封过热一事，晨星电器3月8日停职质检主管，召回的云岭烤箱已退回一万台。
"""
OTHER = """白鹭航空取消航班
晨报 2026-03-06
白鹭航空因海雾取消了周五飞往南屿的全部航班，旅客可免费改签到下周任意一天。
"""


def bring(*texts: str, by: str = "editor", **how: Any) -> None:
    """Import texts, a file each, and read them."""
    files = [(f"{number}.txt", text.encode()) for number, text in enumerate(texts)]
    for file in start_import(persona(by), files, title="Clippings", **how).files.all():
        read_file(file)


def for_legal() -> dict[str, Any]:
    return {
        "by": "legal_editor",
        "audience": Audience.GROUPS,
        "groups": list(Group.objects.filter(name=LEGAL)),
    }


def affair_of(title: str) -> Any:
    return ImportedReport.objects.get(title__contains=title).affair


def chosen(affair: Any, by: str = "editor", **changed: Any) -> Chosen:
    """Return everything that is proposed of an affair, ticked."""
    found = seen(affair, persona(by))
    proposal = propose(found, persona(by))
    moments = [ChosenMoment(m.key, m.what, m.when, m.quotes) for m in proposal.moments]
    told = {
        "title": proposal.title,
        "began": proposal.began,
        "reports": found.reports,
        "moments": moments,
    }
    return Chosen(**{**told, **changed})


def test_reports_of_one_affair_are_found_together_and_others_apart() -> None:
    bring(EXPOSED, PUNISHED, OTHER)
    find_all()
    assert affair_of("召回") == affair_of("停职") != affair_of("白鹭")


def test_a_report_that_comes_later_joins_the_affair_that_is_there() -> None:
    bring(EXPOSED, OTHER)
    find_all()
    before = affair_of("召回")
    bring(PUNISHED)
    find_all()
    assert affair_of("停职") == before


def test_what_is_for_a_group_never_joins_what_others_see_apart() -> None:
    bring("甲\n晨报 2026-03-05\n云岭烤箱门封过热，家住江州的人家说烤箱门封烫手得很。\n")
    bring("乙\n晨报 2026-03-06\n南屿航线的旅客说，白鹭航空的海雾告示贴得太晚太小了。\n")
    both = "丙\n晨报 2026-03-07\n云岭烤箱门封过热，家住江州的人家与南屿航线的旅客，白鹭航空的海雾告示。\n"
    bring(both, **for_legal())
    find_all()
    assert affair_of("甲") != affair_of("乙")


def test_an_affair_has_only_the_reports_its_reader_may_see() -> None:
    bring(EXPOSED)
    bring(PUNISHED, **for_legal())
    find_all()
    counts = {
        name: len(seen(affair_of("召回"), persona(name)).reports)
        for name in ("editor", "legal_editor")
    }
    assert counts == {"editor": 1, "legal_editor": 2}


def test_an_affair_whose_reports_are_all_hidden_does_not_exist() -> None:
    bring(EXPOSED, PUNISHED, **for_legal())
    find_all()
    address = affair_of("召回").get_absolute_url()
    codes = {
        name: client_of(name).get(address).status_code
        for name in ("reader", "editor", "legal_editor")
    }
    assert codes == {"reader": 403, "editor": 404, "legal_editor": 200}


def test_pages_answer_as_in_a_world_without_a_hidden_report() -> None:
    bring(EXPOSED, "云岭烤箱退款\n晨报 2026-03-07\n云岭烤箱门封过热，晨星电器开始退款给家庭。\n")
    bring(PUNISHED, **for_legal())
    find_all()
    client, affair = client_of("editor"), affair_of("召回")
    own = affair.get_absolute_url()
    addresses = [
        reverse("affair_list"),
        f"{reverse('affair_list')}?alone=1",
        own,
        f"{own}incident/",
    ]

    def answers() -> list[str]:
        pages = [client.get(address).text for address in addresses]
        return [re.sub(r'value="\w{64}"', "", page) for page in pages]

    before = answers()
    RawDocument.objects.filter(reports__title__contains="停职").delete()
    assert before == answers()


def test_an_affair_becomes_a_draft_with_its_sources_and_its_moments_as_events() -> None:
    bring(EXPOSED, PUNISHED)
    find_all()
    step = make_incident(affair_of("召回"), persona("editor"), chosen(affair_of("召回")))
    incident = step.incident.get_latest_revision_as_object()
    events = {event.what_zh.partition("：")[0]: event for event in incident.events.all()}
    assert (incident.live, incident.citations.count(), set(events)) == (
        False,
        2,
        {"曝光与致歉", "处分"},
    )
    assert [str(event.when.first_day) for event in events.values()] == ["2026-03-05", "2026-03-08"]


def test_every_quote_stands_in_its_source() -> None:
    bring(EXPOSED, PUNISHED)
    find_all()
    make_incident(affair_of("召回"), persona("editor"), chosen(affair_of("召回")))
    quotes = [(one.quote, one.source.text) for one in Citation.objects.all()]
    assert quotes
    assert [quote for quote, text in quotes if quote not in text or not quote] == []


def test_a_second_incident_uses_the_same_sources() -> None:
    bring(EXPOSED, PUNISHED)
    find_all()
    for _twice in range(2):
        make_incident(affair_of("召回"), persona("editor"), chosen(affair_of("召回")))
    assert (Incident.objects.count(), Source.objects.count()) == (2, 2)


def test_the_document_tells_which_incidents_cite_its_source() -> None:
    bring(EXPOSED, PUNISHED)
    find_all()
    step = make_incident(affair_of("召回"), persona("editor"), chosen(affair_of("召回")))
    address = reverse("raw_document_parts", args=[RawDocument.objects.first().pk])
    editor = reverse("wagtailsnippets_cases_incident:edit", args=[step.incident_id])
    assert editor in client_of("editor").get(address).text


def test_taking_it_back_removes_the_incident_and_its_sources() -> None:
    bring(EXPOSED, PUNISHED)
    find_all()
    step = make_incident(affair_of("召回"), persona("editor"), chosen(affair_of("召回")))
    take_back(step, persona("editor"))
    assert (Incident.objects.count(), Source.objects.count()) == (0, 0)


def test_what_somebody_has_gone_on_with_is_not_taken_back() -> None:
    bring(EXPOSED, PUNISHED)
    find_all()
    step = make_incident(affair_of("召回"), persona("editor"), chosen(affair_of("召回")))
    step.incident.save_revision(user=persona("reviewer"))
    with pytest.raises(ValidationError):
        take_back(step, persona("editor"))


def test_an_incident_is_for_no_more_people_than_each_of_its_reports() -> None:
    bring(EXPOSED)
    bring(PUNISHED, **for_legal())
    find_all()
    affair, person = affair_of("召回"), persona("legal_editor")
    step = make_incident(affair, person, chosen(affair, "legal_editor"))
    assert step.incident.audience == Audience.GROUPS
    assert [group.name for group in step.incident.audience_groups.all()] == [LEGAL]


def test_a_report_of_a_group_is_not_added_to_an_incident_for_all() -> None:
    bring(EXPOSED)
    bring(PUNISHED, **for_legal())
    find_all()
    affair, person = affair_of("召回"), persona("legal_editor")
    open_one = make_incident(affair, persona("editor"), chosen(affair)).incident
    with pytest.raises(ValidationError):
        make_incident(affair, person, chosen(affair, "legal_editor", into=open_one))


def test_added_to_an_incident_it_stands_in_the_newest_draft_and_can_be_taken_back() -> None:
    bring(EXPOSED, PUNISHED)
    find_all()
    affair, person = affair_of("召回"), persona("editor")
    there = Incident(title_en="A recall")
    there.save()
    there.save_revision(user=person)
    step = make_incident(affair, person, chosen(affair, into=there))
    there.refresh_from_db()
    assert there.get_latest_revision_as_object().events.count() == 2
    take_back(step, person)
    there.refresh_from_db()
    assert there.get_latest_revision_as_object().events.count() == 0


def test_the_form_makes_what_is_ticked_and_leaves_what_is_not() -> None:
    bring(EXPOSED, PUNISHED)
    find_all()
    affair = affair_of("召回")
    address = reverse("affair_incident", args=[affair.key])
    client = client_of("editor")
    found = seen(affair, persona("editor"))
    proposal = propose(found, persona("editor"))
    form = AffairIncidentForm(seen=found, proposal=proposal, incidents=())
    sent = {name: form[name].value() or "" for name in form.fields}
    sent = {name: "on" if value is True else value for name, value in sent.items()}
    report = ImportedReport.objects.get(title__contains="停职")
    del sent[f"report_{report.pk}"]
    assert client.post(address, sent).status_code == 400  # its moment is told by no other
    del sent["moment_discipline"]
    assert client.post(address, sent).status_code == 302
    step = AffairStep.objects.get()
    assert list(step.reports.values_list("title", flat=True)) == ["晨星电器召回烤箱"]


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


def test_a_document_is_kept_anew_only_when_its_repairs_or_its_head_change() -> None:
    bring(EXPOSED)
    find_all()
    assert not unkept().exists()
    document = RawDocument.objects.get()
    document.mended = {"whole": {"title": "Recall of ovens", "published": "2026-03-04"}}
    document.save()
    assert list(unkept()) == [document]
    find_all()
    report = ImportedReport.objects.get()
    assert (report.title, str(report.published.first_day)) == ("Recall of ovens", "2026-03-04")


def test_a_report_without_a_date_stands_where_its_text_says_it_can_have_been_written() -> None:
    bring(
        PUNISHED,
        "云岭烤箱召回之后\n2026年3月8日，云岭烤箱门封过热，晨星电器召回烤箱、致歉。\n",
        EXPOSED,
    )
    find_all()
    titles = [report.title for report in seen(affair_of("停职"), persona("editor")).reports]
    assert titles == ["晨星电器召回烤箱", "云岭烤箱召回之后", "晨星电器质检主管被停职"]


def test_the_document_of_an_incident_belongs_to_it_until_that_is_taken_back() -> None:
    bring(EXPOSED, PUNISHED)
    find_all()
    person, document = persona("editor"), RawDocument.objects.first()
    step = make_incident(affair_of("召回"), person, chosen(affair_of("召回")))
    assert incident_of(document, person) == step.incident
    take_back(step, person)
    assert incident_of(document, person) is None
    assert not ProposalDecision.objects.standing().exists()  # so that its import may go as well


@pytest.mark.skipif(not SAMPLES.is_dir(), reason="no sample documents beside the project")
def test_the_sample_digest_becomes_one_incident_of_seventeen_sources() -> None:
    file = next(SAMPLES.glob("002_*.txt"))
    bring(file.read_text())
    find_all()
    assert RawDocument.objects.count() == 1
    numbers = [
        set(one.reports.values_list("number", flat=True)) for one in Affair.objects.order_by("pk")
    ]
    assert sorted(map(sorted, numbers)) == [[*range(1, 15), 16, 18, 19], [15], [17]]
    affair = ImportedReport.objects.get(number=1).affair
    step = make_incident(affair, persona("editor"), chosen(affair))
    incident = step.incident.get_latest_revision_as_object()
    assert (Source.objects.count(), incident.citations.count()) == (17, 17)
    names = {event.what_zh.partition("：")[0] for event in incident.events.all()}
    assert {"曝光与致歉", "处分", "公开回应", "回顾与分析"} <= names
