"""Who may say what at a glance, and the duty sheet of a day; for everybody who signs in."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.views.decorators.http import require_safe

from kb.models import Channel, DutyRole, SpeakingRule
from kb.permissions import may_edit
from kb.speaking.matrix import build
from kb.speaking.on_duty import on_duty


@require_safe
def who(request: HttpRequest) -> HttpResponse:
    """The matrix, on any channel or on the one asked for; an unknown one counts as any."""
    rows = SpeakingRule.all_rows()
    channels = list(Channel.objects.all())
    asked = request.GET.get("channel", "")
    channel = next((one for one in channels if one.key == asked), None)
    context = {
        "matrix": build(rows, channel),
        "has_rows": bool(rows),
        "channels": channels,
        "may_change": may_edit(request.user, SpeakingRule),
    }
    return render(request, "kb/speaking/who.html", context)


@require_safe
def duty_sheet(request: HttpRequest) -> HttpResponse:
    """Who approves what on a day, today unless one is asked for; made for one sheet of paper."""
    day = _day(request.GET.get("day", "")) or timezone.localdate()
    roles = {one.pk: one for one in DutyRole.objects.select_related("holder", "stand_in__holder")}
    rows = SpeakingRule.all_rows()
    approved: dict[int, list[SpeakingRule]] = {}
    for row in rows:
        if row.approver_id and not row.is_stop:
            approved.setdefault(row.approver_id, []).append(row)
    context: dict[str, Any] = {
        "day": day,
        "is_today": day == timezone.localdate(),
        "duties": [
            {"on": on_duty(roles, role, day), "rows": approved.get(role.pk, [])}
            for role in roles.values()
        ],
        "stops": [row for row in rows if row.is_stop],
        "may_change": may_edit(request.user, DutyRole),
    }
    return render(request, "kb/speaking/duty_sheet.html", context)


def _day(typed: str) -> date | None:
    try:
        return parse_date(typed)
    except ValueError:
        return None
