"""Connects the control of wording to Wagtail's admin."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.html import json_script
from wagtail import hooks
from wagtail.rich_text.feature_registry import FeatureRegistry

from kb.wording import features, mark_views


@hooks.register("register_rich_text_features")
def marks(registry: FeatureRegistry) -> None:
    """Add the marks to the text editor."""
    features.register(registry)


@hooks.register("insert_editor_js")
def words_of_the_preview() -> str:
    """Tell the text editor what its preview says, and where to ask."""
    return json_script(
        {"url": reverse("wording_preview"), "labels": features.labels()}, "wording-reading"
    )


@hooks.register("register_admin_urls")
def wording_urls() -> list[Any]:
    """Add the screens."""
    return mark_views.urls
