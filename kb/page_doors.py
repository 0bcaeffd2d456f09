"""What keeps a closed page from showing that it exists: when served, and when it has moved."""

from typing import Any
from urllib.parse import urlparse

from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest
from django.http.response import (
    HttpResponseBase,
    HttpResponsePermanentRedirect,
    HttpResponseRedirect,
)
from django.utils.translation import get_language_from_path
from wagtail import hooks
from wagtail.contrib.redirects.middleware import RedirectMiddleware, get_redirect
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page

from kb.language.codes import language
from kb.models.closed_pages import open_to
from kb.permissions import User, is_signed_in


def _may_open(page: Page, user: User) -> bool:
    return bool(open_to(Page.objects.live(), user).filter(pk=page.pk).exists())


@hooks.register("before_serve_page")
def hide_closed_page(page: Page, request: HttpRequest, args: Any, kwargs: Any) -> None:
    """Answer 404, as for an address of nothing, where Wagtail would ask for a password or group."""
    if not _may_open(page, request.user):
        raise Http404


class PrivateRedirectMiddleware(RedirectMiddleware):
    """Wagtail's, but only for people who are signed in, and never to a page they may not see."""

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        user = getattr(request, "user", AnonymousUser())
        asks = request.method in ("GET", "HEAD") and response.status_code == 404
        if not asks or not is_signed_in(user):
            return response
        moved = _redirect_of(request)
        if moved is None or not moved.link:
            return response
        if moved.redirect_page and not _may_open(moved.redirect_page, user):
            return response
        answer = HttpResponsePermanentRedirect if moved.is_permanent else HttpResponseRedirect
        return answer(moved.link)


def _redirect_of(request: HttpRequest) -> Redirect | None:
    """Return the redirect of an address, or of the address without its query.

    Wagtail writes the addresses of pages in their content locale: a reader of a variant of it asks
    for the same address. The link that comes back keeps the language of the reader.
    """
    asked = request.get_full_path()
    spoken = get_language_from_path(request.path_info)
    if spoken and (content := language(spoken).content) != spoken:
        asked = asked.replace(f"/{spoken}/", f"/{content}/", 1)
    path = Redirect.normalise_path(asked, decode_unicode=False)
    found: Redirect | None = get_redirect(request, path) or get_redirect(
        request, urlparse(path).path
    )
    return found
