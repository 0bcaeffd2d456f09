"""Closing the site for maintenance: a file beside the database, or a setting, says so."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from kb.error_pages import unavailable
from kb.permissions import is_administrator

# Seconds after which to ask again when nobody said how long it takes.
USUAL = 300
# Where everything goes on: health for machines, and the door for administrators.
OPEN = ("/healthz", "/readyz", "/accounts/login/", "/accounts/logout/")


@dataclass(frozen=True, slots=True)
class Maintenance:
    """The site is closed; `until` is when it should be back, None when nobody said."""

    until: datetime | None = None

    @property
    def seconds(self) -> int:
        """After how many seconds to ask again."""
        if self.until is None or self.until <= timezone.now():
            return USUAL
        return max(30, round((self.until - timezone.now()).total_seconds()))


def flag() -> Path:
    """Return the file that closes the site while it is there."""
    return Path(settings.VAR_DIR) / "maintenance"


def current() -> Maintenance | None:
    """Return the maintenance that goes on, None while the site is open."""
    if settings.MAINTENANCE:
        return Maintenance()
    try:
        text = flag().read_text()
    except OSError:
        return None
    try:
        return Maintenance(parse_datetime(text.strip()))
    except ValueError:
        return Maintenance()


def close(minutes: int | None = None) -> Maintenance:
    """Close the site, for about so many minutes, and return what readers are told."""
    until = timezone.now() + timedelta(minutes=minutes) if minutes else None
    flag().write_text(until.isoformat() if until else "")
    return Maintenance(until)


def reopen() -> bool:
    """Open the site again; return whether the file had closed it."""
    there = flag().exists()
    flag().unlink(missing_ok=True)
    return there


class MaintenanceMiddleware:
    """While the site is closed, answers 503 to all but administrators.

    It stands behind authentication, which administrators pass by; nobody else's session is read.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        found = current()
        if found is None or request.path_info in OPEN:
            return self.get_response(request)
        has_session = settings.SESSION_COOKIE_NAME in request.COOKIES
        if has_session and is_administrator(request.user):
            request.maintenance = found  # type: ignore[attr-defined]
            return self.get_response(request)
        return unavailable(request, found.seconds, found.until)
