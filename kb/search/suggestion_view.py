"""Suggestions while somebody types, as JSON for `static/js/search_suggestions.js`."""

from typing import Any

from django.http import HttpRequest, JsonResponse
from django.utils.text import capfirst
from django.views.decorators.http import require_safe

from kb.language.reader import current_reader
from kb.language.reading import Passage
from kb.search.suggestions import Suggestion, suggest


@require_safe
def suggestion_list(request: HttpRequest) -> JsonResponse:
    """Answer `q` with groups of suggestions: `{"groups": [{"label", "items": [...]}]}`.

    The answer holds what this person may see, so nothing between may keep it.
    """
    reader = current_reader()
    found = suggest(request.GET.get("q", ""), request.user, reader, request=request)
    response = JsonResponse({"groups": _groups(found)})
    response["Cache-Control"] = "private, no-store"
    return response


def _groups(found: list[Suggestion]) -> list[dict[str, Any]]:
    groups: dict[str, dict[str, Any]] = {}
    for one in found:
        group = groups.setdefault(one.kind, {"label": capfirst(str(one.label)), "items": []})
        item = {"url": one.url, "title": _text(one.title)}
        if one.other:
            item["other"] = _text(one.other)
        group["items"].append(item)
    return list(groups.values())


def _text(passage: Passage) -> dict[str, str]:
    return {"text": passage.text, "lang": passage.language.tag}
