"""What every request passes through."""

from collections.abc import Callable
from contextlib import nullcontext

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.locale import LocaleMiddleware
from django.shortcuts import redirect
from django.urls import Resolver404, resolve
from django.utils.cache import patch_vary_headers
from django.utils.translation import activate, get_language, get_language_from_path
from wagtail.models import Page

from kb.archive_views import address_of
from kb.holding import Held
from kb.language.codes import HONG_KONG, language
from kb.language.reader import read_by
from kb.models.closed_pages import closed_paths_read_once, open_to
from kb.models.readers import settings_of
from kb.permissions import User, asking, is_signed_in
from kb.reading_page import reading

# Seconds for which a browser remembers the language.
YEAR = 31_536_000
# In the tree of pages: the root, the first page of a language, the sections.
SECTION_DEPTH = 3


class HonestLocaleMiddleware(LocaleMiddleware):
    """Django's, with languages chosen as a reader would: their setting, else their browser's.

    An address without a language leads to the same place in the reader's language, if there is such
    a place; any other stays a 404. Wagtail's catch-all answers every address below a language, so
    Django would turn each 404 of `/admin/`, `/api/` or `/healthz` into a redirect to `/en/...`, for
    POST as well. The language of the last address that had one is that of the next without (the
    sign-in page), for who has not chosen one in the settings.
    """

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        if response.status_code == 404:
            user = getattr(request, "user", AnonymousUser())
            if settled := language_of(user):
                activate(settled)
            if not _is_somewhere(request, user):
                patch_vary_headers(response, ["Accept-Language", "Cookie"])
                response.headers.setdefault("Content-Language", get_language() or "")
                return response
        chosen = get_language_from_path(request.path_info)
        cookie = settings.LANGUAGE_COOKIE_NAME
        if chosen and request.COOKIES.get(cookie) != chosen:
            response.set_cookie(
                cookie,
                chosen,
                max_age=YEAR,
                secure=settings.SESSION_COOKIE_SECURE,
                httponly=True,
                samesite="Lax",
            )
        return super().process_response(request, response)


def language_of(user: User) -> str:
    """Return the language that somebody has chosen for the site, empty for none."""
    return settings_of(user).language if is_signed_in(user) else ""


def _is_somewhere(request: HttpRequest, user: User) -> bool:
    """Return whether an address lacks nothing but its language.

    Of pages only the sections are looked for, and only those that this person may see: an address
    must not tell that a page exists.
    """
    if request.path_info == "/":
        return True
    if request.method not in ("GET", "HEAD") or get_language_from_path(request.path_info):
        return False
    path = request.path_info if request.path_info.endswith("/") else f"{request.path_info}/"
    active = get_language() or settings.LANGUAGE_CODE
    try:
        match = resolve(f"/{active}{path}")
    except Resolver404:
        return False
    if match.url_name != "wagtail_serve":
        return True
    sections = open_to(Page.objects.live(), user).filter(depth=SECTION_DEPTH)
    content = language(active).content
    found = sections.filter(slug=path.split("/")[1], locale__language_code=content)
    return bool(found.exists())


class HeldMiddleware:
    """Leads whoever would delete what is in use to the reasons, by whichever door they came."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(
        self, request: HttpRequest, exception: Exception
    ) -> HttpResponseBase | None:
        """Answer a refused deletion with the screen that explains it; nothing was deleted."""
        if not isinstance(exception, Held):
            return None
        return redirect(address_of("held", exception.thing))


class WhoAsksMiddleware:
    """Notes who asks, how they read, and begins what they read as one page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        token = asking.set(request.user)
        # A request of another method may close a part of the tree and then look.
        only_reads = request.method in ("GET", "HEAD")
        try:
            with (
                reading(),
                read_by(lambda: settings_of(request.user).traditional == HONG_KONG.code),
                closed_paths_read_once() if only_reads else nullcontext(),
            ):
                return self.get_response(request)
        finally:
            asking.reset(token)


class SettledLanguageMiddleware:
    """Lets answers at addresses without a language be in the one that somebody has settled on.

    In the admin that is the language chosen there. Wagtail speaks it inside its views; what is
    refused or not found is answered outside of them.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        user = request.user
        if user.is_authenticated and not get_language_from_path(request.path_info):
            if chosen := language_of(user):
                activate(chosen)
            profile = None
            if request.path_info.startswith("/admin/"):
                profile = getattr(user, "wagtail_userprofile", None)
            if profile is not None:
                activate(profile.get_preferred_language())
        return self.get_response(request)
