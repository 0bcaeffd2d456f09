"""People."""

from typing import Any, ClassVar

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.search import index

from kb.records.base import Record
from kb.records.bilingual import BilingualText


class Person(Record):
    """Somebody who took part, spoke, decided or was affected."""

    naming = "name"

    name = BilingualText(_("name"), max_length=120)
    romanised = models.BooleanField(_("English name is our own romanisation"), default=False)
    note = BilingualText(_("note"))

    search_fields: ClassVar[list[Any]] = [
        *Record.search_fields,
        index.SearchField("name_en", boost=2),
        index.SearchField("name_zh", boost=2),
        index.AutocompleteField("name_en"),
        index.AutocompleteField("name_zh"),
    ]

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")

    def get_absolute_url(self) -> str:
        """Return the address of the person's page."""
        return reverse("person", args=[self.slug])
