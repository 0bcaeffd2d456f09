"""What facets are made of: rows of a choice and its label, for vocabularies, names and columns."""

from collections.abc import Callable
from typing import Any

from django.apps import apps
from django.db.models import Case, CharField, F, IntegerField, Q, TextChoices, Value, When
from django.db.models.functions import Cast, Concat, ExtractYear
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from cases.querysets.facets.facet import UNSTATED, Facet
from kb.permissions import User

Branches = Callable[[User], list[Any]]

# The names of records, by kind.
NAMES = {"Incident": "title", "Person": "name", "Organisation": "name"}


class PartOfIncidents(TextChoices):
    """Whether somebody is part of any incident."""

    WITH = "with", _("Part of incidents")
    WITHOUT = "without", _("Part of none")


def model(name: str) -> Any:
    """Return a model of records by its name."""
    return apps.get_model("cases", name)


def rows(queryset: Any, row: str, choice: Any, **others: Any) -> Any:
    """Return a queryset as rows of a branch; columns that are not given are empty."""
    columns = {
        "row_key": F(row),
        "choice": choice if not isinstance(choice, str) else F(choice),
        "label": Value("", output_field=CharField()),
        "other": Value("", output_field=CharField()),
        "sort": Value(0, output_field=IntegerField()),
        "above": Value("", output_field=CharField()),
    }
    return queryset.order_by().values(**columns | others)


# --- Vocabularies -------------------------------------------------------------


def label(of: str) -> dict[str, Any]:
    """Return the columns of a vocabulary row: its label in the reader's writing and its order."""
    column = "label_" + (get_language() or "en").replace("-", "_")
    return {"label": F(f"{of}__{column}"), "sort": F(f"{of}__order")}


def strategy_code(of: str = "") -> Any:
    """Return a strategy as it is written outside, `scct:denial`; `of` is the path to it."""
    return Concat(F(f"{of}scheme"), Value(":"), F(f"{of}key"), output_field=CharField())


def of_vocabulary(queryset: Any, row: str, of: str) -> Any:
    """Return the branch of a vocabulary of one level; `of` is the path to it."""
    there = queryset.filter(**{f"{of}__isnull": False})
    return rows(there, row, f"{of}__key", **label(of))


def with_parents(queryset: Any, row: str, of: str, *, scheme: bool = False) -> list[Any]:
    """Return the branches of a vocabulary of two levels, in which parents include children."""
    above = f"{of}__parent"

    def key(path: str) -> Any:
        return strategy_code(f"{path}__") if scheme else F(f"{path}__key")

    other = {"other": F(f"{of}__scheme")} if scheme else {}
    parent = Case(
        When(**{f"{above}__isnull": False}, then=key(above)),
        default=Value(""),
        output_field=CharField(),
    )
    return [
        rows(
            queryset.filter(**{f"{of}__isnull": False}),
            row,
            key(of),
            **label(of) | {"above": parent} | other,
        ),
        rows(
            queryset.filter(**{f"{above}__isnull": False}),
            row,
            key(above),
            **label(above) | other,
        ),
    ]


def keys(name: str) -> Callable[[User], Any]:
    """Return what may be chosen of a vocabulary."""
    return lambda user: apps.get_model("kb", name)._default_manager.annotate(choice=F("key"))


def strategies(user: User) -> Any:
    """Return the strategies that may be chosen."""
    return apps.get_model("kb", "Strategy")._default_manager.annotate(choice=strategy_code())


def unstated(queryset: Any, words: str) -> Any:
    """Return the branch of rows that say nothing of what a facet asks, after all other choices."""
    last = Value(32767, output_field=IntegerField())
    value, label = (Value(text, output_field=CharField()) for text in (UNSTATED, words))
    return rows(queryset, "pk", value, label=label, sort=last)


# --- Names --------------------------------------------------------------------


