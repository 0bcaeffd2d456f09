"""What somebody types may be there already: likely records, found while the form is filled in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from cases.duplicates.judging import judge
from cases.duplicates.keys import keys_of
from cases.duplicates.loading import MODELS, profiles
from cases.duplicates.profile import QUEUE, TYPING, Profile
from cases.duplicates.reasons import Told, in_words, likeness
from cases.duplicates.titled import judge_incidents
from cases.models import Event, LikenessKey
from kb.permissions import User
from kb.records.spans import Span, parse_typed

MOST = 5
_LOOKED_AT = 60
_LONGEST = 500
_ALIAS = re.compile(r"^aliases-\d+-text$")
# The fields a form may send, besides other names.
FIELDS = {
    "person": ("name_en", "name_zh"),
    "organisation": ("name_en", "name_zh", "kind"),
    "source": ("title_en", "title_zh", "kind", "address", "author", "published"),
    "incident": ("title_en", "title_zh", "title", "began"),
}
_NAMES = ("name_en", "name_zh", "title_en", "title_zh", "title", "what")
# The field of a form that says which likely records were shown before it was sent.
SEEN = "likely_seen"


@dataclass(frozen=True)
class Like:
    """A record that may be what is typed."""

    record: Any
    score: int
    reasons: list[Told]

    @property
    def likeness(self) -> str:
        """How likely it is, in a word."""
        return likeness(self.score)


def _time(text: str) -> Span:
    try:
        return parse_typed(text)
    except ValueError:
        # Half typed: nothing is known yet.
        return Span()


def typed(kind: str, data: Mapping[str, Any], prefix: str = "", pk: int = 0) -> Profile:
    """Return what is typed in a form as a profile; `pk` is the record's own, 0 for a new one."""

    def one(name: str) -> str:
        value = data.get(f"{prefix}{name}", "")
        return value[:_LONGEST].strip() if isinstance(value, str) else ""

    when = _time(one("published") or one("began") or one("when"))
    others = [str(data[name])[:_LONGEST] for name in data if _ALIAS.match(name)]
    return Profile(
        kind,
        pk,
        titles=tuple(text for name in _NAMES if (text := one(name))),
        others=tuple(text for text in others if text.strip()),
        sort=one("kind"),
        address=one("address"),
        author=one("author"),
        start=when.start,
        end=when.end,
    )


def likely(profile: Profile, among: Any, least: int = TYPING) -> list[Like]:
    """Return what a typed record may be, likeliest first, among the records of a queryset.

    That starts at what somebody may see or work on: what is not in it takes nobody's place.
    """
    if not profile.titles and not profile.address:
        return []
    keyed = LikenessKey.objects.filter(kind=profile.kind, key__in=keys_of(profile))
    rows = among.filter(pk__in=keyed.values("record"), archived_at=None).exclude(pk=profile.pk)
    records = {row.pk: row for row in rows.order_by("-pk")[:_LOOKED_AT]}
    found = []
    for pk, other in profiles(profile.kind, list(records)).items():
        judgement = judge(profile, other)
        if judgement.score >= least:
            found.append(Like(records[pk], judgement.score, in_words(judgement, {})))
    return _best(found)


def likely_events(incident: Any, text: str, when: str, user: User) -> list[Like]:
    """Return the events of an incident, as this person sees it, that may be the one typed."""
    mine = typed("incident", {"what": text, "when": when})
    found = []
    for event in Event.objects.of(incident, user):
        span = event.when
        other = Profile("incident", titles=(*filter(None, (event.what_en, event.what_zh)),))
        other = Profile("incident", titles=other.titles, start=span.start, end=span.end)
        judgement = judge_incidents(mine, other)
        if judgement.score >= QUEUE:
            found.append(Like(event, judgement.score, in_words(judgement, {})))
    return _best(found)


def _best(found: Iterable[Like]) -> list[Like]:
    return sorted(found, key=lambda like: (-like.score, like.record.pk))[:MOST]


def unseen(found: list[Like], seen: str) -> list[Like]:
    """Return what was not shown yet, given the numbers a form sends back."""
    known = set(seen.split(","))
    return [like for like in found if str(like.record.pk) not in known]


def alike(model: type[Any], data: Mapping[str, Any], prefix: str, user: User) -> list[Any]:
    """Return the records a short form of a kind may mean, for `kb.records.namesakes`."""
    kind = str(model._meta.model_name)
    if kind not in MODELS:
        return []
    start = f"{prefix}-" if prefix else ""
    found = likely(typed(kind, data, start), MODELS[kind].objects.editable_by(user), QUEUE)
    return [like.record for like in found]
