"""Delays in the reader's words: "45 minutes", "1 to 3 days", "between 2 hours before and ..."."""

from __future__ import annotations

import math
from datetime import timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cases.timeline.delays import DAY, Delay

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
# Months and years of a mean length, as nobody counts the days of longer times.
MONTH, YEAR = timedelta(days=30.4375), timedelta(days=365.25)
# Which are told to within three days: January and February are two months, five years are five.
SLACK = 3 * DAY
# A length is told in the first unit below whose limit it lies.
LIMITS = ((MINUTE, 2 * HOUR), (HOUR, 3 * DAY), (DAY, 60 * DAY), (MONTH, 24 * MONTH))


def delay_text(passed: Delay | None) -> str:
    """Return a delay in words of the active language; a range is rounded outwards."""
    if passed is None:
        return _("not known")
    if passed.is_exact:
        figure = _exact(abs(passed.middle))
        return _("%(length)s before") % {"length": figure} if passed.middle < -MINUTE else figure
    if not passed.order_is_known:
        return _("between %(before)s before and %(after)s after") % {
            "before": _bound(-passed.at_least, upwards=True),
            "after": _bound(passed.at_most, upwards=True),
        }
    if passed.at_most <= timedelta():
        return _("%(length)s before") % {"length": _range(-passed.at_most, -passed.at_least)}
    return _range(passed.at_least, passed.at_most)


def length_text(length: timedelta) -> str:
    """Return a length of time in one unit, rounded up."""
    return _bound(length, upwards=True)


def _range(least: timedelta, most: timedelta) -> str:
    """Return the words for a range of lengths, least not below nothing."""
    if not least:
        return _("less than %(length)s") % {"length": _bound(most, upwards=True)}
    unit = _unit(most)
    first, last = _rounded(least, unit, upwards=False), _rounded(most, unit, upwards=True)
    if first:
        return _("%(first)s to %(last)s") % {"first": first, "last": _counted(unit, last)}
    return _("%(first)s to %(last)s") % {
        "first": _bound(least, upwards=False),
        "last": _counted(unit, last),
    }


def _bound(length: timedelta, *, upwards: bool) -> str:
    unit = _unit(length)
    return _counted(unit, _rounded(length, unit, upwards=upwards))


def _rounded(length: timedelta, unit: timedelta, *, upwards: bool) -> int:
    slack = SLACK if unit >= MONTH else timedelta()
    return math.ceil((length - slack) / unit) if upwards else math.floor((length + slack) / unit)


def _exact(length: timedelta) -> str:
    """Return a length known to the minute, in its largest unit and the next below."""
    minutes = round(length / MINUTE)
    if minutes < 120:
        return _counted(MINUTE, minutes)
    if minutes < 48 * 60:
        whole, rest, unit, below = *divmod(minutes, 60), HOUR, MINUTE
    else:
        whole, rest, unit, below = *divmod(round(minutes / 60), 24), DAY, HOUR
    if not rest:
        return _counted(unit, whole)
    return _("%(larger)s %(smaller)s") % {
        "larger": _counted(unit, whole),
        "smaller": _counted(below, rest),
    }


def _unit(length: timedelta) -> timedelta:
    if length % DAY == timedelta() and length < 60 * DAY:
        return DAY
    return next((unit for unit, limit in LIMITS if length < limit), YEAR)


def _counted(unit: timedelta, n: int) -> str:
    if unit == MINUTE:
        text = ngettext("%(n)s minute", "%(n)s minutes", n)
    elif unit == HOUR:
        text = ngettext("%(n)s hour", "%(n)s hours", n)
    elif unit == DAY:
        text = ngettext("%(n)s day", "%(n)s days", n)
    elif unit == MONTH:
        text = ngettext("%(n)s month", "%(n)s months", n)
    else:
        text = ngettext("%(n)s year", "%(n)s years", n)
    return text % {"n": n}
