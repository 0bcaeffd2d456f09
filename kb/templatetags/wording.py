"""What the screens of the other script need to show spots."""

from collections.abc import Mapping
from typing import Any

from django import template
from wagtail.models import Page

from kb.archive_views import address_of
from kb.language.codes import tag
from kb.language.reader import current_reader
from kb.models.wording import WordingDecision
from kb.wording.effects import Effect
from kb.wording.spots import Group, JudgedSpot, OpenSpot

register = template.Library()


@register.simple_tag
def spots_address(record: Any) -> str:
    """Return where the doubtful spots of a page or record are listed; empty in English."""
    if current_reader().half == "en":
        return ""
    return address_of("wording_spots", record)


@register.filter
def lang_of(spot: OpenSpot | JudgedSpot, tags: Mapping[str, str]) -> str:
    """Return the language a spot is read in, for `lang`."""
    return tags[spot.to if isinstance(spot, OpenSpot) else spot.decision.to]


@register.filter
def at(answers: Mapping[str, Any], key: str) -> Any:
    """Return what stands under a key, or nothing."""
    return answers.get(key, "")


@register.filter
def has_wrong(group: Group, wrong: Mapping[str, str]) -> bool:
    """Return whether an answer in a group is refused."""
    return any(one.key in wrong for one in group.spots)


@register.filter
def script_name(to: str) -> str:
    """Return what the readers of a script are called."""
    return str(WordingDecision.Script(to).label)


@register.filter
def tag_of(to: str) -> str:
    """Return a script's code for `lang`."""
    return tag(to)


@register.filter
def reader_address(effect: Effect) -> str:
    """Return where readers find a page or record."""
    thing = effect.thing
    return str((thing.get_url() if isinstance(thing, Page) else thing.get_absolute_url()) or "")
