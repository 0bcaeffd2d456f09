"""Honest time on a model: four columns that read as one Span."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from kb.records.spans import Precision, Span


class HonestTime(property):  # Django lets a model be made with values for its properties
    """Declares a time as it is known.

    `when` adds the columns `when_start`, `when_end`, `when_precision` and `when_inferred`.

    Reading the attribute gives a Span; assigning one sets the four columns.
    """

    def __init__(self, label: Any = None) -> None:
        self.label = label

    def contribute_to_class(self, cls: type[models.Model], name: str) -> None:
        """Add the four columns and this descriptor to the model."""
        self.name = name
        label = self.label or name
        columns: dict[str, models.Field[Any, Any]] = {
            "start": models.DateTimeField(
                format_lazy("{}: {}", label, _("from")), null=True, blank=True, db_index=True
            ),
            "end": models.DateTimeField(
                format_lazy("{}: {}", label, _("before")), null=True, blank=True
            ),
            "precision": models.CharField(
                format_lazy("{}: {}", label, _("precision")),
                max_length=13,
                choices=Precision.choices,
                default=Precision.UNKNOWN,
                blank=True,
            ),
            "inferred": models.CharField(
                format_lazy("{}: {}", label, _("inferred, because")), max_length=200, blank=True
            ),
        }
        for suffix, column in columns.items():
            cls.add_to_class(f"{name}_{suffix}", column)
        setattr(cls, name, self)

    def __get__(self, instance: Any, owner: type | None = None, /) -> Any:
        if instance is None:
            return self
        return Span(
            getattr(instance, f"{self.name}_start"),
            getattr(instance, f"{self.name}_end"),
            getattr(instance, f"{self.name}_precision"),
            getattr(instance, f"{self.name}_inferred"),
        )

    def __set__(self, instance: Any, value: Span, /) -> None:
        setattr(instance, f"{self.name}_start", value.start)
        setattr(instance, f"{self.name}_end", value.end)
        setattr(instance, f"{self.name}_precision", value.precision)
        setattr(instance, f"{self.name}_inferred", value.inferred)


def honest_times(model: type[models.Model]) -> list[str]:
    """Return the names of the honest times of a model."""
    return [
        name
        for parent in model.__mro__
        for name, value in vars(parent).items()
        if isinstance(value, HonestTime)
    ]
