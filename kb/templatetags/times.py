"""Times as they are known, in the reader's language."""

from datetime import date, datetime

from django import template
from django.utils import formats, timezone
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from kb.records.spans import Precision, Span, part_of_day, part_of_month, units

register = template.Library()


def _day(local: datetime, *, year: bool = True) -> str:
    if (get_language() or "en") == "en":
        return formats.date_format(local, "j F Y" if year else "j F")
    return (
        f"{local.year}年{local.month}月{local.day}日" if year else f"{local.month}月{local.day}日"
    )


def _month(local: datetime) -> str:
    if (get_language() or "en") == "en":
        return formats.date_format(local, "F Y")
    return f"{local.year}年{local.month}月"


def _parts() -> dict[str, str]:
    return {
        "small hours": pgettext("part of a day", "small hours"),
        "morning": pgettext("part of a day", "morning"),
        "afternoon": pgettext("part of a day", "afternoon"),
        "evening": pgettext("part of a day", "evening"),
        "late night": pgettext("part of a day", "late night"),
        "early": pgettext("part of a month", "early"),
        "mid": pgettext("part of a month", "mid"),
        "late": pgettext("part of a month", "late"),
    }


def _unit(start: datetime, end: datetime, precision: str) -> str:
    local = timezone.localtime(start)
    match precision:
        case Precision.MINUTE:
            return _("%(day)s, %(time)s") % {"day": _day(local), "time": f"{local:%H:%M}"}
        case Precision.HOUR:
            return _("%(day)s, about %(hour)s o’clock") % {"day": _day(local), "hour": local.hour}
        case Precision.PART_OF_DAY:
            name = part_of_day(start, end)
            if name is None:
                return _day(local)
            return _("%(day)s, %(part)s") % {"day": _day(local), "part": _parts()[name]}
        case Precision.WEEK:
            return _("week of %(day)s") % {"day": _day(local)}
        case Precision.PART_OF_MONTH:
            return _("%(part)s %(month)s") % {
                "part": _parts()[part_of_month(start)],
                "month": _month(local),
            }
        case Precision.MONTH:
            return _month(local)
        case Precision.QUARTER:
            return _("Q%(quarter)d %(year)d") % {
                "quarter": (local.month + 2) // 3,
                "year": local.year,
            }
        case Precision.YEAR:
            return _("%(year)d") % {"year": local.year}
    return _day(local)


@register.filter
def when(span: Span) -> str:
    """Return a time as it is known, such as "7 January 2026, evening" or "2026年1月7日晚"."""
    ends = units(span)
    if ends is None:
        return _("time unknown")
    first, last = (_unit(*pair, span.precision) for pair in ends)
    return first if first == last else f"{first} – {last}"


@register.filter
def machine_time(span: Span) -> str:
    """Return the start of a time for `<time datetime>`, to the day or finer; empty if unknown."""
    if span.start is None:
        return ""
    local = timezone.localtime(span.start)
    if span.precision in (Precision.MINUTE, Precision.HOUR, Precision.PART_OF_DAY):
        return local.isoformat(timespec="minutes")
    return local.date().isoformat()


@register.filter
def day(value: date | datetime | None) -> str:
    """Return a day, or the local day of a moment, in the reader's words: "24 November 2026"."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return _day(timezone.localtime(value))
    return _day(datetime(value.year, value.month, value.day))
