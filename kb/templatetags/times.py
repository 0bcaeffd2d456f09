"""Times as they are known, in the reader's language."""

from datetime import date, datetime

from django import template
from django.utils import timezone
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext as _

from kb.records.spans import Precision, Span, part_of_day, part_of_month, units

register = template.Library()


# English dates are written here: pages have hundreds, and Django's formatting takes its time.
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
_PARTS = {
    "small hours": pgettext_lazy("part of a day", "small hours"),
    "morning": pgettext_lazy("part of a day", "morning"),
    "afternoon": pgettext_lazy("part of a day", "afternoon"),
    "evening": pgettext_lazy("part of a day", "evening"),
    "late night": pgettext_lazy("part of a day", "late night"),
    "early": pgettext_lazy("part of a month", "early"),
    "mid": pgettext_lazy("part of a month", "mid"),
    "late": pgettext_lazy("part of a month", "late"),
}


def _is_english() -> bool:
    return (get_language() or "en") == "en"


def _day(local: datetime) -> str:
    if _is_english():
        return f"{local.day} {_MONTHS[local.month - 1]} {local.year}"
    return f"{local.year}年{local.month}月{local.day}日"


def _month(local: datetime) -> str:
    if _is_english():
        return f"{_MONTHS[local.month - 1]} {local.year}"
    return f"{local.year}年{local.month}月"


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
            return _("%(day)s, %(part)s") % {"day": _day(local), "part": _PARTS[name]}
        case Precision.WEEK:
            return _("week of %(day)s") % {"day": _day(local)}
        case Precision.PART_OF_MONTH:
            return _("%(part)s %(month)s") % {
                "part": _PARTS[part_of_month(start)],
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


def _range(first: datetime, last: datetime, precision: str) -> str | None:
    """Return a range of days, months or years with what both ends share said once.

    "5–7 January 2026", "30 January – 2 February 2026", 2026年1月5日至7日; None for other ranges.
    """
    one, other = timezone.localtime(first), timezone.localtime(last)
    same_year, same_month = (
        one.year == other.year,
        (one.year, one.month) == (other.year, other.month),
    )
    if precision == Precision.DAY:
        if not _is_english():
            rest = f"{other.day}日" if same_month else f"{other.month}月{other.day}日"
            return f"{_day(one)}至{rest if same_year else _day(other)}"
        if same_month:
            return f"{one.day}–{_day(other)}"
        first_day = f"{one.day} {_MONTHS[one.month - 1]}" if same_year else _day(one)
        return f"{first_day} – {_day(other)}"
    if precision == Precision.MONTH:
        if not _is_english():
            return f"{_month(one)}至{f'{other.month}月' if same_year else _month(other)}"
        return (
            f"{_MONTHS[one.month - 1]}–{_month(other)}"
            if same_year
            else f"{_month(one)} – {_month(other)}"
        )
    if precision == Precision.YEAR:
        return f"{one.year}–{other.year}" if _is_english() else f"{one.year}年至{other.year}年"
    return None


@register.filter
def when(span: Span) -> str:
    """Return a time as it is known, such as "7 January 2026, evening" or "2026年1月7日晚"."""
    ends = units(span)
    if ends is None:
        return _("time unknown")
    first = _unit(*ends[0], span.precision)
    if ends[0] == ends[1] or (last := _unit(*ends[1], span.precision)) == first:
        return first
    (start, _end), (last_start, _last_end) = ends
    between = " – " if _is_english() else "至"
    return _range(start, last_start, span.precision) or f"{first}{between}{last}"


@register.filter
def day(value: date | datetime | None) -> str:
    """Return a day, or the local day of a moment, in the reader's words: "24 November 2026"."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return _day(timezone.localtime(value))
    return _day(datetime(value.year, value.month, value.day))
