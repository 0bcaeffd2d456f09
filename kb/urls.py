"""Addresses of the knowledge base that are not Wagtail pages."""

from django.urls import URLPattern, URLResolver

plain: list[URLPattern | URLResolver] = []
in_a_language: list[URLPattern | URLResolver] = []
