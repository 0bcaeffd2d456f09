"""What people say of the grouping of an affair: moved, joined, named, and taken back."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cases.importing.affairs.regrouping import join, move, name_it, put_back
from cases.importing.affairs.seen import reports_of
from cases.importing.affairs.steps import REGROUPING, shown_steps
from cases.importing.affairs.undoing import take_back
from cases.models import Affair
from cases.views.affairs import demand_importer


@require_POST
def affair_change(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Move ticked reports, join another affair with this one, or name it."""
    demand_importer(request.user)
    user = request.user
    affair = get_object_or_404(Affair.objects.visible_to(user), key=key)
    does, reason = request.POST.get("does", ""), request.POST.get("reason", "").strip()
    try:
        if does == "move":
            ticked = set(request.POST.getlist("report"))
            chosen = [one for one in reports_of(affair, user) if str(one.pk) in ticked]
            step = move(affair, chosen, _target(request), user, reason)
            sentence = _("Moved. The grouping of machines leaves them here.")
        elif does == "join":
            other = _target(request)
            if other is None:
                raise ValidationError(_("Choose another affair to join with it."))
            step, sentence = join(affair, other, user, reason), _("Joined: they are one affair.")
        elif does == "name":
            step = name_it(affair, request.POST.get("name", "").replace("\0", ""), user)
            sentence = _("Named.")
        else:
            raise Http404
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
        return redirect(affair)
    messages.success(request, sentence)
    return redirect(step.affair)


def _target(request: HttpRequest) -> Any:
    """Return the affair that is chosen, None for a new one; raises Http404 for one unseen."""
    chosen = request.POST.get("into", "")
    if not chosen:
        return None
    try:
        key = uuid.UUID(chosen)
    except ValueError as error:
        raise Http404 from error
    return get_object_or_404(Affair.objects.visible_to(request.user), key=key)


@require_POST
def affair_undo(request: HttpRequest, key: uuid.UUID, step: int) -> HttpResponse:
    """Take back what was decided about the grouping, or what was made of the affair."""
    demand_importer(request.user)
    affair = get_object_or_404(Affair.objects.visible_to(request.user), key=key)
    wanted = get_object_or_404(shown_steps(affair, request.user), pk=step)
    try:
        if wanted.act in REGROUPING:
            put_back(wanted, request.user)
            sentence = _("Taken back.")
        else:
            take_back(wanted, request.user)
            sentence = _("Taken back, with the sources that nothing else cites.")
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        messages.success(request, sentence)
    still_there = Affair.objects.visible_to(request.user).filter(pk=affair.pk).exists()
    return redirect(affair if still_there else "affair_list")
