"""Statements: the words as they were said, or are to be said."""

from django.db.models import F, Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language

from cases.actors import actor_keys, attach_visible
from cases.filters import StatementFilterSet
from cases.models import Incident, Organisation, Person, Response, Statement
from cases.views import listing
from kb.backlinks import backlinks
from kb.language.codes import language
from kb.language.detection import script_of
from kb.language.reading import in_script
from kb.records.reading import readable_or_redirect


def statement_list(request: HttpRequest) -> HttpResponse:
    """The statements this reader may see, latest first."""
    if tidy := listing.tidy_redirect(request):
        return tidy
    user = request.user
    visible = Statement.objects.visible_to(user)
    filters = StatementFilterSet(request.GET, visible, user)
    rows = filters.qs.order_by(F("said_start").desc(nulls_last=True), "pk")
    rows = rows.select_related("channel").prefetch_related(
        Prefetch("person", Person.objects.visible_to(user)),
        Prefetch("organisation", Organisation.objects.visible_to(user)),
        Prefetch("incident", Incident.objects.visible_to(user)),
    )
    page = listing.page_of(request, rows)
    return listing.show_list(request, "cases/statement_list.html", filters, page)


def statement(request: HttpRequest, slug: str) -> HttpResponse:
    """One statement: its words, who said them, where they were used."""
    user = request.user
    found = readable_or_redirect(Statement, slug, user, "channel", "state_by")
    if isinstance(found, str):
        return redirect(found, permanent=True)
    attach_visible(user, actor_keys([found]))
    about = Incident.objects.visible_to(user).filter(pk=found.incident_id).first()
    used = Response.objects.filter(statements=found).shown_to(user).latest_first()
    reads = language(get_language())
    chinese = reads if reads.half == "zh" else script_of(found.words.zh)
    context = {
        "statement": found,
        "chinese": in_script(found.words.zh, reads),
        "chinese_tag": chinese.tag,
        "about": about,
        "topics": list(found.topics.all()),
        "used": list(used.select_related("incident", "channel")),
        "backlinks": backlinks(found, user),
    }
    return render(request, "cases/statement.html", context)
