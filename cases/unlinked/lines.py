"""What stands beside a page or record for its editors: how many names in it lead nowhere."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.urls import reverse
from django.utils.translation import ngettext
from wagtail.models import Page

from cases.models import UnlinkedMention
from cases.unlinked.names import NAMED
from cases.unlinked.queue import PAGE, Wanted, waiting
from kb.desk_lines import DeskLine, DeskLineSource, sources
from kb.permissions import User, may_edit


def find(thing: Any, user: User) -> Iterator[DeskLine]:
    """Yield whom a thing names without a link, and where somebody is named without one."""
    kind = PAGE if isinstance(thing, Page) else str(thing._meta.model_name)
    rows = UnlinkedMention.objects.filter(
        content_type=ContentType.objects.get_for_model(thing), object_id=thing.pk
    )
    # Most things name nobody without a link: they are asked for no more than this.
    if rows.exists():
        of = f"{kind}-{thing.pk}"
        if number := waiting(user, Wanted(of=of)).count():
            told = ngettext(
                "It names %(number)d person or organisation that it does not link",
                "It names %(number)d people and organisations that it does not link",
                number,
            )
            yield _line(told, number, f"of={of}")
    if kind in NAMED and may_edit(user, type(thing)):
        named = UnlinkedMention.objects.filter(named_kind=kind, named=thing.pk)
        who = f"{kind}-{thing.pk}"
        if named.exists() and (number := waiting(user, Wanted(who=who)).count()):
            told = ngettext(
                "Named in %(number)d text without a link",
                "Named in %(number)d texts without a link",
                number,
            )
            yield _line(told, number, f"who={who}")


def _line(told: str, number: int, query: str) -> DeskLine:
    return DeskLine(told % {"number": number}, f"{reverse('unlinked_mentions')}?{query}")


def register() -> None:
    """Answer what the desk has for a thing."""
    sources.register(DeskLineSource("unlinked", find))
