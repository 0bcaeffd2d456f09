"""Screens of the desk: what is archived, and what holds a thing that somebody would delete."""

from typing import Any

from django.apps import apps
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.admin import messages
from wagtail.documents import get_document_model
from wagtail.documents.views.bulk_actions.delete import DeleteBulkAction as StockDeleteDocuments
from wagtail.documents.views.documents import DeleteView as DocumentDeleteView
from wagtail.images import get_image_model
from wagtail.images.views.bulk_actions.delete import DeleteBulkAction as StockDeleteImages
from wagtail.images.views.images import DeleteView as ImageDeleteView
from wagtail.models import Page

from kb import archiving
from kb.archived import archived_things, kinds
from kb.holders import PROTECTED
from kb.holding import holders_of
from kb.page_archive import pages_below, pages_of
from kb.permissions import User, is_administrator
from kb.records.usage import may_be_named

PER_PAGE = 50
# Of what holds a thing, as many are named as one can read.
NAMED = 30


def address_of(name: str, thing: Any) -> str:
    """Return the address of one of these screens for a thing."""
    meta = thing._meta
    return reverse(name, args=[meta.app_label, meta.model_name, thing.pk])


def editor_of(thing: Any) -> str:
    """Return where a thing is edited, empty where that is no place of its own."""
    meta = thing._meta
    if isinstance(thing, Page):
        return reverse("wagtailadmin_pages:edit", args=[thing.pk])
    if meta.app_label == "wagtailimages":
        return reverse("wagtailimages:edit", args=[thing.pk])
    if meta.app_label == "wagtaildocs":
        return reverse("wagtaildocs:edit", args=[thing.pk])
    if hasattr(thing, "snippet_viewset"):
        return reverse(thing.snippet_viewset.get_url_name("edit"), args=[thing.pk])
    return ""


def held(request: HttpRequest, app: str, model: str, pk: int) -> HttpResponse:
    """Why a thing cannot be deleted: what holds it, as far as this person may know."""
    thing = _thing(app, model, pk, request.user)
    holders = holders_of(thing)
    named = [one for one in holders if may_be_named(one, request.user)]
    context = {
        "thing": thing,
        "held": bool(holders),
        "holders": [
            (one, capfirst(one._meta.verbose_name), editor_of(one)) for one in named[:NAMED]
        ],
        "others": len(holders) > len(named),
        "more": len(named) > NAMED,
        "archive": _archive_address(thing, request.user),
        "edit_url": editor_of(thing),
    }
    return render(request, "kb/admin/held.html", context)


def archive(request: HttpRequest, app: str, model: str, pk: int) -> HttpResponse:
    """Ask, and archive a page or file with what goes with it."""
    thing = _thing(app, model, pk, request.user)
    if not archiving.may_archive_thing(thing, request.user) or archiving.is_archived(thing):
        raise PermissionDenied
    if request.method == "POST":
        archiving.archive(thing, request.user)
        messages.success(request, _("Archived."))
        return redirect("archived")
    versions = pages_of(thing) if isinstance(thing, Page) else []
    below = [one for version in versions for one in pages_below(version)]
    context = {
        "thing": thing,
        "translations": [one for one in versions if one.pk != thing.pk],
        "below": below[:NAMED],
        "below_total": len(below),
        "edit_url": editor_of(thing),
    }
    return render(request, "kb/admin/archive.html", context)


@require_POST
def restore(request: HttpRequest, app: str, model: str, pk: int) -> HttpResponse:
    """Show an archived thing again."""
    thing = _thing(app, model, pk, request.user)
    try:
        archiving.restore(thing, request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("Restored."))
    return redirect("archived")


def archived(request: HttpRequest) -> HttpResponse:
    """Everything archived that this person may work on, latest first, of one kind if chosen."""
    kind = request.GET.get("kind", "")
    things = archived_things(request.user, kind)
    page = Paginator(things, PER_PAGE).get_page(request.GET.get("p"))
    rows = [
        {
            "archived": one,
            "edit_url": editor_of(one.thing),
            "restore_url": address_of("restore", one.thing)
            if archiving.may_archive_thing(one.thing, request.user)
            else "",
        }
        for one in page.object_list
    ]
    context = {"rows": rows, "page": page, "kinds": kinds(request.user), "kind": kind}
    return render(request, "kb/admin/archived.html", context)


def _archive_address(thing: Any, user: User) -> str:
    """Return where somebody archives a thing instead, empty for those who may not."""
    if not archiving.can_be_archived(thing) or archiving.is_archived(thing):
        return ""
    if not archiving.may_archive_thing(thing, user):
        return ""
    if hasattr(thing, "snippet_viewset"):
        return reverse(thing.snippet_viewset.get_url_name("archive"), args=[thing.pk])
    return address_of("archive", thing)


def _thing(app: str, model: str, pk: int, user: Any) -> Any:
    """Return a thing that this person may work on; raises Http404."""
    try:
        kind: Any = apps.get_model(app, model)
    except LookupError as error:
        raise Http404 from error
    found = issubclass(kind, PROTECTED) and kind._default_manager.filter(pk=pk).first()
    if not found or not may_work_on(found, user):
        raise Http404
    return getattr(found, "specific", found)


def may_work_on(thing: Any, user: User) -> bool:
    """Return whether a thing may be named to somebody, and is theirs to change."""
    if not may_be_named(thing, user):
        return False
    if isinstance(thing, archiving.FILES):
        return archiving.may_archive_thing(thing, user)
    if isinstance(thing, Page):
        return bool(thing.specific.permissions_for_user(user).can_edit())
    change = f"{thing._meta.app_label}.change_{thing._meta.model_name}"
    return is_administrator(user) or bool(user.has_perm(change))  # type: ignore[union-attr]


def _unless_held(stock: Any, model: Any) -> Any:
    """Return a view of Wagtail that deletes a file, behind the question what holds it."""

    def view(request: HttpRequest, pk: int) -> Any:
        thing = model.objects.filter(pk=pk).first()
        if thing is not None and may_work_on(thing, request.user) and holders_of(thing):
            return redirect(address_of("held", thing))
        return stock(request, **{stock.view_class.pk_url_kwarg: pk})

    return view


class HeldFirst:
    """Mixin of the bulk actions that delete files: what is held leads to the reasons."""

    def prepare_action(self, objects: list[Any], objects_without_access: Any) -> Any:
        """Refuse with the first thing that something holds."""
        for thing in objects:
            if holders_of(thing):
                return redirect(address_of("held", thing))
        return super().prepare_action(objects, objects_without_access)  # type: ignore[misc]


class DeleteImages(HeldFirst, StockDeleteImages):
    """Deletes images that nothing holds."""


class DeleteDocuments(HeldFirst, StockDeleteDocuments):
    """Deletes documents that nothing holds."""


delete_image = _unless_held(ImageDeleteView.as_view(), get_image_model())
delete_document = _unless_held(DocumentDeleteView.as_view(), get_document_model())

_ONE = "<slug:app>/<slug:model>/<int:pk>/"
urls = [
    # Before Wagtail's own: files have no hook that could refuse.
    path("images/<int:pk>/delete/", delete_image, name="delete_unheld_image"),
    path("documents/delete/<int:pk>/", delete_document, name="delete_unheld_document"),
    path("archived/", archived, name="archived"),
    path(f"held/{_ONE}", held, name="held"),
    path(f"archive/{_ONE}", archive, name="archive"),
    path(f"restore/{_ONE}", restore, name="restore"),
]
