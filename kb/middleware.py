"""What every request passes through."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.locale import LocaleMiddleware


class HonestLocaleMiddleware(LocaleMiddleware):
    """Django's, but an unknown address without a language stays a 404.

    Wagtail's catch-all answers every address below a language, so Django would turn each 404 of
    `/admin/`, `/api/` or `/healthz` into a redirect to `/en/...`, for POST as well.
    """

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        if response.status_code == 404 and request.path_info != "/":
            return response
        return super().process_response(request, response)
