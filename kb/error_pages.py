"""Pages for when something went wrong: in the reader's language, and without the database.

Django's own handlers show `404.html` and `403.html` within the frame of the site. Those here need
nothing but the request: no session, no user, no query.
"""

import sys
from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.db import DatabaseError, InterfaceError, OperationalError, connection
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.cache import add_never_cache_headers
from django.utils.translation import get_language_from_request, override

from kb.language.codes import language

# Seconds after which to ask again when the database does not answer.
SOON = 30


def alone(request: HttpRequest, template: str, status: int, **context: Any) -> HttpResponse:
    """Return a page that stands alone, in the language of address, cookie or browser."""
    reads = language(get_language_from_request(request, check_path=True))
    with override(reads.code):
        html = render_to_string(
            template,
            {"tag": reads.tag, "home": f"/{reads.code}/", "static": settings.STATIC_URL, **context},
        )
    response = HttpResponse(html, status=status, headers={"Content-Language": reads.tag})
    add_never_cache_headers(response)
    return response


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer what cannot be understood, or is too large to be read."""
    return alone(request, "400.html", 413 if isinstance(exception, RequestDataTooBig) else 400)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form that cannot be told to come from this site."""
    return alone(request, "403_csrf.html", 403)


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer when the site failed; when the database does not answer, say that it will be back."""
    if _is_unreachable(sys.exc_info()[1]):
        return unavailable(request, SOON)
    return alone(request, "500.html", 500)


def unavailable(request: HttpRequest, seconds: int, until: Any = None) -> HttpResponse:
    """Answer that the site is away for some time, and after how many seconds to ask again."""
    response = alone(request, "503.html", 503, until=until)
    response["Retry-After"] = str(seconds)
    return response


def _is_unreachable(error: BaseException | None) -> bool:
    """Return whether an error means that the database is away, not that a query was wrong."""
    if not isinstance(error, OperationalError | InterfaceError):
        return False
    if connection.connection is None:
        return True
    try:
        return not connection.is_usable()
    except DatabaseError:
        return True
