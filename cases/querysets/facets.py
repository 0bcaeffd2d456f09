"""The facets of the incident list: under which choices an incident stands, as a reader may know it.

A facet gives branches: querysets of rows (incident, choice, label, ...). An incident stands under a
choice when any branch says so. All branches start from what this reader may see, so that a hidden
person or a fact without an open citation neither filters nor counts.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.core.exceptions import EmptyResultSet
from django.db import connections
from django.db.models import CharField, Choices, F, IntegerField, Q, Value
from django.db.models.functions import Cast, Coalesce, Concat
from django.utils.translation import get_language

from cases.choices import Certainty, IncidentStatus, Severity
from kb.permissions import User

# What every branch selects, in this order; all but the incident are shown or sorted by.
COLUMNS = ("choice", "label", "other", "sort", "parent")


@dataclass(frozen=True)
class Facet:
    """One question that divides incidents.

    `branches(user)` gives the rows described above. What may be chosen is either a fixed list or
    `choosable(user)`, a queryset with the column `choice`. Facets of names hold a bilingual name
    in `label` and `other`.
    """

    name: str
    branches: Callable[[User], list[Any]]
    fixed: type[Choices] | None = None
    choosable: Callable[[User], Any] | None = None
    is_of_names: bool = False

    def incidents_under(self, chosen: Sequence[str], user: User) -> Q:
        """Return the condition for incidents that stand under any of these choices."""
        condition = Q()
        for branch in self.branches(user):
            condition |= Q(pk__in=branch.filter(choice__in=chosen).values("incident_key"))
        return condition


@dataclass(frozen=True, slots=True)
class Counted:
    """A choice that some incident of the reader's stands under, and how many match it."""

    value: str
    label: str
    other: str
    sort: int
    parent: str
    count: int


def count_choices(facet: Facet, user: User, visible: Any, matching: Any) -> list[Counted]:
    """Return every choice under which a visible incident stands, with how many matching ones do.

    One query whatever the number of branches: Django cannot group a union, so the grouping is
    written around the SQL of its querysets.
    """
    branches = facet.branches(user)
    pairs = branches[0].union(*branches[1:]) if len(branches) > 1 else branches[0]
    connection = connections[visible.db]
    try:
        parts = {
            "pairs": _compiled(pairs, connection),
            "visible": _compiled(visible.order_by().values("pk"), connection),
        }
    except EmptyResultSet:
        return []
    counted = "COUNT(DISTINCT incident_key)"
    if matching is not visible:
        try:
            parts["matching"] = _compiled(matching.order_by().values("pk"), connection)
            counted = (
                "COUNT(DISTINCT CASE WHEN incident_key IN (SELECT pk FROM matching) "
                "THEN incident_key END)"
            )
        except EmptyResultSet:
            counted = "0"
    # Each part is worked out once, by itself: woven into one, PostgreSQL may choose to ask every
    # permission again for every pair, which takes minutes when its statistics are old.
    each_once = ", ".join(f"{name} AS MATERIALIZED ({sql})" for name, (sql, _) in parts.items())
    columns = ", ".join(COLUMNS)
    with connection.cursor() as cursor:
        cursor.execute(
            f"WITH {each_once} SELECT {columns}, {counted} FROM pairs "
            "WHERE incident_key IN (SELECT pk FROM visible) AND choice IS NOT NULL "
            f"GROUP BY {columns}",
            [value for _, params in parts.values() for value in params],
        )
        return [Counted(str(row[0]), *row[1:]) for row in cursor.fetchall()]


