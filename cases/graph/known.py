"""What one reader may know of: the things at the ends of links, and the facts in between.

All of it begins with `visible_to` and `supported_for`, asked of the keys at hand in one statement.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.db.models import CharField, Exists, F, OuterRef, Value
from django.db.models.functions import Cast

from cases.graph.kinds import LOOKS, Kind
from cases.graph.statements import A, Statement, among, fetched, statement, together
from cases.models import (
    Event,
    Incident,
    Involvement,
    Milestone,
    Organisation,
    Outcome,
    Person,
    Response,
    Role,
)
from cases.models import (
    Statement as Words,
)
from kb.permissions import User
from kb.records.bilingual import Bilingual

Keys = Mapping[str, Iterable[int]]


@dataclass(frozen=True, slots=True)
class Card:
    """A thing as the graph names it: by address or key; `within` is an outcome's incident."""

    kind: Kind
    pk: int
    name: str
    title: Bilingual
    within: str = ""

    @property
    def id(self) -> str:
        """The thing as addresses name it."""
        return f"{self.kind}:{self.name}"


def outcomes(user: User) -> Any:
    """Return the outcomes somebody may check, of incidents they may read.

    The same as `shown_to`; asked row by row, it costs what the rows at hand cost.
    """
    of = Incident.objects.visible_to(user).filter(pk=OuterRef("incident_id"))
    return Outcome.objects.supported_for(user).filter(Exists(of))


def _ends_of_role(user: User) -> Any:
    person = Person.objects.visible_to(user).filter(pk=OuterRef("person_id"))
    organisation = Organisation.objects.visible_to(user).filter(pk=OuterRef("organisation_id"))
    return Role.objects.supported_for(user).filter(Exists(person), Exists(organisation))


def _of_known_actors(user: User) -> list[Any]:
    """Return the involvements of nobody named, and of a person or organisation that may be seen.

    One condition with an "or" would make PostgreSQL read all people and organisations.
    """
    of = Involvement.objects.supported_for(user)
    person = Person.objects.visible_to(user).filter(pk=OuterRef("person_id"))
    organisation = Organisation.objects.visible_to(user).filter(pk=OuterRef("organisation_id"))
    return [
        of.filter(person=None, organisation=None),
        of.filter(Exists(person)),
        of.filter(Exists(organisation)),
    ]


# Facts by the name that citations have for them. Whether their incident may be read is asked of
# the end of the link.
FACTS: dict[str, Callable[[User], list[Any]]] = {
    "event": lambda user: [Event.objects.supported_for(user)],
    "response": lambda user: [Response.objects.supported_for(user)],
    "involvement": _of_known_actors,
    "role": lambda user: [_ends_of_role(user)],
    "milestone": lambda user: [Milestone.objects.supported_for(user)],
    "statement": lambda user: [Words.objects.visible_to(user)],
}
# These are ends themselves.
_ENDS = {str(kind): kind for kind in Kind}


class Known:
    """Remembers what has been asked for one reader, so that nothing is asked twice."""

    def __init__(self, user: User) -> None:
        self.user = user
        self.cards: dict[tuple[str, int], Card] = {}
        self._facts: set[tuple[str, int]] = set()
        self._asked: dict[str, set[int]] = {}

    def learn(self, keys: Mapping[str, set[int]]) -> None:
        """Ask which of these things and facts the reader may know of."""
        fresh = {
            name: new for name, some in keys.items() if (new := some - self._asked.get(name, set()))
        }
        made = [(one, {A: some}) for name, some in fresh.items() for one in self._statements(name)]
        for name, pk, slug, en, zh, within in fetched(together(made)):
            if kind := _ENDS.get(name):
                self.cards[name, pk] = Card(kind, pk, slug, Bilingual(en, zh), within)
            else:
                self._facts.add((name, pk))
        for name, some in fresh.items():
            self._asked.setdefault(name, set()).update(some)

    def may_know(self, name: str, pk: int) -> bool:
        """Return whether the reader may know of a thing or fact that was asked about."""
        return (name, pk) in self.cards or (name, pk) in self._facts

    def _statements(self, name: str) -> list[Statement]:
        """Return the statements that ask for the things or facts of this name."""
        number = 3 if name == "involvement" else 1
        return [
            statement(("known", name, place), self.user, partial(self._rows, name, place))
            for place in range(number)
        ]

    def _rows(self, name: str, place: int) -> Any:
        nothing: Any = Value("", output_field=CharField())
        if name not in _ENDS:
            found = FACTS[name](self.user)[place]
            columns = [nothing] * 4
        elif name == Kind.OUTCOME:
            found = outcomes(self.user)
            key = Cast("key", CharField())
            columns = [key, F("what_en"), F("what_zh"), F("incident__slug")]
        else:
            model = LOOKS[Kind(name)].model
            found = model.objects.visible_to(self.user)
            columns = [F("slug"), F(f"{model.naming}_en"), F(f"{model.naming}_zh"), nothing]
        shown = dict(zip(("slug", "en", "zh", "within"), columns, strict=True))
        return (
            found.filter(pk__in=among(A))
            .order_by()
            .annotate(known=Value(name, output_field=CharField()), known_pk=F("pk"))
            .annotate(**{f"known_{one}": column for one, column in shown.items()})
            .values_list("known", "known_pk", *(f"known_{one}" for one in shown))
        )
