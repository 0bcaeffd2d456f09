"""The page on which a draft is checked: nothing of it is kept, in an address or anywhere else."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables

from kb.draft_checks.forms import DraftForm
from kb.draft_checks.told import Checked, check_draft, rules_for


@never_cache
@sensitive_variables()
@sensitive_post_parameters()
def draft_check(request: HttpRequest) -> HttpResponse:
    """A draft, and which rules it crosses that this reader may see."""
    if request.method != "POST":
        return render(request, "kb/draft_checks/check.html", {"form": DraftForm()})
    form = DraftForm(request.POST)
    if not form.is_valid():
        return render(request, "kb/draft_checks/check.html", {"form": form}, status=400)
    checked = check_draft(form.draft(), rules_for(request.user))
    context = {"checked": checked, "form": DraftForm(initial=shown_again(checked))}
    return render(request, "kb/draft_checks/check.html", context)


def shown_again(checked: Checked, before: str = "") -> dict[str, Any]:
    """Return what the form of a draft shows once it was checked: topics of the text are ticked."""
    draft, of_text = checked.draft, checked.statement.topics - checked.draft.topics
    return {
        "text": draft.text,
        "speaker": draft.speaker,
        "channel": draft.channel,
        "topics": sorted(checked.statement.topics),
        "proposed": " ".join(sorted(of_text | draft.denied)),
        "before": before,
    }
