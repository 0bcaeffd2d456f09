"""The addresses of searching."""

from django.urls import URLPattern, URLResolver, path

from kb.search import missed_view, suggestion_view, views

in_a_language: list[URLPattern | URLResolver] = [
    path("search/", views.search_page, name="search"),
    path("search/missed/", missed_view.missed_search, name="search_missed"),
    path("search/suggest/", suggestion_view.suggestion_list, name="search_suggest"),
]
