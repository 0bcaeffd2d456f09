"""The words of what no source registers and only the admin searches: images, documents.

They are read from the model's own `search_fields`, as modelsearch does.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import Manager, Model
from modelsearch.index import AutocompleteField, RelatedFields, SearchField

from kb.search.analysis.segment import is_han, words
from kb.search.sources import SearchText
from kb.text_parts import TextPart


def plain_text(obj: Any) -> SearchText:
    """Return the text of the search fields of an object; a field named title is the title."""
    title: list[TextPart] = []
    body: list[TextPart] = []
    for name, text in _values(obj, obj.get_search_fields(), SearchField):
        (title if name == "title" else body).append(_part(text, name))
    return SearchText(title=tuple(title), body=tuple(body))


def beginnings(obj: Any) -> list[str]:
    """Return the texts of an object's autocomplete fields."""
    return [text for _name, text in _values(obj, obj.get_search_fields(), AutocompleteField)]


def _part(text: str, place: str) -> TextPart:
    return TextPart(text, "zh" if any(map(is_han, words(text))) else "en", place)


def _values(obj: Model, fields: Iterable[Any], kind: Any) -> Iterator[tuple[str, str]]:
    for field in fields:
        if isinstance(field, RelatedFields):
            for related in _related(field.get_value(obj)):
                yield from _values(related, field.fields, kind)
        elif isinstance(field, kind):
            yield field.field_name, _as_text(field.get_value(obj))


def _related(value: Any) -> Iterable[Any]:
    if value is None:
        return []
    if isinstance(value, Manager):
        return value.all()
    return [value() if callable(value) else value]


def _as_text(value: Any) -> str:
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list | tuple):
        return ", ".join(map(_as_text, value))
    return "" if value is None else str(value)
