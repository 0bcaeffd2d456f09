"""Things in a row, with the separators of the reader's language: "a, b" and "甲、乙"."""

from collections.abc import Iterable

from django.utils.translation import pgettext


def listed(texts: Iterable[object]) -> str:
    """Return texts in a row, in the language that is active."""
    return pgettext("between the items of a list", ", ").join(map(str, texts))
