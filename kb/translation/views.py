"""Screens of the desk: the board of all translations, and what changed in the source of one."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.models import Page, Revision
from wagtail_localize.models import Translation

from kb.history.differences import Segment, segments
from kb.history.seen import Seen
from kb.models.base import editable_pages
from kb.models.closed_pages import open_to
from kb.permissions import User
from kb.translation import changes
from kb.translation.adopting import adopt
from kb.translation.board import Line, altogether, coverage, lines
from kb.translation.matching import counterparts
from kb.translation.notices import label_of, may_be_read
from kb.translation.steps import CONTENT, State, Step, published, step_of
from kb.translation.tracking import Kind, Tracked, edits

PER_PAGE = 50
LONGEST = 100


# --- The board ----------------------------------------------------------------


@dataclass(frozen=True)
class Chosen:
    """What of the board somebody asked for."""

    state: str = ""
    source: str = ""
    section: str = ""
    words: str = ""

    def admits(self, line: Line) -> bool:
        """Return whether a page is asked for."""
        step = line.step
        titles = [page.draft_title for page in (step.source, step.target) if page is not None]
        return (
            self.state in ("", line.state)
            and self.source in ("", step.source_language.code)
            and self.section in ("", line.section)
            and (not self.words or any(self.words.casefold() in one.casefold() for one in titles))
        )

    def query(self, **other: str) -> str:
        """Return the query that asks for this, with something else in it."""
        given = {**vars(self), **other}
        return urlencode({name: value for name, value in given.items() if value})


def board(request: HttpRequest) -> HttpResponse:
    """How every page that this person may work on stands in its other language."""
    if not editable_pages(Page.objects.all(), request.user).exists():
        raise PermissionDenied
    every = lines(request.user)
    parts = coverage(every)
    chosen = _chosen(request, {part.section for part in parts})
    found = [line for line in every if chosen.admits(line)]
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("p"))
    numbers = {state: sum(line.state == state for line in every) for state in State}
    context = {
        "page": page,
        "chosen": chosen,
        "states": [(state, state.label, numbers[state]) for state in State],
        "sources": CONTENT,
        "sections": list({part.section: part.title for part in parts}.items()),
        "parts": parts,
        "whole": [whole for one in CONTENT if (whole := altogether(parts, one)).total],
        "may_translate": request.user.has_perm("wagtail_localize.submit_translation"),
        "query": chosen.query(),
    }
    return render(request, "kb/admin/translations.html", context)


def _chosen(request: HttpRequest, sections: set[str]) -> Chosen:
    given = request.GET
    state, source, section = (given.get(name, "") for name in ("state", "source", "section"))
    return Chosen(
        state if state in State.values else "",
        source if source in {one.code for one in CONTENT} else "",
        section if section in sections else "",
        given.get("words", "").replace("\0", "").strip()[:LONGEST],
    )


# --- One page -----------------------------------------------------------------


@dataclass(frozen=True)
class Row:
    """One passage that is behind: what changed, and what the translation says there."""

    place: int
    kind: Kind
    label: str
    difference: list[Segment]
    target: str
    edits: tuple[int, ...]


@dataclass(frozen=True)
class Edit:
    """One published version of the source that the translation does not follow yet."""

    version: int
    number: int
    at: Any
    by: str
    is_minor: bool
    passages: int


def translation(request: HttpRequest, page_id: int) -> HttpResponse:
    """How a page stands in its other language, and what can be done about it."""
    page = _page(page_id, request.user)
    step = step_of(page)
    if step is None:
        raise Http404
    if request.method == "POST":
        return _decide(request, page, step)
    seen = Seen(request.user)
    tracked = step.tracked if step.row else []
    target, source = step.target, step.source
    of_localize = (
        target
        and Translation.objects.filter(
            source__object_id=step.key, target_locale=target.locale_id
        ).first()
    )
    context = {
        "step": step,
        "shown": page,
        "rows": list(_rows(step, tracked, seen)) if tracked and target else [],
        "edits": _edits(step, [one for one in tracked if may_be_read(one, seen)]),
        "version": step.row.version if step.row else "",
        "may_edit_source": changes.may_change(source, request.user),
        "may_edit_target": changes.may_change(target, request.user),
        "may_translate": request.user.has_perm("wagtail_localize.submit_translation"),
        "of_localize": of_localize,
        "can_follow": bool(target and target.first_published_at and source.first_published_at),
        "State": State,
    }
    return render(request, "kb/admin/translation.html", context)


def _page(page_id: int, user: User) -> Page:
    """Return a page that this person may work on, in this language or the other; or Http404."""
    page = open_to(Page.objects.filter(depth__gt=1), user).filter(pk=page_id).first()
    if page is None:
        raise Http404
    versions = Page.objects.filter(translation_key=page.translation_key)
    if open_to(versions, user).count() != versions.count():
        raise Http404
    if not editable_pages(versions, user).exists():
        raise PermissionDenied
    return page


def _rows(step: Step, tracked: list[Tracked], seen: Seen) -> Any:
    """Yield the passages that are behind, edits that are minor included."""
    assert step.target is not None
    found = published(step.target)
    pairs = counterparts(tracked, found, step.source_language.half)
    model: Any = step.source.specific_class
    for place, one in enumerate(tracked):
        if one.edits and may_be_read(one, seen):
            text = found[pairs[place]].text if place in pairs else ""
            difference = list(segments(one.base or "", one.text or ""))
            yield Row(place, one.kind, label_of(model, one.path), difference, text, one.edits)


def _edits(step: Step, tracked: list[Tracked]) -> list[Edit]:
    """Return the edits the translation does not follow, oldest first."""
    versions = edits(tracked)
    rows = Revision.objects.filter(pk__in=versions).select_related("user")
    known = {row.pk: row for row in rows}
    found = []
    for number, version in enumerate(versions, 1):
        row = known.get(version)
        person = row.user if row else None
        by = (person.get_full_name() or person.get_username()) if person else ""
        concerned = sum(version in one.edits for one in tracked)
        at = row.created_at if row else None
        found.append(Edit(version, number, at, by, version in step.minor, concerned))
    return found


def _decide(request: HttpRequest, page: Page, step: Step) -> HttpResponse:
    """Do what a button of the page says, and come back."""
    action, user = request.POST.get("action", ""), request.user
    decisions: dict[str, Callable[[], object]] = {
        "caught-up": lambda: changes.mark_caught_up(step, user, _number(request, "version")),
        "passages": lambda: changes.mark_caught_up(
            step, user, _number(request, "version"), _passages(request)
        ),
        "minor": lambda: changes.mark_minor(step, user, _number(request, "edit") or 0),
        "not-minor": lambda: changes.mark_minor(
            step, user, _number(request, "edit") or 0, minor=False
        ),
        "detach": lambda: changes.detach(step, user),
        "attach": lambda: changes.attach(step, user),
        "source": lambda: changes.make_source(step, user),
        "adopt": lambda: adopt(step, user),
    }
    try:
        if action not in decisions:
            raise ValidationError(_("Nothing was changed: press one of the buttons."))
        decisions[action]()
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        messages.success(request, _DONE[action]())
    return redirect("translation_step", page.pk)


_DONE = {
    "caught-up": lambda: _("The translation counts as in step."),
    "passages": lambda: _("These passages count as in step."),
    "minor": lambda: _("The edit is minor: nothing waits for it."),
    "not-minor": lambda: _("The edit counts again."),
    "detach": lambda: _("Detached: the translation is compared by date only."),
    "attach": lambda: _("Attached: the translation is compared passage by passage again."),
    "adopt": lambda: _("From now on it is translated passage by passage; nothing of it changed."),
    "source": lambda: _("The other language is the source from now on."),
}


def _number(request: HttpRequest, name: str) -> int | None:
    given = request.POST.get(name, "")
    return int(given) if given.isascii() and given.isdigit() and len(given) < 19 else None


def _passages(request: HttpRequest) -> set[int]:
    """Return the places of the passages that were ticked; raises ValidationError without any."""
    given = request.POST.getlist("passage")
    found = {int(one) for one in given if one.isascii() and one.isdigit() and len(one) < 7}
    if not found:
        raise ValidationError(_("Tick the passages that are in step first."))
    return found


def address(page: Page) -> str:
    """Return where one sees how a page stands in its other language."""
    return reverse("translation_step", args=[page.pk])


urls = [
    path("translations/", board, name="translation_board"),
    path("translations/<int:page_id>/", translation, name="translation_step"),
]
