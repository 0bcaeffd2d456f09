"""Statements: the words as they were said, or are to be said."""

from typing import Any

from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy, ngettext

from cases.actions.from_statement import may_use
from cases.actions.override import stopped
from cases.actions.statement_state import moves
from cases.actors import actor_keys, attach_visible
from cases.choices import StatementState
from cases.filters import StatementFilterSet
from cases.models import Incident, Organisation, Person, Response, Statement
from cases.precedents.prefilled import like_statement
from cases.views import listing
from cases.views.faceted import RecordList, Sort, answer
from cases.writings import writings_of
from kb.backlinks import backlinks
from kb.language.detection import script_of
from kb.language.reader import current_reader
from kb.language.reading import in_script
from kb.permissions import User
from kb.records.reading import Moved, readable_or_redirect


def _shown(user: User) -> Any:
    return lambda rows: rows.select_related("channel").prefetch_related(
        Prefetch("person", Person.objects.visible_to(user)),
        Prefetch("organisation", Organisation.objects.visible_to(user)),
        Prefetch("incident", Incident.objects.visible_to(user)),
    )


STATEMENTS = RecordList(
    filters=StatementFilterSet,
    visible=lambda user: Statement.objects.visible_to(user),
    shown=_shown,
    sorts={
        "newest": Sort(gettext_lazy("Newest"), listing.newest("said_start")),
        "oldest": Sort(gettext_lazy("Oldest"), listing.oldest("said_start")),
        "title": Sort(gettext_lazy("Title"), by_name=True),
    },
    counted=lambda n: ngettext("%(total)s statement", "%(total)s statements", n) % {"total": n},
    template="cases/statement_list.html",
    rows="cases/rows/statements.html",
)


def statement_list(request: HttpRequest) -> HttpResponse:
    """The statements this reader may see, narrowed by facets."""
    return answer(request, STATEMENTS)


def statement(request: HttpRequest, slug: str) -> HttpResponse:
    """One statement: its words, who said them, where they were used."""
    user = request.user
    found = readable_or_redirect(Statement, slug, user, "channel", "state_by")
    if isinstance(found, Moved):
        return redirect(found, permanent=found.is_permanent)
    attach_visible(user, actor_keys([found]))
    about = Incident.objects.visible_to(user).filter(pk=found.incident_id).first()
    used = Response.objects.filter(statements=found).shown_to(user).latest_first()
    decides = moves(found, user)
    reads = current_reader()
    chinese = reads if reads.half == "zh" else script_of(found.words.zh)
    context = {
        "statement": found,
        "chinese": in_script(found.words.zh, reads),
        "chinese_tag": chinese.tag,
        "about": about,
        "topics": list(found.topics.all()),
        "writings": writings_of(found),
        "moves": [(one, StatementState(one).label) for one in decides],
        "stopped": stopped(found, user) if decides else [],
        "overrides": found.overrides.select_related("made_by") if decides else [],
        "precedents": like_statement(found).query(),
        "usable": may_use(found, user),
        "drafted": _drafted_words(found, user),
        "made_from": Statement.objects.visible_to(user).filter(pk=found.made_from_id).first(),
        "used": list(used.select_related("incident", "channel")),
        "backlinks": backlinks(found, user),
    }
    return render(request, "cases/statement.html", context)


def _drafted_words(found: Any, user: User) -> Any:
    """Return the words of a newer draft, for those who work on it; None without other words."""
    if not found.has_unpublished_changes:
        return None
    if not Statement.objects.editable_by(user).filter(pk=found.pk).exists():
        return None
    words = found.get_latest_revision_as_object().words
    return None if words == found.words else words
