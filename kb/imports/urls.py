"""Addresses of imports."""

from django.urls import URLPattern, URLResolver, path

from kb.imports import original_views, views

in_a_language: list[URLPattern | URLResolver] = [
    path("imports/", views.import_list, name="import_list"),
    path("imports/new/", views.import_new, name="import_new"),
    path("imports/<int:pk>/", views.import_batch, name="import_batch"),
    path("imports/<int:pk>/cancel/", views.import_cancel, name="import_cancel"),
    path("imports/<int:pk>/go-on/", views.import_go_on, name="import_go_on"),
    path("imports/<int:pk>/rename/", views.import_rename, name="import_rename"),
    path("imports/<int:pk>/remove/", views.import_remove, name="import_remove"),
    path(
        "imports/documents/<int:pk>/original/",
        original_views.raw_document_original,
        name="raw_document_original",
    ),
    path(
        "imports/documents/<int:pk>/picture/",
        original_views.raw_document_picture,
        name="raw_document_picture",
    ),
    path(
        "imports/files/<int:pk>/original/",
        original_views.imported_file_original,
        name="imported_file_original",
    ),
]
