"""Lessons: what cases speak for and against, by what they name."""

from typing import Any
from uuid import UUID

from django.db.models import F, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django_htmx.http import push_url

from cases.choices import LessonStance
from cases.guidance import shown_lessons
from cases.lessons import COLUMNS, TargetKind, about, attach_outcomes, visible_lessons
from cases.models import Lesson
from cases.views import listing
from kb.models import Rule


def lesson_list(request: HttpRequest) -> HttpResponse:
    """The lessons of incidents this reader may see, narrowed by stance and what they name."""
    refined = bool(request.htmx) and not request.htmx.history_restore_request  # type: ignore[attr-defined]
    if refined:
        request.GET = listing.without_empty(request.GET)  # type: ignore[assignment]
        request.META["QUERY_STRING"] = request.GET.urlencode()
    elif tidy := listing.tidy_redirect(request):
        return tidy
    chosen, notices = _chosen(request)
    lessons = _narrowed(visible_lessons(request.user), chosen, request)
    ordered = lessons.select_related("incident").order_by(
        F("read_on").desc(nulls_last=True), F("incident__began_start").desc(nulls_last=True), "pk"
    )
    page = listing.page_of(request, ordered)
    rows = list(page.object_list)
    attach_outcomes(rows, request.user)
    context = {
        "chosen": chosen,
        "kinds": TargetKind.choices,
        "stances": LessonStance.choices,
        "about": _about(chosen.get("about", ""), request),
        "page_obj": page,
        "shown": shown_lessons(rows, request),
        "notices": [*notices, *listing.page_number(request)[1]],
        "without_about": listing.with_query(request, listing.query_of({**chosen, "about": ""})),
    }
    template = "cases/components/lesson_list_results.html" if refined else "cases/lesson_list.html"
    response = render(request, template, context)
    patch_vary_headers(response, ["HX-Request"])
    if not refined:
        return response
    return push_url(response, listing.with_query(request, listing.query_of(chosen)))


def _chosen(request: HttpRequest) -> tuple[dict[str, str], list[str]]:
    """Return the usable values of the address, and a sentence for each that is not."""
    chosen: dict[str, str] = {}
    notices = []
    labels = {"kind": _("What it names"), "stance": _("Stance"), "about": _("About")}
    for name, label in labels.items():
        value = request.GET.get(name, "")
        if value and _is_known(name, value, request):
            chosen[name] = value
        elif value:
            sentence = _("The filter “%(filter)s” has no value “%(value)s”: it was left out.")
            shown = {"filter": label, "value": listing.shortened(value)}
            notices.append(sentence % shown)
    return chosen, notices


def _is_known(name: str, value: str, request: HttpRequest) -> bool:
    if name == "kind":
        return value in TargetKind.values
    if name == "stance":
        return value in LessonStance.values
    return _named(value, request) is not None


def _named(value: str, request: HttpRequest) -> Q | None:
    """Return the condition that a lesson names one thing; None when the reader has none such."""
    kind, _colon, key = value.partition(":")
    if kind not in TargetKind.values:
        return None
    column = COLUMNS[TargetKind(kind)]
    if kind == TargetKind.RULE:
        rule = Rule.objects.visible_to(request.user).filter(slug=key[:100].replace("\0", ""))
        pk = rule.values_list("pk", flat=True).first()
        return Q(rule=pk) if pk else None
    try:
        named = Q(**{column: UUID(key)})
    except ValueError:
        return None
    return named & about(kind, request.user)


def _narrowed(lessons: Any, chosen: dict[str, str], request: HttpRequest) -> Any:
    if kind := chosen.get("kind"):
        lessons = lessons.filter(about(kind, request.user))
    if stance := chosen.get("stance"):
        lessons = lessons.filter(stance=stance)
    if named := _named(chosen.get("about", ""), request):
        lessons = lessons.filter(named)
    return lessons


def _about(value: str, request: HttpRequest) -> Any:
    """Return what the lessons are narrowed to, as its readers see it; None without."""
    if not value:
        return None
    kind, _colon, key = value.partition(":")
    if kind == TargetKind.RULE:
        rule = Rule.objects.visible_to(request.user).filter(slug=key).first()
        probe = Lesson(rule=rule)
    else:
        probe = Lesson(**{COLUMNS[TargetKind(kind)]: UUID(key)})
    return shown_lessons([probe], request)[0].target
