"""What stands around the list of results: promoted answers, other spellings, help when empty."""

from typing import Any

from django import template

from kb.language.reader import current_reader
from kb.search.corrections import alternatives
from kb.search.empty_handed import empty_handed, words_of
from kb.search.promotions import promoted

register = template.Library()


@register.inclusion_tag("kb/search/promoted.html", takes_context=True)
def promoted_answers(context: Any, text: str) -> dict[str, Any]:
    """Show what editors want found first by these words, as far as this person may see it."""
    request = context["request"]
    return {"answers": promoted(text, request.user, current_reader(), request)}


@register.inclusion_tag("kb/search/did_you_mean.html", takes_context=True)
def did_you_mean(context: Any, results: Any) -> dict[str, Any]:
    """Show other spellings of a query that found little, each with how much it finds."""
    user = context["request"].user
    reader = current_reader()
    return {"alternatives": alternatives(words_of(results), results.total, user, reader)}


@register.inclusion_tag("kb/search/empty_handed.html", takes_context=True)
def help_when_empty(context: Any, results: Any, filtered: Any) -> dict[str, Any]:
    """Show what was looked for, what less would find, what is near, and how to ask for it."""
    request = context["request"]
    reader = current_reader()
    found = empty_handed(results, request.user, reader, filtered=bool(filtered), request=request)
    return {"help": found, "request": request}
