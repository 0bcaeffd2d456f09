"""An affair becomes one incident, with its sources and its moments."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from cases.importing.affairs.keeping import find_all
from cases.importing.affairs.making import make_incident
from cases.importing.affairs.proposal import propose
from cases.importing.affairs.seen import seen
from cases.models import Affair, AffairStep, Citation, ImportedReport, Incident, Source
from cases.views.affair_forms import AffairIncidentForm
from kb.models import RawDocument
from kb.records.base import Audience
from kb.starter.people import LEGAL
from tests.cast import client_of, persona
from tests.imported_affairs import EXPOSED, PUNISHED, affair_of, bring, chosen, for_legal
from tests.importing_figures import SAMPLES

pytestmark = pytest.mark.django_db


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
