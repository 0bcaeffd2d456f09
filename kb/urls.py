"""Addresses of the knowledge base that are not Wagtail pages."""

from django.urls import URLPattern, URLResolver, path

from kb.health import healthz, readyz

plain: list[URLPattern | URLResolver] = [
    path("healthz", healthz, name="healthz"),
    path("readyz", readyz, name="readyz"),
]
in_a_language: list[URLPattern | URLResolver] = []