def of_names(queryset: Any, row: str, of: str, kind: str, user: User) -> Any:
    """Return the branch of records of a kind that the reader may see; `of` is the path to them."""
    name = f"{of}__{NAMES[kind]}"
    seen = queryset.filter(**{f"{of}__in": model(kind).objects.visible_to(user)})
    return rows(seen, row, f"{of}__slug", label=F(f"{name}_en"), other=F(f"{name}_zh"))


def own_names(name: str, of: str, kind: str) -> Branches:
    """Return the branches of a list for the records its rows name by a key of their own."""
    return lambda user: [of_names(model(name).objects.all(), "pk", of, kind, user)]


def names_of(list_of: str, key: str, kind: str) -> Facet:
    """Return the facet of a list whose rows name a record by a key of their own."""
    return Facet(key, own_names(list_of, key, kind), choosable=slugs(kind), is_of_names=True)


def slugs(name: str) -> Callable[[User], Any]:
    """Return the records of a kind that may be chosen."""
    return lambda user: model(name).objects.visible_to(user).annotate(choice=F("slug"))


# --- Columns ------------------------------------------------------------------


def own_column(name: str, column: str) -> Branches:
    """Return the branches of a list for a column of its rows."""
    return lambda user: [rows(model(name).objects.all(), "pk", Cast(column, CharField()))]


def own_vocabulary(name: str, of: str) -> Branches:
    """Return the branches of a list for a vocabulary of one level that its rows name."""
    return lambda user: [of_vocabulary(model(name).objects.all(), "pk", of)]


def own_types(name: str, of: str) -> Branches:
    """Return the branches of a list for a crisis cluster and type."""
    return lambda user: with_parents(model(name).objects.all(), "pk", of)


# --- People and organisations in incidents ------------------------------------


def parts(kind: str, user: User) -> list[tuple[Any, str]]:
    """Return what makes somebody part of an incident that the reader may know of.

    Each is a queryset with the key `kind` (person or organisation) and the path to the incident.
    """
    found = [
        (model(name).objects.shown_to(user), "incident")
        for name in ("Involvement", "Response", "Outcome")
    ]
    events = model("Event").objects.shown_to(user)
    found.append((model("EventActor").objects.filter(event__in=events), "event__incident"))
    return [(facts.filter(**{f"{kind}__isnull": False}), path) for facts, path in found]


def types_of_parts(kind: str) -> Branches:
    """Return the branches for the crisis clusters and types that somebody is part of."""
    return lambda user: [
        branch
        for facts, path in parts(kind, user)
        for branch in with_parents(facts, f"{kind}_id", f"{path}__crisis_type")
    ]


def years_of_parts(kind: str) -> Branches:
    """Return the branches for the years in which incidents began that somebody is part of."""

    def branches(user: User) -> list[Any]:
        found = []
        for facts, path in parts(kind, user):
            year = ExtractYear(f"{path}__began_start")
            dated = facts.filter(**{f"{path}__began_start__isnull": False})
            text = Cast(year, CharField())
            found.append(rows(dated, f"{kind}_id", text, label=text, sort=Value(0) - year))
        return found

    return branches


def roles_in_incidents(kind: str) -> Branches:
    """Return the branches for what somebody is in incidents."""
    return lambda user: [
        rows(
            model("Involvement").objects.shown_to(user).filter(**{f"{kind}__isnull": False}),
            f"{kind}_id",
            "role",
        )
    ]


def part_of_any(name: str, kind: str) -> Branches:
    """Return the branches for whether somebody is part of any incident."""

    def branches(user: User) -> list[Any]:
        condition = Q()
        for facts, _path in parts(kind, user):
            condition |= Q(pk__in=facts.order_by().values(f"{kind}_id"))
        choice = Case(
            When(condition, then=Value(PartOfIncidents.WITH.value)),
            default=Value(PartOfIncidents.WITHOUT.value),
            output_field=CharField(),
        )
        return [rows(model(name).objects.all(), "pk", choice)]

    return branches
