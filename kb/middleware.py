"""What every request passes through."""

from collections.abc import Callable
from contextlib import nullcontext

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.locale import LocaleMiddleware
from django.shortcuts import redirect
from django.utils.translation import activate, get_language_from_path

from kb.archive_views import address_of
from kb.holding import Held
from kb.language.codes import HONG_KONG
from kb.language.reader import read_by
from kb.models.closed_pages import closed_paths_read_once
from kb.models.readers import settings_of
from kb.permissions import asking
from kb.reading_page import reading

# Seconds for which a browser remembers the language.
YEAR = 31_536_000


class HonestLocaleMiddleware(LocaleMiddleware):
    """Django's, but an unknown address without a language stays a 404, and a choice is remembered.

    Wagtail's catch-all answers every address below a language, so Django would turn each 404 of
    `/admin/`, `/api/` or `/healthz` into a redirect to `/en/...`, for POST as well. The language of
    the last address that had one is that of the next without (the sign-in page).
    """

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        if response.status_code == 404 and request.path_info != "/":
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


class AdminLanguageMiddleware:
    """Lets the admin's own answers be in the language that somebody has chosen for it.

    Wagtail speaks it inside its views; what is refused or not found is answered outside of them.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        profile = None
        if request.path_info.startswith("/admin/") and request.user.is_authenticated:
            profile = getattr(request.user, "wagtail_userprofile", None)
        if profile is not None:
            activate(profile.get_preferred_language())
        return self.get_response(request)
