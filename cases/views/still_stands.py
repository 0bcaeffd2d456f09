"""Where the owner of guidance looks at what cases speak against it, and answers."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cases.actions.still_stands import answer, undo
from cases.models import Contradiction
from cases.pulse import Thing, may_answer, shown, thing_of


@require_http_methods(["GET", "HEAD", "POST"])
def still_stands(request: HttpRequest) -> HttpResponse:
    """What cases speak against one thing, open and answered, for those who answer for it."""
    thing = thing_of(request.GET.get("about", ""), request.user)
    if thing is None or not may_answer(thing, request.user):
        raise Http404
    wrong: dict[int, str] = {}
    if request.method == "POST":
        number = request.POST.get("contradiction", "")
        pk = int(number) if number.isascii() and number.isdigit() and len(number) < 19 else 0
        try:
            if "undo" in request.POST:
                undo(pk, request.user)
                messages.success(request, _("It is open again."))
            else:
                answer(pk, request.user, request.POST.get("reason", ""))
                messages.success(request, _("Noted: it still stands."))
        except PermissionDenied:
            raise Http404 from None
        except ValidationError as error:
            wrong[pk] = " ".join(error.messages)
        else:
            return redirect(f"{reverse('still_stands')}?about={thing.name}")
    status = 400 if wrong else 200
    return render(
        request, "cases/still_stands.html", _context(thing, request, wrong), status=status
    )


def _context(thing: Thing, request: HttpRequest, wrong: dict[int, str]) -> dict[str, Any]:
    rows = shown(Contradiction.objects.filter(target=thing.name), request.user)
    return {
        "thing": thing,
        "open": [(one, wrong.get(one.row.pk, "")) for one in rows if not one.row.answered_at],
        "answered": [one for one in rows if one.row.answered_at],
    }
