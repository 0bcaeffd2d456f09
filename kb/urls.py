"""Addresses of the knowledge base that are not Wagtail pages."""

from django.urls import URLPattern, URLResolver, path

from kb import views
from kb.health import healthz, readyz

plain: list[URLPattern | URLResolver] = [
    path("healthz", healthz, name="healthz"),
    path("readyz", readyz, name="readyz"),
]
in_a_language: list[URLPattern | URLResolver] = [
    path("firewall/", views.rule_list, name="rule_list"),
    path("firewall/<slug:slug>/", views.rule, name="rule"),
    path("glossary/<slug:slug>/", views.term, name="term"),
]
