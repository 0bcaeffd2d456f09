"""Guidance with a pulse: what newly published incidents contradict, until its owner has answered.

A thing is amber for those who may see an incident that speaks against it, and for nobody else.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from wagtail.models import Page

from cases.choices import LessonStance
from cases.lessons import TargetKind, visible_lessons
from cases.models import Contradiction, Lesson
from kb.language.reader import current_reader
from kb.models import PlaybookMeasure, PlaybookPage, Rule
from kb.models.base import ReviewedPage
from kb.models.closed_pages import open_to
from kb.permissions import User, is_administrator, is_signed_in, may
from kb.pulse import PulseSource, name_of, sources


def target_of(lesson: Lesson) -> str:
    """Return what a lesson names, as contradictions do; nothing when it names nothing."""
    if lesson.rule_id:
        return f"{TargetKind.RULE}:{lesson.rule_id}"
    if lesson.page_key:
        return f"{TargetKind.PAGE}:{lesson.page_key}"
    return f"{TargetKind.MEASURE}:{lesson.measure_key}" if lesson.measure_key else ""


@dataclass(frozen=True)
class Against:
    """A contradiction with the lesson it comes from, with its incident."""

    row: Contradiction
    lesson: Lesson


def shown(rows: Any, user: User) -> list[Against]:
    """Return contradictions whose incident this person may see and whose lesson still says so."""
    by_key: dict[UUID, list[Contradiction]] = {}
    for row in rows.select_related("answered_by"):
        by_key.setdefault(row.lesson_key, []).append(row)
    if not by_key:
        return []
    lessons = visible_lessons(user).filter(key__in=list(by_key), stance=LessonStance.CONTRADICTS)
    return [
        Against(row, lesson)
        for lesson in lessons.select_related("incident")
        for row in by_key[lesson.key]
        if row.target == target_of(lesson)
    ]


def waiting(user: User) -> list[Against]:
    """Return all open contradictions that this person may know of; two queries, else one."""
    return shown(Contradiction.objects.filter(answered_at=None), user)


def against(user: User) -> Mapping[str, int]:
    """Return how many there are, by what they contradict."""
    return Counter(one.row.target for one in waiting(user))


@dataclass(frozen=True)
class Thing:
    """What is contradicted, in the reader's language; `page` is the page of a measure, too."""

    name: str
    title: Any
    url: str
    kind: Any
    record: Any
    page: Any = None

    @property
    def owner(self) -> Any:
        """Who answers for it."""
        return self.record.responsible if self.page is None else self.page.responsible


def things(names: Iterable[str], user: User) -> dict[str, Thing]:
    """Return the things of these names that this person may see, by name; at most five queries."""
    wanted: dict[str, set[str]] = {}
    for name in names:
        kind, _colon, key = name.partition(":")
        wanted.setdefault(kind, set()).add(key)
    found: dict[str, Thing] = {}
    if pks := wanted.get(TargetKind.RULE):
        rules = Rule.objects.visible_to(user).filter(pk__in=pks).select_related("responsible")
        for rule in rules:
            url, kind = rule.get_absolute_url(), rule._meta.verbose_name
            found[name_of(rule)] = Thing(name_of(rule), rule.title, url, kind, rule)
    measures: list[Any] = []
    if keys := wanted.get(TargetKind.MEASURE):
        measures = list(
            PlaybookMeasure.objects.filter(translation_key__in=keys).select_related(
                "phase__page", "locale"
            )
        )
    page_keys = {str(one.phase.page.translation_key) for one in measures}
    pages = _pages(page_keys | wanted.get(TargetKind.PAGE, set()), user)
    for key in wanted.get(TargetKind.PAGE, ()):
        if page := pages.get(key):
            url, kind = page.get_url() or "", page._meta.verbose_name
            found[name_of(page)] = Thing(name_of(page), page.title, url, kind, page, page)
    for measure in measures:
        page = pages.get(str(measure.phase.page.translation_key))
        name = name_of(measure)
        if page is None or (name in found and page.pk != measure.phase.page_id):
            continue
        url = f"{page.get_url()}#measure-{measure.translation_key}"
        kind = measure._meta.verbose_name
        found[name] = Thing(name, measure.title, url, kind, measure, page)
    return found


def _pages(keys: set[str], user: User) -> dict[str, Any]:
    """Return the pages with these keys that this person may see, in the reader's language first."""
    if not keys:
        return {}
    content = current_reader().content
    found: dict[str, Any] = {}
    pages = open_to(Page.objects.live(), user).filter(translation_key__in=keys)
    for page in pages.select_related("locale").order_by("pk"):
        key = str(page.translation_key)
        if page.locale.language_code == content or key not in found:
            found[key] = page.specific
    return found


def thing_of(name: str, user: User) -> Thing | None:
    """Return the thing of a name that somebody typed; None when this person has none such."""
    kind, _colon, key = name.partition(":")
    if kind == TargetKind.RULE:
        name = name if key.isascii() and key.isdigit() and len(key) < 19 else ""
    elif kind in TargetKind.values:
        try:
            name = f"{kind}:{UUID(key)}"
        except ValueError:
            name = ""
    return things([name], user).get(name) if name else None


def may_answer(thing: Thing, user: User) -> bool:
    """Return whether this person says that something still stands: its owner, or who publishes."""
    if not is_signed_in(user):
        return False
    if is_administrator(user) or (thing.owner is not None and thing.owner.pk == user.pk):
        return True
    if thing.page is None:
        return may(user, "publish", Rule)
    return bool(thing.page.permissions_for_user(user).can_publish())


def waits_for(thing: Thing, user: User) -> bool:
    """Return whether it is this person who is to answer: its owner, without one who publishes."""
    owner = thing.owner
    if owner is not None and owner.is_active:
        return bool(owner.pk == user.pk)
    return may_answer(thing, user)


def said_by(target: str) -> str:
    """Return a digest of what a measure says now, in both languages; nothing for other things."""
    kind, _colon, key = target.partition(":")
    if kind != TargetKind.MEASURE:
        return ""
    columns = ("title", "solution", "advantages", "drawbacks", "steps")
    rows = PlaybookMeasure.objects.filter(translation_key=key).order_by("locale_id", "pk")
    return hashlib.sha256(repr(list(rows.values_list(*columns))).encode()).hexdigest()


def concerned(thing: Any) -> list[str]:
    """Return the names under which contradictions of a published rule or page stand."""
    names = [name_of(thing)]
    if isinstance(thing, PlaybookPage):
        measures = PlaybookMeasure.objects.filter(phase__page=thing.pk)
        names += [name_of(measure) for measure in measures]
    return names


def is_answerable(thing: Any) -> bool:
    """Return whether something may be contradicted at all."""
    return isinstance(thing, (Rule, ReviewedPage))


def register() -> None:
    """Tell the knowledge base what cases contradict."""
    sources.register(PulseSource("cases", against))
