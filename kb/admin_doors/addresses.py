"""Addresses of the admin that name a page, a file or a record by its number: 404 for the unknown.

Records have a door of their own (`kb/records/doors.py`); here are Wagtail's and its extensions'
views of pages and files, which ask for rights on the kind at most.
"""

from collections.abc import Callable, Iterator
from typing import Any

from django.apps import apps
from django.db.models import ProtectedError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBadRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import ResolverMatch
from django.utils.datastructures import MultiValueDictKeyError
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page, Revision
from wagtail_localize.models import TranslationSource

from kb.admin_doors.known import holds_unknown, kinds, known
from kb.holding import Held
from kb.permissions import is_administrator, is_signed_in

Named = tuple[Any, Any]  # a kind of thing and the key of one

# Arguments of addresses that are the key of a page, wherever they stand.
PAGES = ("page_id", "parent_page_id", "page_to_move_id", "destination_id", "page_pk")
# Namespaces whose `pk`, or `id` in the query, is the key of a page or file.
PK_OF = {
    "wagtailadmin_pages": Page,
    "wagtailadmin_api": Page,
    "wagtailimages_chooser": get_image_model(),
    "wagtaildocs_chooser": get_document_model(),
}
FILES = {
    "document_id": get_document_model(),
    "doc_id": get_document_model(),
    "image_id": get_image_model(),
}
PK_OF_NAME = {
    "delete_unheld_image": get_image_model(),
    "delete_unheld_document": get_document_model(),
}
CHOSEN_PAGES = "wagtailadmin_choose_page_chosen_multiple"
# They tell of a page, not what it says.
ABOUT_A_PAGE = ("explore", "choose_page", "add_subpage", "set_privacy")


class AdminDoorMiddleware:
    """Lets nobody through to what they may not know of."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: Any, kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        """Answer 404 for the unknown, and lead back from a page that holds something unknown."""
        match = request.resolver_match
        user: Any = request.user
        if match is None or not match.route.startswith("admin/") or is_administrator(user):
            return None
        if not (is_signed_in(user) and user.has_perm("wagtailadmin.access_admin")):
            # They are led to sign-in, whatever the address names: a 404 would tell what is there.
            return None
        for model, key in _named(match, request):
            if not issubclass(model, tuple(kinds())):
                continue
            if not str(key).isdigit():
                raise Http404
            found = known(model, request.user).filter(pk=key)
            if not found.exists():
                raise Http404
            if issubclass(model, Page) and _says_more(match) and _holds_unknown(found, request):
                messages.error(
                    request,
                    _(
                        "This page quotes, shows or links to something that is kept from you: "
                        "it is worked on by those who may see all of it."
                    ),
                )
                return redirect("wagtailadmin_home")
        return None

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Answer 400 to a form of Wagtail's without one of its fields, or deleting what is held."""
        match = request.resolver_match
        if match is None or not match.route.startswith("admin/"):
            return None
        if isinstance(error, MultiValueDictKeyError):
            return HttpResponseBadRequest(_("The form was sent without one of its fields."))
        if isinstance(error, ProtectedError) and not isinstance(error, Held):
            return HttpResponseBadRequest(_("Not deleted: it is in use. Archive it instead."))
        return None


def _named(match: ResolverMatch, request: HttpRequest) -> Iterator[Named]:
    """Yield every page, file or record that an address names."""
    given = match.kwargs
    yield from ((Page, given[name]) for name in PAGES if name in given)
    yield from ((model, given[name]) for name, model in FILES.items() if name in given)
    name = match.namespaces[0] if match.namespaces else ""
    if model := PK_OF.get(name) or PK_OF_NAME.get(str(match.url_name)):
        keys = [given["pk"]] if "pk" in given else request.GET.getlist("id")
        yield from ((model, key) for key in keys)
    if match.url_name == CHOSEN_PAGES:
        yield from ((Page, key) for key in request.GET.getlist("id"))
    if "translation_id" in given:
        yield from _source(TranslationSource.objects.filter(translations=given["translation_id"]))
    if "translation_source_id" in given:
        yield from _source(TranslationSource.objects.filter(pk=given["translation_source_id"]))
    for app, kind in (("app_label", "model_name"), ("app", "model")):
        if {app, kind} <= given.keys() and {"pk", "object_id"} & given.keys():
            yield _kind(given[app], given[kind]), given.get("pk") or given["object_id"]


def _source(sources: Any) -> Iterator[Named]:
    """Yield the page that a translation is made from, and the one that is made."""
    for source in sources:
        keys = Page.objects.filter(translation_key=source.object_id).values_list("pk", flat=True)
        yield from ((Page, key) for key in keys)


def _kind(app: str, model: str) -> Any:
    """Return a kind of thing by its names; raises Http404."""
    try:
        return apps.get_model(app, model)
    except LookupError as error:
        raise Http404 from error


def _says_more(match: ResolverMatch) -> bool:
    return not any(word in str(match.url_name) for word in ABOUT_A_PAGE)


def _holds_unknown(pages: Any, request: HttpRequest) -> bool:
    """Return whether a page, its newest draft or a version named by the address does."""
    page = pages.get().specific
    versions = [page, page.get_latest_revision_as_object()]
    match = request.resolver_match
    for name in ("revision_id", "revision_id_a", "revision_id_b"):
        key = str(match.kwargs.get(name, "")) if match else ""
        if key.isdigit():
            named = Revision.page_revisions.filter(object_id=str(page.pk), pk=key).first()
            versions += [named.as_object()] if named else []
    return any(holds_unknown(version, request.user) for version in versions)
