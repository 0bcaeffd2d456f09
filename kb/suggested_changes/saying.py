"""Making a suggestion, and answering one."""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import get_language
from wagtail.models import Page

from kb.models import Suggestion

# Open suggestions of one person on one day.
MOST_A_DAY = 20
DAY = 24 * 60 * 60


class TooMany(Exception):
    """This person has made as many suggestions today as one may."""


class AnsweredMeanwhile(Exception):
    """Somebody else has answered, or opened it again, since the page was shown."""


def suggest(thing: Any, user: Any, text: str, quote: str = "", *, named: bool = True) -> Suggestion:
    """Suggest a change of a page or record that this person may see; raises TooMany.

    Without a name no user is stored. How many of those somebody made is counted in the cache alone,
    as a number that is forgotten after a day.
    """
    own = Suggestion.objects.open().filter(by=user.pk, said_on=timezone.localdate())
    counter = _counter(user)
    if own.count() + cache.get(counter, 0) >= MOST_A_DAY:
        raise TooMany
    made: Suggestion = Suggestion.objects.create(
        **_naming(thing),
        text=text,
        quote=quote,
        language=get_language() or "",
        by=user if named else None,
    )
    if not named:
        cache.set(counter, cache.get(counter, 0) + 1, DAY)
    return made


def _counter(user: Any) -> str:
    value = f"{user.pk} {timezone.localdate()}"
    return "suggestions-" + salted_hmac("kb.suggested_changes", value).hexdigest()


def _naming(thing: Any) -> dict[str, Any]:
    if isinstance(thing, Page):
        return {"page_key": thing.translation_key}
    return {"content_type": ContentType.objects.get_for_model(thing), "object_id": thing.pk}


@transaction.atomic
def answer(suggestion: Suggestion, user: Any, state: str, words: str = "") -> None:
    """Answer a suggestion, or open it again; raises AnsweredMeanwhile.

    Whoever calls it has asked `answerable_by`.
    """
    held = Suggestion.objects.select_for_update(of=("self",)).get(pk=suggestion.pk)
    opens = state == Suggestion.State.OPEN
    if held.is_open == opens:
        raise AnsweredMeanwhile
    held.state = state
    held.answer = "" if opens else words
    held.answered_by = None if opens else user
    held.answered_at = None if opens else timezone.now()
    held.save(update_fields=["state", "answer", "answered_by", "answered_at"])
