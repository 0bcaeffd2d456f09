"""A list of keys in one column: chosen from a closed list or from a vocabulary, kept in drafts."""

from collections.abc import Callable, Iterable
from typing import Any

from django import forms
from django.db import models
from django.utils.text import capfirst

Choices = Callable[[], Iterable[tuple[str, Any]]]


class KeyListField(models.JSONField):
    """A list of keys; the form offers what `offers` returns, and keeps keys it does not know."""

    def __init__(self, *args: Any, offers: Choices = tuple, **kwargs: Any) -> None:
        self.offers = offers
        kwargs.setdefault("default", list)
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)

    def formfield(self, **kwargs: Any) -> Any:
        """Return checkboxes, one for each key that is offered."""
        return KeyListFormField(
            offers=self.offers,
            required=False,
            label=capfirst(self.verbose_name),
            help_text=self.help_text,
        )

    def labels(self, keys: Iterable[str]) -> list[str]:
        """Return what people read for these keys, in the order of the list they are from."""
        chosen = set(keys)
        return [str(label) for key, label in self.offers() if key in chosen]


class KeyListFormField(forms.MultipleChoiceField):
    """Checkboxes whose choices are asked for when the form is shown."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, *, offers: Choices, **kwargs: Any) -> None:
        super().__init__(choices=offers, **kwargs)

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compare as sets: the order of checkboxes says nothing."""
        return set(initial or ()) != set(data or ())
