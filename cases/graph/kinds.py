"""What can stand in the graph: five kinds of things, each with a name, a shape and an icon."""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cases.models import Incident, Organisation, Outcome, Person, Source


class Kind(StrEnum):
    """The kinds, as they are written in addresses."""

    INCIDENT = "incident"
    PERSON = "person"
    ORGANISATION = "organisation"
    OUTCOME = "outcome"
    SOURCE = "source"


KINDS = frozenset(str(kind) for kind in Kind)


class Node(NamedTuple):
    """A thing by its kind and primary key: only inside one answer, never in an address."""

    kind: Kind
    pk: int


@dataclass(frozen=True, slots=True)
class Looks:
    """How a kind is named and drawn; nobody has to tell kinds apart by colour."""

    model: Any
    many: str | Promise
    icon: str
    shape: str


LOOKS: dict[Kind, Looks] = {
    Kind.INCIDENT: Looks(Incident, _("Incidents"), "incident", "diamond"),
    Kind.PERSON: Looks(Person, _("People"), "people", "ellipse"),
    Kind.ORGANISATION: Looks(Organisation, _("Organisations"), "organisation", "round-rectangle"),
    Kind.OUTCOME: Looks(Outcome, _("Outcomes"), "outcome", "hexagon"),
    Kind.SOURCE: Looks(Source, _("Sources"), "source", "tag"),
}

# A record is named by its address, an outcome by the key of its row.
_NAME = re.compile(r"(?P<kind>[a-z]+):(?P<name>[\w-]{1,255})")


def parse(text: str) -> tuple[Kind, str] | None:
    """Return kind and name of `kind:name`, None for any other text."""
    match = _NAME.fullmatch(text)
    if not match or match["kind"] not in KINDS:
        return None
    return Kind(match["kind"]), match["name"]
