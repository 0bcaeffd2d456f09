"""Sources: what facts are known from, and everything each of them says."""

from typing import Any

from django.db.models import F, Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from cases.evidence import said_by_record
from cases.filters import SourceFilterSet
from cases.models import Citation, Organisation, Source
from cases.views import listing
from kb.backlinks import backlinks
from kb.records.reading import readable_or_redirect


def source_list(request: HttpRequest) -> HttpResponse:
    """The sources this reader may open, latest first."""
    if tidy := listing.tidy_redirect(request):
        return tidy
    user = request.user
    filters = SourceFilterSet(request.GET, Source.objects.visible_to(user), user)
    rows = filters.qs.order_by(F("published_start").desc(nulls_last=True), "pk")
    rows = rows.prefetch_related(Prefetch("outlet", Organisation.objects.visible_to(user)))
    page = listing.page_of(request, rows.defer("text"))
    return listing.show_list(request, "cases/source_list.html", filters, page)


def source(request: HttpRequest, slug: str) -> HttpResponse:
    """One source: what it is, how far to trust it, and everything it says."""
    user = request.user
    found = readable_or_redirect(Source, slug, user)
    if isinstance(found, str):
        return redirect(found, permanent=True)
    outlet: Any = Organisation.objects.visible_to(user).filter(pk=found.outlet_id).first()
    said = Citation.objects.filter(source=found).of_facts_shown_to(user).with_facts()
    page = listing.page_of(request, said)
    context = {
        "source": found,
        "outlet": outlet,
        "attachments": list(found.attachments.select_related("document").order_by("sort_order")),
        "page_obj": page,
        "groups": said_by_record(page.object_list),
        "backlinks": backlinks(found, user),
    }
    return render(request, "cases/source.html", context)
