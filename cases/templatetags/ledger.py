"""Counts and delays of the ledger in words."""

from django import template
from django.utils.formats import localize
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cases.statistics.tallies import Count
from cases.timeline.delay_text import delay_text
from cases.timeline.delays import Delay

register = template.Library()


@register.filter
def count_words(count: Count) -> str:
    """Return a count with what is counted: "12 responses in 7 incidents"."""
    responses = ngettext("%(n)s response", "%(n)s responses", count.responses)
    incidents = ngettext("%(n)s incident", "%(n)s incidents", count.incidents)
    return _("%(responses)s in %(incidents)s") % {
        "responses": responses % {"n": localize(count.responses)},
        "incidents": incidents % {"n": localize(count.incidents)},
    }


@register.filter
def count_short(count: Count) -> str:
    """Return the number of responses and, in brackets, of incidents: "12 (7)"."""
    return f"{localize(count.responses)} ({localize(count.incidents)})"


@register.filter
def delay_words(passed: Delay) -> str:
    """Return a delay in the reader's words."""
    return delay_text(passed)
