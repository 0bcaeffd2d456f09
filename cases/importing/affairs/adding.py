"""What each report of an affair adds to those before it, for one reader."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from cases.importing.finder_kept import kept_finder
from kb.importing.affairs.additions import Addition, Fact, additions, quotation_fact
from kb.importing.mentions import NameFinder
from kb.importing.mentions.quotations import find_quotations
from kb.permissions import User

FACTS = {
    "date": _("Date"),
    "name": _("Name"),
    "number": _("Number"),
    "quotation": _("Quotation"),
}


def added_by(reports: Sequence[Any], user: User) -> list[Addition]:
    """Return what each report adds, in their order; names are those this reader may see."""
    finder = kept_finder(user)
    return additions([(report.text, list(_facts(report, finder))) for report in reports])


def _facts(report: Any, finder: NameFinder) -> Iterator[Fact]:
    """Yield the dates, names and quotations of a report; a quotation holds what stands in it."""
    mentions = finder.find(report.text)
    for quoted in find_quotations(report.text, mentions):
        yield quotation_fact(quoted.start, quoted.end, quoted.text)
    for date in report.dates:
        key = f"date:{date['begins']}:{date['ends']}"
        yield Fact(date["start"], date["end"], "date", key)
    for named in mentions:
        if named.kind in ("person", "organisation"):
            yield Fact(named.start, named.end, "name", f"name:{named.kind}:{named.record}")
