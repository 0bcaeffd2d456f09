"""What an incident taught and where it is written up, in the reader's language."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q
from wagtail.models import Page

from cases.models import Incident, Lesson, WriteUp
from kb.language.reader import current_reader
from kb.models import PlaybookMeasure, Rule
from kb.models.closed_pages import open_to


@dataclass(frozen=True, slots=True)
class ShownPage:
    """A page, measure or rule that something points to."""

    title: Any
    url: str
    kind: Any


@dataclass(frozen=True, slots=True)
class ShownLesson:
    """A lesson with what it led to, as far as the reader may see that."""

    lesson: Any
    target: ShownPage | None


def lessons_and_write_ups(
    incident: Incident, request: Any
) -> tuple[list[ShownLesson], list[ShownPage]]:
    """Return what an incident taught, and the pages that write it up; at most four queries."""
    lessons = list(Lesson.objects.filter(incident=incident).order_by("sort_order", "pk"))
    return _shown(lessons, request, WriteUp.objects.filter(incident=incident))


def shown_lessons(lessons: Iterable[Lesson], request: Any) -> list[ShownLesson]:
    """Return lessons, of any incidents, with what they led to; at most three queries."""
    return _shown(list(lessons), request, WriteUp.objects.none())[0]


def _shown(
    lessons: list[Lesson], request: Any, written: Any
) -> tuple[list[ShownLesson], list[ShownPage]]:
    rules = {lesson.rule_id for lesson in lessons if lesson.rule_id}
    shown_rules = {
        rule.pk: ShownPage(rule.title, rule.get_absolute_url(), rule._meta.verbose_name)
        for rule in (Rule.objects.visible_to(request.user).filter(pk__in=rules) if rules else ())
    }
    measures = _measures({one.measure_key for one in lessons if one.measure_key})
    pages = _pages(
        {one.page_key for one in lessons if one.page_key}
        | {measure.phase.page.translation_key for measure in measures.values()},
        written,
        request,
    )
    shown = {
        page.translation_key: ShownPage(
            page.title, page.get_url(request) or "", page.specific_class._meta.verbose_name
        )
        for page in pages
    }
    write_ups = [shown[page.translation_key] for page in pages if page.is_write_up]
    return [
        ShownLesson(lesson, _target(lesson, shown_rules, measures, shown)) for lesson in lessons
    ], write_ups


def _target(
    lesson: Lesson,
    rules: dict[int, ShownPage],
    measures: dict[UUID, Any],
    pages: dict[UUID, ShownPage],
) -> ShownPage | None:
    if lesson.rule_id:
        return rules.get(lesson.rule_id)
    if lesson.page_key:
        return pages.get(lesson.page_key)
    measure = measures.get(lesson.measure_key) if lesson.measure_key else None
    page = pages.get(measure.phase.page.translation_key) if measure else None
    if measure is None or page is None:
        return None
    return ShownPage(
        measure.title, f"{page.url}#measure-{measure.translation_key}", measure._meta.verbose_name
    )


def _measures(keys: Iterable[UUID]) -> dict[UUID, Any]:
    """Return playbook measures by translation key, in the reader's language where there is one."""
    if not keys:
        return {}
    measures = PlaybookMeasure.objects.filter(translation_key__in=keys).select_related(
        "phase__page", "locale"
    )
    return _in_the_readers_language(measures)


def _pages(keys: Iterable[UUID], written: Any, request: Any) -> list[Any]:
    """Return the visible pages with these keys, and those of the write-ups `written`."""
    pages = (
        open_to(Page.objects.live(), request.user)
        .filter(Q(translation_key__in=keys) | Q(translation_key__in=written.values("page_key")))
        .annotate(is_write_up=Exists(written.filter(page_key=OuterRef("translation_key"))))
        .select_related("locale")
        .order_by("title", "pk")
    )
    return list(_in_the_readers_language(pages).values())


def _in_the_readers_language(rows: Iterable[Any]) -> dict[UUID, Any]:
    content = current_reader().content
    found: dict[UUID, Any] = {}
    for row in rows:
        if row.locale.language_code == content or row.translation_key not in found:
            found[row.translation_key] = row
    return found
