"""Reports of two affairs, brought in as an editor would, and what is asked of them in tests."""

from typing import Any

from django.contrib.auth.models import Group

from cases.importing.affairs.making import Chosen, ChosenMoment
from cases.importing.affairs.proposal import propose
from cases.importing.affairs.seen import seen
from cases.models import ImportedReport
from kb.imports.reading import read_file
from kb.imports.storing import start_import
from kb.records.base import Audience
from kb.starter.people import LEGAL
from tests.cast import persona

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
    """Return how `bring` keeps an import to the group Legal."""
    return {
        "by": "legal_editor",
        "audience": Audience.GROUPS,
        "groups": list(Group.objects.filter(name=LEGAL)),
    }


def affair_of(title: str) -> Any:
    """Return the affair of the only report whose title has these words."""
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
