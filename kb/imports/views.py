"""The pages on which files come in, are read, and are found again."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import F
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kb.holding import Held
from kb.imports import acts
from kb.imports.forms import ImportForm, RenameForm
from kb.imports.lists import (
    Numbers,
    beginnings,
    found_imports,
    of_state,
    shown_documents,
    with_numbers,
)
from kb.imports.reading import read_waiting
from kb.imports.storing import start_import
from kb.models.imports import Import, RawDocument
from kb.permissions import may_edit

PER_PAGE = 20
DOCUMENTS_PER_PAGE = 50
# Of files that wait, and of archives, a page names so many.
FILES_SHOWN = 50
# For what is so small that it is read while its editor waits.
SECONDS_AT_ONCE = 4.0

View = Callable[..., HttpResponse]


def importers_only(view: View) -> View:
    """Return a view that is not there for those who may not import."""

    @never_cache
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not may_edit(request.user, Import):
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


@importers_only
@require_safe
def import_list(request: HttpRequest) -> HttpResponse:
    """The imports this person may see, newest first, found by title and names of files."""
    words = request.GET.get("q", "").replace("\0", "").strip()[:200]
    page = Paginator(found_imports(request.user, words), PER_PAGE).get_page(request.GET.get("page"))
    context = {"rows": with_numbers(page.object_list), "page_obj": page, "words": words}
    return render(request, "kb/imports/list.html", context)


@importers_only
@require_http_methods(["GET", "HEAD", "POST"])
def import_new(request: HttpRequest) -> HttpResponse:
    """Paste, or choose files: they become an import that is read at once or by the worker."""
    if request.method != "POST":
        return render(request, "kb/imports/new.html", {"form": ImportForm(user=request.user)})
    form = ImportForm(request.POST, request.FILES, user=request.user)
    if not form.is_valid():
        return render(request, "kb/imports/new.html", {"form": form}, status=400)
    how = form.audience_of()
    batch = start_import(request.user, form.came(), title=form.import_title(), **how)
    if form.is_small:
        read_waiting(SECONDS_AT_ONCE, batch)
    return redirect("import_batch", batch.pk)


@importers_only
@require_safe
def import_batch(request: HttpRequest, pk: int) -> HttpResponse:
    """One import: how far it is, its files and what came of each, and what may be done with it."""
    return _shown(request, _visible(request, pk))


def _states(numbers: Numbers) -> list[tuple[str, str, int]]:
    """Return the states that documents of an import are in: key, words, how many."""
    words = {
        "read": _("Read"),
        "picture": _("Pictures"),
        "before": _("Came before"),
        "refused": _("Refused"),
    }
    found = [(key, label, getattr(numbers, key)) for key, label in words.items()]
    return [row for row in found if row[2]]


def _shown(
    request: HttpRequest, batch: Any, rename: RenameForm | None = None, status: int = 200
) -> HttpResponse:
    state = request.GET.get("state", "")
    documents = of_state(RawDocument.objects.filter(file__batch=batch), state)
    page = Paginator(beginnings(documents), DOCUMENTS_PER_PAGE).get_page(request.GET.get("page"))
    numbers = with_numbers([batch])[0][1]
    files = batch.files.order_by("number").defer("content")
    archives = files.filter(documents__isnull=False).exclude(documents__content=F("content"))
    context = {
        "batch": batch,
        "numbers": numbers,
        "states": _states(numbers),
        "state": state,
        "documents": shown_documents(page.object_list, request.user),
        "page_obj": page,
        "waiting": files.filter(read_at=None)[:FILES_SHOWN],
        "archives": archives.distinct()[:FILES_SHOWN],
        "groups": batch.audience_groups.order_by("name"),
        "may_remove": acts.may_remove(batch, request.user),
        "form": rename or RenameForm(initial={"title": batch.title}),
    }
    return render(request, "kb/imports/batch.html", context, status=status)


@importers_only
@require_POST
def import_cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """Leave unread what is not read yet."""
    batch = _visible(request, pk)
    if acts.cancel(batch, request.user):
        messages.success(request, _("Cancelled. What is read stays; the other files stay unread."))
    else:
        messages.info(request, _("Nothing was going on any more."))
    return redirect("import_batch", batch.pk)


@importers_only
@require_POST
def import_go_on(request: HttpRequest, pk: int) -> HttpResponse:
    """Read what a cancelled import left unread."""
    batch = _visible(request, pk)
    if acts.go_on(batch, request.user):
        messages.success(request, _("It goes on."))
    else:
        messages.info(request, _("It was not cancelled any more."))
    return redirect("import_batch", batch.pk)


@importers_only
@require_POST
def import_rename(request: HttpRequest, pk: int) -> HttpResponse:
    """Call an import something else."""
    batch = _visible(request, pk)
    form = RenameForm(request.POST)
    if not form.is_valid():
        return _shown(request, batch, form, status=400)
    acts.rename(batch, request.user, form.cleaned_data["title"])
    messages.success(request, _("Renamed."))
    return redirect("import_batch", batch.pk)


@importers_only
@require_http_methods(["GET", "HEAD", "POST"])
def import_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Remove an import nothing was made from; asks first."""
    batch = _visible(request, pk)
    if not acts.may_remove(batch, request.user):
        raise Http404
    if request.method != "POST":
        numbers = with_numbers([batch])[0][1]
        return render(request, "kb/imports/remove.html", {"batch": batch, "numbers": numbers})
    try:
        acts.remove(batch, request.user)
    except Held:
        messages.error(
            request, _("Something was made from this import: it stays, so that this can be told.")
        )
        return redirect("import_batch", batch.pk)
    messages.success(request, _("The import was removed."))
    return redirect("import_list")


def _visible(request: HttpRequest, pk: int) -> Any:
    imports = Import.objects.visible_to(request.user).select_related("made_by")
    return get_object_or_404(imports, pk=pk)
