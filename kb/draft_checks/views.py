"""The page on which a draft is checked, and the checks that somebody asked to keep.

Of a draft nothing is kept unasked, in an address or anywhere else.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_POST, require_safe

from kb.draft_checks.comparison import compare
from kb.draft_checks.forms import DraftForm, KeepForm
from kb.draft_checks.keeping import draft_of, keep, shown
from kb.draft_checks.told import Checked, check_draft, rules_for
from kb.models import DraftCheck, SpeakingRule
from kb.permissions import User

PAGE = "kb/draft_checks/check.html"
# The list of kept checks shows the newest.
MOST_KEPT = 200


@never_cache
@sensitive_variables()
@sensitive_post_parameters()
def draft_check(request: HttpRequest) -> HttpResponse:
    """A draft, and which rules it crosses that this reader may see; kept when asked for."""
    if request.method != "POST":
        return render(request, PAGE, {"form": DraftForm(initial=_begun(request))})
    form = DraftForm(request.POST)
    if not form.is_valid():
        return render(request, PAGE, {"form": form}, status=400)
    draft, first = form.draft(), form.first()
    rules = rules_for(request.user)
    checked = check_draft(draft, rules, SpeakingRule.all_rows())
    before = check_draft(draft.saying(first), rules) if first else None
    asked = "keep" in request.POST
    keeping = KeepForm(request.POST if asked else None, user=request.user)
    if asked and keeping.is_valid():
        kept = keep(checked, before, request.user, **keeping.kept_as())
        messages.success(request, _("The check is kept."))
        return redirect(kept)
    context = {
        "checked": checked,
        "compared": compare(before, checked) if before else None,
        "form": DraftForm(initial=shown_again(checked, first)),
        "keeping": keeping,
    }
    return render(request, PAGE, context)


def shown_again(checked: Checked, before: str = "") -> dict[str, Any]:
    """Return what the form of a draft shows once it was checked: topics of the text are ticked."""
    draft, of_text = checked.draft, checked.statement.topics - checked.draft.topics
    return {
        "text": draft.text,
        "last": draft.text,
        "speaker": draft.speaker,
        "channel": draft.channel,
        "topics": sorted(checked.statement.topics),
        "proposed": " ".join(sorted(of_text | draft.denied)),
        "before": before,
    }


def _begun(request: HttpRequest) -> dict[str, Any]:
    """Return what the form begins with: nothing, or a kept check that is gone on with."""
    asked = request.GET.get("first", "")
    if not asked:
        return {}
    kept = get_object_or_404(DraftCheck.objects.visible_to(request.user), key=_uuid(asked))
    return shown_again(check_draft(draft_of(kept), []), kept.text)


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


@never_cache
@require_safe
def kept_checks(request: HttpRequest) -> HttpResponse:
    """The checks this reader may see, the newest first."""
    kept = DraftCheck.objects.visible_to(request.user).select_related("made_by")
    return render(request, "kb/draft_checks/kept_list.html", {"kept": kept[:MOST_KEPT]})


@never_cache
@require_safe
def kept_check(request: HttpRequest, key: UUID) -> HttpResponse:
    """One kept check: what was found then, by rules this reader may see now."""
    kept = _visible(request.user, key)
    checked, compared = shown(kept, request.user)
    context = {
        "kept": kept,
        "checked": checked,
        "compared": compared,
        "groups": kept.groups.order_by("name"),
        "is_mine": DraftCheck.objects.removable_by(request.user).filter(pk=kept.pk).exists(),
        "again": DraftForm(initial=shown_again(checked)),
    }
    return render(request, "kb/draft_checks/kept.html", context)


@require_POST
def kept_check_remove(request: HttpRequest, key: UUID) -> HttpResponse:
    """Remove a check for good; only who kept it may."""
    get_object_or_404(DraftCheck.objects.removable_by(request.user), key=key).delete()
    messages.success(request, _("The check was removed."))
    return redirect("kept_checks")


def _visible(user: User, key: UUID) -> Any:
    return get_object_or_404(DraftCheck.objects.visible_to(user).select_related("made_by"), key=key)