def _compiled(queryset: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
    sql, params = queryset.query.get_compiler(connection=connection).as_sql()
    return sql, tuple(params)


def existing(chosen: Mapping[Facet, Iterable[str]], user: User) -> dict[str, set[str]]:
    """Return, by facet, which of these values there are for this reader; one query at most."""
    found: dict[str, set[str]] = {facet.name: set() for facet in chosen}
    rows = []
    for facet, values in chosen.items():
        if facet.fixed is not None:
            found[facet.name] = {str(value) for value in facet.fixed.values} & set(values)
        elif facet.choosable is not None and values:
            rows.append(
                facet.choosable(user)
                .filter(choice__in=list(values))
                .order_by()
                .values_list(Value(facet.name, output_field=CharField()), "choice")
            )
    if rows:
        for name, value in rows[0].union(*rows[1:]) if len(rows) > 1 else rows[0]:
            found[name].add(value)
    return found


# --- Branches -----------------------------------------------------------------


def _model(name: str) -> Any:
    return apps.get_model("cases", name)


def _vocabulary(name: str) -> Any:
    return apps.get_model("kb", name)


def _text(expression: Any) -> Any:
    return Coalesce(expression, Value(""), output_field=CharField())


def _rows(queryset: Any, incident: str, choice: Any, **others: Any) -> Any:
    """Return a queryset as rows of a branch; columns that are not given are empty."""
    columns = {
        "incident_key": F(incident),
        "choice": choice if not isinstance(choice, str) else F(choice),
        "label": Value("", output_field=CharField()),
        "other": Value("", output_field=CharField()),
        "sort": Value(0, output_field=IntegerField()),
        "parent": Value("", output_field=CharField()),
    }
    return queryset.order_by().values(**columns | others)


def _label(of: str) -> dict[str, Any]:
    """Return the columns of a vocabulary row: its label in the reader's writing and its order."""
    column = "label_" + (get_language() or "en").replace("-", "_")
    return {"label": F(f"{of}__{column}"), "sort": F(f"{of}__order")}


def strategy_code(of: str = "") -> Any:
    """Return a strategy as it is written outside, `scct:denial`; `of` is the path to it."""
    return Concat(F(f"{of}scheme"), Value(":"), F(f"{of}key"), output_field=CharField())


def _key(of: str, *, scheme: bool = False) -> Any:
    return strategy_code(f"{of}__") if scheme else F(f"{of}__key")


def _with_parents(queryset: Any, incident: str, of: str, *, scheme: bool = False) -> list[Any]:
    """Return branches of a two-level vocabulary, in which a parent includes its children."""
    above = f"{of}__parent"
    child = {"parent": _key(above, scheme=scheme)}
    other = {"other": F(f"{of}__scheme")} if scheme else {}
    return [
        _rows(
            queryset.filter(**{f"{above}__isnull": True, f"{of}__isnull": False}),
            incident,
            _key(of, scheme=scheme),
            **_label(of) | other,
        ),
        _rows(
            queryset.filter(**{f"{above}__isnull": False}),
            incident,
            _key(of, scheme=scheme),
            **_label(of) | child | other,
        ),
        _rows(
            queryset.filter(**{f"{above}__isnull": False}),
            incident,
            _key(above, scheme=scheme),
            **_label(above) | other,
        ),
    ]


def _incidents() -> Any:
    return _model("Incident").objects.all()


def _column(column: str) -> Callable[[User], list[Any]]:
    def branches(user: User) -> list[Any]:
        return [_rows(_incidents(), "pk", Cast(column, CharField()))]

    return branches


def _of_actor(kind: str, model: str) -> Callable[[User], list[Any]]:
    """Return the branches for everybody of a kind who has any part in an incident."""

    def branches(user: User) -> list[Any]:
        seen = {f"{kind}__in": _model(model).objects.visible_to(user)}
        names = {"label": F(f"{kind}__name_en"), "other": F(f"{kind}__name_zh")}
        facts = [
            (_model(name).objects.supported_for(user), "incident_id")
            for name in ("Involvement", "Response", "Outcome")
        ]
        events = _model("Event").objects.supported_for(user)
        facts.append((_model("EventActor").objects.filter(event__in=events), "event__incident_id"))
        return [
            _rows(fact.filter(**seen), incident, f"{kind}__slug", **names)
            for fact, incident in facts
        ]

    return branches


def _channels(user: User) -> list[Any]:
    return [
        _rows(
            _model(name).objects.supported_for(user).filter(channel__isnull=False),
            "incident_id",
            "channel__key",
            **_label("channel"),
        )
        for name in ("Event", "Response")
    ]


def _outcome_kinds(user: User) -> list[Any]:
    outcomes = _model("Outcome").objects.supported_for(user).filter(kind__isnull=False)
    return [_rows(outcomes, "incident_id", "kind__key", **_label("kind"))]


def _topics(user: User) -> list[Any]:
    return [
        _rows(_incidents().filter(topics__isnull=False), "pk", "topics__key", **_label("topics"))
    ]


def _keys(name: str) -> Callable[[User], Any]:
    return lambda user: _vocabulary(name).objects.annotate(choice=F("key"))


def _slugs(name: str) -> Callable[[User], Any]:
    return lambda user: _model(name).objects.visible_to(user).annotate(choice=F("slug"))


# --- The facets ---------------------------------------------------------------

TYPE = Facet(
    "type",
    lambda user: _with_parents(_incidents(), "pk", "crisis_type"),
    choosable=_keys("CrisisType"),
)
SEVERITY = Facet("severity", _column("severity"), fixed=Severity)
STATUS = Facet("status", _column("status"), fixed=IncidentStatus)
ORGANISATION = Facet(
    "organisation",
    _of_actor("organisation", "Organisation"),
    choosable=_slugs("Organisation"),
    is_of_names=True,
)
PERSON = Facet(
    "person", _of_actor("person", "Person"), choosable=_slugs("Person"), is_of_names=True
)
STRATEGY = Facet(
    "strategy",
    lambda user: _with_parents(
        _model("Response").objects.supported_for(user), "incident_id", "strategies", scheme=True
    ),
    choosable=lambda user: _vocabulary("Strategy").objects.annotate(choice=strategy_code()),
)
OUTCOME = Facet("outcome", _outcome_kinds, choosable=_keys("OutcomeKind"))
CHANNEL = Facet("channel", _channels, choosable=_keys("Channel"))
TOPIC = Facet("topic", _topics, choosable=_keys("Topic"))
CERTAINTY = Facet("certainty", _column("certainty"), fixed=Certainty)
