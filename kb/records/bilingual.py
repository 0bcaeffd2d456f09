"""One text in two writings: a pair of columns that reads as one value."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from kb.text_parts import TextPart


@dataclass(frozen=True, slots=True)
class Bilingual:
    """A text in English and Chinese (typed in either script); either half may be empty."""

    en: str = ""
    zh: str = ""

    def __bool__(self) -> bool:
        return bool(self.en or self.zh)

    def __str__(self) -> str:
        """Return both writings, as the choosers of the admin show them."""
        if self.en == self.zh:
            return self.en
        return " · ".join(half for half in (self.en, self.zh) if half)

    def parts(self, place: str) -> tuple[TextPart, ...]:
        """Return the halves that are there, for search."""
        halves = (TextPart(self.en, "en", place), TextPart(self.zh, "zh", place))
        return tuple(part for part in halves if part.text)


class BilingualText(property):  # Django lets a model be made with values for its properties
    """Declares a text in two writings on a model: `title` adds columns `title_en` and `title_zh`.

    With `max_length` the columns are single lines, without it they are texts. Reading the
    attribute gives a Bilingual; assigning one sets both columns.
    """

    def __init__(self, label: Any = None, *, max_length: int | None = None) -> None:
        self.label = label
        self.max_length = max_length

    def _column(self, verbose_name: Any) -> models.Field[str, str]:
        if self.max_length:
            return models.CharField(verbose_name, max_length=self.max_length, blank=True)
        return models.TextField(verbose_name, blank=True)

    def contribute_to_class(self, cls: type[models.Model], name: str) -> None:
        """Add the two columns and this descriptor to the model."""
        self.name = name
        label = self.label or name.replace("_", " ")
        cls.add_to_class(f"{name}_en", self._column(format_lazy("{} ({})", label, _("English"))))
        cls.add_to_class(f"{name}_zh", self._column(format_lazy("{} ({})", label, _("Chinese"))))
        setattr(cls, name, self)

    def __get__(self, instance: Any, owner: type | None = None, /) -> Any:
        if instance is None:
            return self
        return Bilingual(getattr(instance, f"{self.name}_en"), getattr(instance, f"{self.name}_zh"))

    def __set__(self, instance: Any, value: Bilingual, /) -> None:
        setattr(instance, f"{self.name}_en", value.en)
        setattr(instance, f"{self.name}_zh", value.zh)


def bilingual_texts(model: type[models.Model]) -> list[str]:
    """Return the names of the bilingual texts of a model, those of its parents last."""
    return [
        name
        for parent in model.__mro__
        for name, value in vars(parent).items()
        if isinstance(value, BilingualText)
    ]
