"""What the newest draft of a page or record crosses, beside its editor."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from kb.draft_checks.kinds import draft_kinds
from kb.draft_checks.told import LONGEST, check_draft, rules_for
from kb.models import SpeakingRule
from kb.models.reviews import workable


@never_cache
@require_safe
def draft_findings(request: HttpRequest, text_kind: str, pk: int) -> HttpResponse:
    """What the draft saved last crosses, for those who work on it."""
    if text_kind not in draft_kinds:
        raise Http404
    kind = draft_kinds[text_kind]
    found: Any = get_object_or_404(workable(kind.model, request.user), pk=pk)
    newest = found.get_latest_revision_as_object() if found.latest_revision_id else found
    if not isinstance(newest, kind.model):
        raise Http404
    rules = rules_for(request.user)
    drafts = [draft for draft in kind.drafts(newest) if len(draft.text) <= LONGEST]
    matrix = SpeakingRule.all_rows()
    results = [check_draft(draft, rules, matrix) for draft in drafts]
    crossed = [one for result in results for one in result.crossed]
    context = {
        "crossed": crossed,
        "high": sum(len(result.high) for result in results),
        "rules": [one.rule for one in crossed],
        "speaking": list({row.pk: row for result in results for row in result.speaking}.values()),
    }
    return render(request, "kb/admin/draft_checks/panel.html", context)
