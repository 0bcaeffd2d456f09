"""Addresses of the records."""

from django.urls import URLPattern, URLResolver

in_a_language: list[URLPattern | URLResolver] = []
