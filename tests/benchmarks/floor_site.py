"""A site of a view with one query: written by hand, and asked by the ORM."""

from django.db import connection, models
from django.http import HttpRequest, HttpResponse
from django.urls import path


class Word(models.Model):
    """The one row there is."""

    word = models.CharField(max_length=20)

    class Meta:
        app_label = "floor"
        db_table = "casebook_floor"

    def __str__(self) -> str:
        return self.word


def floor(request: HttpRequest) -> HttpResponse:
    """Answer with one row, in SQL of our own."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT word FROM casebook_floor WHERE id = %s", [1])
        (word,) = cursor.fetchone()
    return HttpResponse(word, content_type="text/plain")


def floor_by_orm(request: HttpRequest) -> HttpResponse:
    """Answer with one row, fetched as pages of the site are."""
    return HttpResponse(Word.objects.get(pk=1).word, content_type="text/plain")


urlpatterns = [path("", floor), path("orm/", floor_by_orm)]
