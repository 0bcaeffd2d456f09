"""The texts that lack a writing, as rows of one query, and how many there are of each kind."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection, models
from django.db.models import Case, CharField, F, Q, TextField, Value, When
from django.db.models.functions import Cast, Substr

from kb.missing_writings.texts import Text, texts_of
from kb.models.vocabulary import Vocabulary
from kb.permissions import User

# So much of the half that is there is shown.
LONGEST = 300
# What may be missing, as addresses say it; a label in the other script counts as Chinese.
ENGLISH, CHINESE = "en", "zh"
LABELS = {"en": "label_en", "zh-hans": "label_zh_hans", "zh-hant": "label_zh_hant"}


@dataclass(frozen=True, slots=True)
class Row:
    """One text that lacks a writing: `part` is the key of the part it stands in, if in one."""

    kind: str
    field: str
    missing: str
    root_key: int
    part: str
    there: str


@dataclass(frozen=True)
class Asked:
    """What is asked for: kinds, one field or all (""), one half or both ("")."""

    kinds: tuple[type[models.Model], ...]
    field: str = ""
    missing: str = ""


def counts(asked: Asked, user: User) -> dict[tuple[str, str, str], int]:
    """Return how many texts there are by kind, field and half; one query."""
    union = _union(asked, user)
    if union is None:
        return {}
    try:
        sql, params = union.query.get_compiler(connection=connection).as_sql()
    except EmptyResultSet:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT row_kind, row_field, row_missing, COUNT(*) FROM ({sql}) AS texts "
            "GROUP BY row_kind, row_field, row_missing",
            params,
        )
        return {(kind, field, missing): n for kind, field, missing, n in cursor.fetchall()}


def rows(asked: Asked, user: User, first: int, last: int) -> list[Row]:
    """Return the texts from `first` up to `last`, by kind and record; one query."""
    union = _union(asked, user)
    if union is None:
        return []
    ordered = union.order_by("row_kind", "row_root", "row_field", "row_part", "row_missing")
    return [Row(*values) for values in ordered[first:last]]


def _union(asked: Asked, user: User) -> Any:
    branches = [
        branch
        for kind in asked.kinds
        for branch in (
            _labels(kind, asked) if issubclass(kind, Vocabulary) else _texts(kind, asked, user)
        )
    ]
    return branches[0].union(*branches[1:], all=True) if branches else None


def _texts(kind: Any, asked: Asked, user: User) -> Iterable[Any]:
    worked_on = kind.objects.editable_by(user).filter(archived_at=None, merged_into=None)
    for text in texts_of(kind):
        if asked.field in ("", text.code):
            yield _lacking(text, worked_on, asked.missing)


def _lacking(text: Text, worked_on: Any, missing: str) -> Any:
    english, chinese = f"{text.name}_en", f"{text.name}_zh"
    no_english, no_chinese = Q(**{english: ""}), Q(**{chinese: ""})
    lacks = {
        ENGLISH: no_english & ~no_chinese,
        CHINESE: no_chinese & ~no_english,
        "": (no_english & ~no_chinese) | (no_chinese & ~no_english),
    }[missing]
    if text.path:
        of_root = text.model._base_manager.filter(**{f"{text.path}__in": worked_on.values("pk")})
    else:
        of_root = worked_on
    return _as_rows(
        of_root.filter(lacks),
        kind=text.root,
        field=text.code,
        missing=Case(When(no_english, then=Value(ENGLISH)), default=Value(CHINESE)),
        root=f"{text.path}__pk" if text.path else "pk",
        part=Cast("key", CharField()) if text.path else Value(""),
        there=Case(When(no_english, then=F(chinese)), default=F(english), output_field=TextField()),
    )


def _labels(kind: type[models.Model], asked: Asked) -> Iterable[Any]:
    if asked.field not in ("", "label"):
        return
    for code, column in LABELS.items():
        half = code.split("-")[0]
        if asked.missing not in ("", half):
            continue
        others = [other for other in LABELS.values() if other != column]
        there = Case(
            When(~Q(**{others[0]: ""}), then=F(others[0])),
            default=F(others[1]),
            output_field=TextField(),
        )
        yield _as_rows(
            kind._base_manager.filter(**{column: ""}),
            kind=kind,
            field="label",
            missing=Value(half),
            root="pk",
            part=Value(column),
            there=there,
        )


def _as_rows(
    found: Any, *, kind: Any, field: str, missing: Any, root: str, part: Any, there: Any
) -> Any:
    told = {
        "row_kind": Value(kind._meta.label_lower, output_field=CharField()),
        "row_field": Value(field, output_field=CharField()),
        "row_missing": Cast(missing, CharField()),
        "row_root": F(root),
        "row_part": Cast(part, CharField()),
        "row_there": Substr(there, 1, LONGEST),
    }
    return found.order_by().annotate(**told).values_list(*told)
