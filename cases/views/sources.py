"""Sources: what facts are known from, and everything each of them says."""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Prefetch, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy, ngettext
from wagtail.documents import get_document_model
from wagtail.images import get_image_model

from cases.actions.add_evidence import SHOWN
from cases.evidence import said_by_record
from cases.filters import SourceFilterSet
from cases.models import Citation, EvidenceUpload, Organisation, ProposalDecision, Source
from cases.views import listing
from cases.views.faceted import RecordList, Sort, answer
from kb.backlinks import backlinks
from kb.file_access import readable
from kb.models import RawDocument
from kb.permissions import User
from kb.records.reading import Moved, readable_or_redirect


def _shown(user: User) -> Any:
    outlets = Organisation.objects.visible_to(user)
    return lambda rows: rows.defer("text").prefetch_related(Prefetch("outlet", outlets))


SOURCES = RecordList(
    filters=SourceFilterSet,
    visible=lambda user: Source.objects.visible_to(user),
    shown=_shown,
    sorts={
        "newest": Sort(gettext_lazy("Newest"), listing.newest("published_start")),
        "oldest": Sort(gettext_lazy("Oldest"), listing.oldest("published_start")),
        "title": Sort(gettext_lazy("Title"), by_name=True),
        "added": Sort(gettext_lazy("Newly added"), listing.newly_added),
    },
    counted=lambda n: ngettext("%(total)s source", "%(total)s sources", n) % {"total": n},
    template="cases/source_list.html",
    rows="cases/rows/sources.html",
)


def source_list(request: HttpRequest) -> HttpResponse:
    """The sources this reader may open, narrowed by facets."""
    return answer(request, SOURCES)


def source(request: HttpRequest, slug: str) -> HttpResponse:
    """One source: what it is, how far to trust it, and everything it says."""
    user = request.user
    found = readable_or_redirect(Source, slug, user)
    if isinstance(found, Moved):
        return redirect(found, permanent=found.is_permanent)
    outlet: Any = Organisation.objects.visible_to(user).filter(pk=found.outlet_id).first()
    said = Citation.objects.filter(source=found).of_facts_shown_to(user).with_facts()
    page = listing.page_of(request, said)
    context = {
        "source": found,
        "outlet": outlet,
        "attachments": _readable_attachments(found, user),
        "page_obj": page,
        "groups": said_by_record(page.object_list),
        "backlinks": backlinks(found, user),
        "versions": _versions(found, user),
        "raw": _raw_documents(found, user),
    }
    return render(request, "cases/source.html", context)


def _versions(found: Any, user: User) -> Any:
    """Return the other versions of the same article that this person may read."""
    first = found.version_of_id or found.pk
    alike = Source.objects.visible_to(user).filter(Q(version_of=first) | Q(pk=first))
    return alike.exclude(pk=found.pk).order_by("pk")


def _raw_documents(found: Any, user: User) -> Any:
    """Return the raw documents a source was made of, for those who may work on them."""
    decisions = ProposalDecision.objects.visible_to(user).standing()
    made = decisions.filter(made_type=ContentType.objects.get_for_model(Source), made_id=found.pk)
    return RawDocument.objects.filter(pk__in=made.filter(kind="source").values("document"))


def _readable_attachments(found: Any, user: User) -> list[Any]:
    """Return the files of a source that this person may read, each with who added it and when.

    An image comes with `shown`, the smaller version that was made when it was added, if any.
    """
    documents = readable(get_document_model().objects.all(), user).values("pk")
    images = readable(get_image_model().objects.all(), user).values("pk")
    rows = found.attachments.filter(Q(document__in=documents) | Q(image__in=images))
    rows = list(rows.select_related("document", "image").order_by("sort_order"))
    shown: dict[int, Any] = {}
    for rendition in (
        get_image_model()
        .get_rendition_model()
        .objects.filter(image__in=[row.image_id for row in rows if row.image_id], filter_spec=SHOWN)
    ):
        shown[rendition.image_id] = rendition
    uploads = EvidenceUpload.objects.filter(source=found).select_related("added_by")
    added = {(one.document_id, one.image_id): one for one in uploads}
    for row in rows:
        row.shown = shown.get(row.image_id) if row.image_id else None
        row.added = added.get((row.document_id, row.image_id))
    return rows
