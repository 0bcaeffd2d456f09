"""How long after the first public signal responses came, in a few classes: to narrow and to count.

The same classes twice: of one delay in Python, and of all responses at once in SQL.
"""

from datetime import timedelta
from typing import Any

from django.db.models import Case, CharField, F, Max, Min, Q, TextChoices, Value, When
from django.utils.translation import gettext_lazy as _

from cases.models import Event, Response
from cases.querysets.facets import Facet
from cases.querysets.facets.branches import rows
from cases.timeline.delays import EARLIEST, REACHES, Delay
from cases.timeline.firsts import SIGNALS
from kb.permissions import User


class DelayClass(TextChoices):
    """When an answer came, counted from the first public signal of its incident.

    What is known to the day only often lies about a border; such ranges have classes of their own.
    """

    BEFORE = "before", _("Before the first signal")
    DAY = "day", _("Within 2 days")
    ABOUT_2_DAYS = "about_2_days", _("About 2 days")
    WEEK = "week", _("2 days to 2 weeks")
    ABOUT_2_WEEKS = "about_2_weeks", _("About 2 weeks")
    MONTH = "month", _("2 weeks to 2 months")
    ABOUT_2_MONTHS = "about_2_months", _("About 2 months")
    YEAR = "year", _("2 months to 2 years")
    ABOUT_2_YEARS = "about_2_years", _("About 2 years")
    LATER = "later", _("More than 2 years")
    WIDE = "wide", _("Too roughly known to place")
    UNKNOWN = "unknown", _("Not known")


# The borders between classes; an answer up to two days before its signal may be one right after it.
BORDERS = (EARLIEST, *(reach for _distance, reach in REACHES))
# Each class with the borders it lies between, None for no end; the first that fits is the one.
CLASSES: tuple[tuple[DelayClass, timedelta | None, timedelta | None], ...] = (
    (DelayClass.BEFORE, None, timedelta()),
    (DelayClass.DAY, BORDERS[0], BORDERS[1]),
    (DelayClass.WEEK, BORDERS[1], BORDERS[2]),
    (DelayClass.MONTH, BORDERS[2], BORDERS[3]),
    (DelayClass.YEAR, BORDERS[3], BORDERS[4]),
    (DelayClass.LATER, BORDERS[4], None),
    (DelayClass.ABOUT_2_DAYS, BORDERS[0], BORDERS[2]),
    (DelayClass.ABOUT_2_WEEKS, BORDERS[1], BORDERS[3]),
    (DelayClass.ABOUT_2_MONTHS, BORDERS[2], BORDERS[4]),
    (DelayClass.ABOUT_2_YEARS, BORDERS[3], 2 * BORDERS[4]),
)


def delay_class(passed: Delay | None) -> DelayClass:
    """Return the class of one delay."""
    if passed is None:
        return DelayClass.UNKNOWN
    for one, least, most in CLASSES:
        if (least is None or passed.at_least >= least) and (most is None or passed.at_most <= most):
            return one
    return DelayClass.WIDE


def _branches(user: User) -> list[Any]:
    signals = Event.objects.supported_for(user).filter(
        kind__in=sorted(SIGNALS),
        when_start__isnull=False,
        when_end__isnull=False,
        incident__responses__when_start__isnull=False,
        incident__responses__when_end__isnull=False,
    )
    # Day zero lies between the earliest start and the earliest end of all signals.
    timed = (
        signals.order_by()
        .values(answer=F("incident__responses__pk"))
        .annotate(
            zero_start=Min("when_start"),
            zero_end=Min("when_end"),
            answer_start=Max("incident__responses__when_start"),
            answer_end=Max("incident__responses__when_end"),
        )
    )
    choice = Case(
        *(When(_between(least, most), then=Value(one.value)) for one, least, most in CLASSES),
        default=Value(DelayClass.WIDE.value),
        output_field=CharField(),
    )
    known = rows(timed.annotate(found=choice), "answer", "found")
    unknown = Response.objects.exclude(pk__in=known.values("row_key"))
    value = Value(DelayClass.UNKNOWN.value, output_field=CharField())
    return [known, rows(unknown, "pk", value)]


def _between(least: timedelta | None, most: timedelta | None) -> Q:
    condition = Q()
    if least is not None:
        condition &= Q(answer_start__gte=F("zero_end") + least)
    if most is not None:
        condition &= Q(answer_end__lte=F("zero_start") + most)
    return condition


DELAY = Facet("delay", _branches, fixed=DelayClass)
