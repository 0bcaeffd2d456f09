"""The page of results reports that it found nothing, or somebody asks the editors for it."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kb.search.missed import report_missed


@require_POST
def missed_search(request: HttpRequest) -> HttpResponse:
    """Count the words of `q`; with `asked` say so and lead back to the search."""
    text = request.POST.get("q", "")
    asked = bool(request.POST.get("asked"))
    counted = report_missed(text, request.user, asked=asked)
    if not asked:
        return HttpResponse(status=204)
    if counted:
        messages.success(request, _("The editors will see these words."))
    else:
        messages.info(
            request, _("These words were not passed on: they find something, or are too long.")
        )
    return redirect(f"{reverse('search')}?{urlencode({'q': text})}")
