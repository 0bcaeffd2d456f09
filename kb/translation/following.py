"""Follows what happens to pages: publication, and the switch of wagtail-localize."""

from typing import Any

from django.db.models.signals import post_save
from wagtail.models import Page
from wagtail.signals import page_published
from wagtail_localize.models import Translation

from kb.models import TranslationStep
from kb.translation.steps import follow


def _published(sender: Any, instance: Page, **kwargs: Any) -> None:
    follow(instance)


def _switched(sender: Any, instance: Translation, created: bool, **kwargs: Any) -> None:
    """Let what wagtail-localize no longer keeps in step be written freely, and back."""
    if not created:
        rows = TranslationStep.objects.filter(translation_key=instance.source.object_id)
        rows.update(detached=not instance.enabled)


def register() -> None:
    """Connect the signals."""
    page_published.connect(_published)
    post_save.connect(_switched, sender=Translation)
