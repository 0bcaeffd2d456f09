"""How far the translation of a page follows its source."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Locale


class TranslationStep(models.Model):
    """One page in two languages: which is the source, and what of it the translation follows.

    There is a row from the first thing on that somebody published or decided after both pages
    were out; without one the translation is in step. `passages` is a tracked text
    (`kb.translation.tracking`), brought forward to the published version `version` of the source;
    `minor` are versions that count for nothing. The numbers are what follows from these.
    """

    translation_key = models.UUIDField(unique=True)
    source_locale = models.ForeignKey(
        Locale, verbose_name=_("source language"), on_delete=models.CASCADE, related_name="+"
    )
    detached = models.BooleanField(_("detached"), default=False)
    version = models.PositiveBigIntegerField(null=True)
    passages = models.JSONField(default=list)
    minor = models.JSONField(default=list)
    edits = models.PositiveIntegerField(_("edits behind"), default=0)
    behind = models.PositiveIntegerField(_("passages behind"), default=0)
    untranslated = models.PositiveIntegerField(_("passages without translation"), default=0)
    total = models.PositiveIntegerField(_("passages"), default=0)

    objects: ClassVar[Any] = models.Manager()

    class Meta:
        verbose_name = _("translation in step")
        verbose_name_plural = _("translations in step")
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.translation_key)
