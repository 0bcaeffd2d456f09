"""A site of one view with one query."""

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.urls import path


def floor(request: HttpRequest) -> HttpResponse:
    """Answer with one row."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT word FROM casebook_floor WHERE id = %s", [1])
        (word,) = cursor.fetchone()
    return HttpResponse(word, content_type="text/plain")


urlpatterns = [path("", floor)]
