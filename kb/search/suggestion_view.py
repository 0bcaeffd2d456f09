"""Suggestions while somebody types, as JSON for `static/js/search_suggestions.js`."""

from collections.abc import Callable, Iterable
from typing import Any

from django.http import HttpRequest, JsonResponse
from django.utils.text import capfirst
from django.views.decorators.http import require_safe

from kb.language.reader import current_reader
from kb.language.reading import Passage
from kb.search.suggestions import Suggestion, suggest


@require_safe
def suggestion_list(request: HttpRequest) -> JsonResponse:
    """Answer `q` with groups of suggestions that lead to the things themselves."""
    words = request.GET.get("q", "")
    found = suggest(words, request.user, current_reader(), request=request)
    return answer(found, lambda one: {"url": one.url})


def answer(
    found: Iterable[Suggestion], leads: Callable[[Suggestion], dict[str, str]]
) -> JsonResponse:
    """Return suggestions as `{"groups": [{"label", "items": [...]}]}`, each with where it leads.

    The answer holds what this person may see, so nothing between may keep it.
    """
    groups: dict[str, dict[str, Any]] = {}
    for one in found:
        group = groups.setdefault(one.kind, {"label": capfirst(str(one.label)), "items": []})
        item = leads(one) | {"title": _text(one.title)}
        if one.other:
            item["other"] = _text(one.other)
        group["items"].append(item)
    response = JsonResponse({"groups": list(groups.values())})
    response["Cache-Control"] = "private, no-store"
    return response


def _text(passage: Passage) -> dict[str, str]:
    return {"text": passage.text, "lang": passage.language.tag}
