"""What there is to choose from beside a plain list: only what occurs in it for this reader."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.apps import apps
from django.db.models import CharField, F, IntegerField, Value
from django.utils.translation import get_language

from cases.querysets.facets import strategy_code
from kb.permissions import User
from kb.records.bilingual import Bilingual

# The names of records, by kind.
NAMES = {"Incident": "title", "Person": "name", "Organisation": "name"}


def options(
    rows: Any,
    user: User,
    records: Mapping[str, str],
    vocabularies: Sequence[str] = (),
) -> dict[str, list[tuple[str, Bilingual]]]:
    """Return what occurs in these rows, by key, as pairs of value and name; one query for all.

    `records` maps a foreign key to its kind of record, of which only visible ones are named;
    `vocabularies` are the foreign keys (or many-to-many fields) to vocabulary rows.
    """
    rows = rows.order_by()
    parts = [_of_records(rows, key, kind, user) for key, kind in records.items()]
    parts += [_of_vocabulary(rows, key) for key in vocabularies]
    found: dict[str, list[tuple[str, Bilingual]]] = {key: [] for key in (*records, *vocabularies)}
    union = parts[0].union(*parts[1:]) if len(parts) > 1 else parts[0].distinct()
    for key, value, en, zh, _order in sorted(union, key=lambda row: row[4]):
        found[key].append((value, Bilingual(en, zh)))
    return found


def _select(rows: Any, key: str, value: Any, en: str, zh: Any, order: Any) -> Any:
    return rows.values_list(
        Value(key, output_field=CharField()), value, F(en), zh, order, named=False
    )


def _of_records(rows: Any, key: str, kind: str, user: User) -> Any:
    model: Any = apps.get_model("cases", kind)
    name = f"{key}__{NAMES[kind]}"
    return _select(
        rows.filter(**{f"{key}__in": model.objects.visible_to(user)}),
        key,
        F(f"{key}__slug"),
        f"{name}_en",
        F(f"{name}_zh"),
        Value(0, output_field=IntegerField()),
    )


def _of_vocabulary(rows: Any, key: str) -> Any:
    column = "label_" + (get_language() or "en").replace("-", "_")
    value: Any = F(f"{key}__key")
    if key == "strategies":
        value = strategy_code(f"{key}__")
    return _select(
        rows.filter(**{f"{key}__isnull": False}),
        key,
        value,
        f"{key}__{column}",
        Value("", output_field=CharField()),
        F(f"{key}__order"),
    )
