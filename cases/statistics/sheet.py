"""The ledger as a table for a spreadsheet (CSV), in the writing of who asks, a piece at a time."""

import csv
from collections.abc import Iterator
from io import StringIO
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from cases.choices import Distance
from cases.statistics.ledger import LedgerRow, ledger_rows, with_records
from cases.timeline.delay_text import delay_text
from kb.language.codes import Language
from kb.language.lists import listed
from kb.language.reading import read
from kb.permissions import User
from kb.records.spans import as_typed
from kb.templatetags.times import when

# So many rows are read and sent at once.
PIECE = 500
# A spreadsheet takes a cell that begins so for a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
# Spreadsheets take a file for UTF-8 only when it begins so.
MARK = "\ufeff"
HOUR = 3600


def plain(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.lstrip(" ").startswith(FORMULA) else text


def sheet(responses: Any, user: User, schemes: list[str], reader: Language) -> Iterator[str]:
    """Yield the CSV of these responses, in their order: a line of names, then one for each.

    The language is set anew for each piece, as it is sent after the request has been answered.
    """
    code = translation.get_language() or "en"
    yield MARK + _lines([_names(schemes)])
    keys = list(responses.values_list("pk", flat=True))
    rows = with_records(responses.model.objects.all())
    for first in range(0, len(keys), PIECE):
        piece = keys[first : first + PIECE]
        found = rows.in_bulk(piece)
        with translation.override(code):
            shown = ledger_rows([found[key] for key in piece if key in found], user)
            text = _lines([_cells(row, schemes, reader) for row in shown])
        yield text


def _lines(rows: list[list[str]]) -> str:
    written = StringIO()
    csv.writer(written).writerows(rows)
    return written.getvalue()


def _names(schemes: list[str]) -> list[str]:
    return [
        _("Incident"),
        _("Address"),
        _("What was said or done"),
        _("Who"),
        _("Channel"),
        *(_("Strategies (%(scheme)s)") % {"scheme": one.upper()} for one in schemes),
        _("When"),
        _("When, as typed"),
        _("After the first signal"),
        _("At least, hours"),
        _("At most, hours"),
        *(str(one.label) for one in Distance),
        _("Certainty"),
        _("Sources"),
    ]


def _cells(row: LedgerRow, schemes: list[str], reader: Language) -> list[str]:
    one = row.response

    def said(value: Any) -> str:
        return plain(read(value, reader).text) if value else ""

    sources = {item.citation.source: None for item in one.shown_citations}
    return [
        said(one.incident.title),
        f"{one.incident.get_absolute_url()}#{one.key}",
        said(one.summary),
        said(one.actor_name),
        plain(str(one.channel)) if one.channel else "",
        *(plain(listed(row.strategies.get(scheme, []))) for scheme in schemes),
        when(one.when) if one.when else "",
        as_typed(one.when),
        delay_text(row.delay) if row.delay else "",
        _hours(row.delay.at_least.total_seconds()) if row.delay else "",
        _hours(row.delay.at_most.total_seconds()) if row.delay else "",
        *(
            plain(listed(_ended(outcome, reader) for outcome in known.outcomes))
            for known in row.known
        ),
        str(one.get_certainty_display()),
        plain(listed(read(source.title, reader).text for source in sources)),
    ]


def _hours(seconds: float) -> str:
    return f"{seconds / HOUR:.2f}".rstrip("0").rstrip(".")


def _ended(outcome: Any, reader: Language) -> str:
    """Return an outcome in words, with its figures where there are any."""
    what = read(outcome.metric or outcome.what, reader).text
    figures = [
        f"{value.normalize():f}" for value in (outcome.before, outcome.after) if value is not None
    ]
    if not figures:
        return what
    unit = f" {outcome.unit}" if outcome.unit else ""
    return f"{what}: {' → '.join(figures)}{unit}"
