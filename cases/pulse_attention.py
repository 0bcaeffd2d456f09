"""Guidance that new cases speak against, on the list of what needs attention."""

from collections.abc import Iterator
from itertools import islice

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases import pulse
from kb.attention import AttentionItem, AttentionSource, sources
from kb.language.reader import current_reader
from kb.language.reading import read
from kb.permissions import User


def find_contradicted(user: User, most: int) -> Iterator[AttentionItem]:
    """Yield the guidance this person answers for that new cases speak against.

    What nobody answers for waits for those who publish it.
    """
    open_now: dict[str, list[pulse.Against]] = {}
    for one in pulse.waiting(user):
        open_now.setdefault(one.row.target, []).append(one)
    mine = (
        (name, thing)
        for name, thing in pulse.things(open_now, user).items()
        if pulse.waits_for(thing, user)
    )
    for name, thing in islice(mine, most):
        newest = max(open_now[name], key=lambda one: (one.row.found_at, one.row.pk))
        yield AttentionItem(
            key=f"{name.replace(':', '-')}-{newest.row.pk}",
            kind=thing.kind,
            title=thing.title,
            url=f"{reverse('still_stands')}?about={name}",
            reason=_("A new case speaks against it: %(incident)s.")
            % {"incident": read(newest.lesson.incident.title, current_reader()).text},
            since=newest.row.found_at,
            weight=len(open_now[name]),
        )


def register() -> None:
    """Name what new cases speak against."""
    sources.register(
        AttentionSource(
            "contradicted",
            gettext_lazy("Guidance that new cases speak against"),
            gettext_lazy("Change it, or say why it still stands."),
            find_contradicted,
        )
    )
