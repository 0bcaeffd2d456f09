"""Reports of one affair are found among everything imported, for each reader theirs."""

import re

import pytest
from django.urls import reverse

from cases.importing.affairs.keeping import find_all
from cases.importing.affairs.reports import unkept
from cases.importing.affairs.seen import seen
from cases.models import ImportedReport
from kb.models import RawDocument
from tests.cast import client_of, persona
from tests.imported_affairs import EXPOSED, OTHER, PUNISHED, affair_of, bring, for_legal

pytestmark = pytest.mark.django_db


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
