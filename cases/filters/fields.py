"""How the values of filters are read from an address."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator

from cases.querysets.months import is_month
from cases.querysets.years import FIRST_YEAR, LAST_YEAR

MAX_CHOSEN = 50


class DayField(forms.DateField):
    """A day of the years that the site knows of."""

    default_validators = [
        MinValueValidator(date(FIRST_YEAR, 1, 1)),
        MaxValueValidator(date(LAST_YEAR, 12, 31)),
    ]
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(input_formats=["%Y-%m-%d"], **kwargs)


class MonthField(forms.CharField):
    """A year or month, or what stands for those that are not known."""

    def validate(self, value: str) -> None:
        """Refuse what is neither."""
        super().validate(value)
        if value and not is_month(value):
            raise ValidationError("month")


class SeveralField(forms.Field):
    """The values chosen of a facet; which of them exist is asked for all facets together."""

    widget = forms.SelectMultiple

    def clean(self, value: Any) -> list[str]:
        """Return what was given, without repetitions and empty values."""
        return [one for one in dict.fromkeys(value or []) if one][:MAX_CHOSEN]
