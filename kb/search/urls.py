"""The address of the search page."""

from django.urls import URLPattern, URLResolver, path

from kb.search import views

in_a_language: list[URLPattern | URLResolver] = [
    path("search/", views.search_page, name="search"),
]
