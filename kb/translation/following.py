"""Follows what happens to pages: publication, and the switch of wagtail-localize; and its locks."""

from typing import Any

from django.db.models.signals import post_save
from wagtail.models import Page
from wagtail.signals import page_published
from wagtail_localize.models import Translation, TranslationSource
from wagtail_localize.views import edit_translation

from kb.editing.locks import locked_by_another
from kb.translation.steps import can_be_followed, first_row, follow, step_for, turned


def _published(sender: Any, instance: Page, **kwargs: Any) -> None:
    follow(instance)


def _switched(sender: Any, instance: Translation, created: bool, **kwargs: Any) -> None:
    """Let what wagtail-localize no longer keeps in step be written freely, and back.

    Started again, it is made from what wagtail-localize was given, whatever was the source since.
    """
    step = None if created else step_for(instance.source.object_id)
    if step is None or not can_be_followed(step):
        return
    row = step.row or first_row(step)
    row.detached = not instance.enabled
    if instance.enabled and step.source.locale_id == instance.target_locale_id:
        turned(step, row)
    row.save()


_wagtail_localizes = edit_translation.user_can_edit_instance


def _may_edit(user: Any, thing: Any) -> bool:
    """Return whether somebody may work on a translation: what another has locked stays as it is."""
    return bool(_wagtail_localizes(user, thing)) and not locked_by_another(thing, user)


def register() -> None:
    """Connect the signals, and let a lock hold in the views of wagtail-localize."""
    edit_translation.user_can_edit_instance = _may_edit
    # Any migration of the app would be told as a new field of every page.
    TranslationSource.schema_out_of_date = lambda source: False
    page_published.connect(_published)
    post_save.connect(_switched, sender=Translation)
