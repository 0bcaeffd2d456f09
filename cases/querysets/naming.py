"""Finding records by a name somebody remembers, in whichever script it was typed."""

from typing import Any

from django.apps import apps
from django.db.models import Exists, OuterRef, Q

from kb.language.conversion import convert, fold_script


def spellings(word: str) -> set[str]:
    """Return a word as it may stand in a record: as typed, in Simplified, in Traditional."""
    return {word, fold_script(word), convert(word, "zh-hant")}


def named(records: Any, text: str, *columns: str, other_names: str = "") -> Any:
    """Keep the records in whose columns, or other names, each word of a text occurs.

    `other_names` says which key of an alias leads to the record.
    """
    for word in text.split():
        condition: Any = Q()
        for spelling in spellings(word):
            for column in columns:
                condition |= Q(**{f"{column}__icontains": spelling})
            if other_names:
                aliases: Any = apps.get_model("cases", "Alias")
                condition |= Exists(
                    aliases.objects.filter(
                        **{other_names: OuterRef("pk")}, text__icontains=spelling
                    )
                )
        records = records.filter(condition)
    return records
