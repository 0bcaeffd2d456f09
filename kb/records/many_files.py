"""A field of a form for several files at once."""

from typing import Any

from django import forms


class ManyFilesInput(forms.ClearableFileInput):
    """A file input that takes several."""

    allow_multiple_selected = True


class ManyFilesField(forms.FileField):
    """Several files; its cleaned value is a list."""

    widget = ManyFilesInput

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        """Return the files; that there are none is for who asked to say."""
        return [one for one in data or [] if one]
