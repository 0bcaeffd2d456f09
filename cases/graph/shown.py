"""The graph as it is shown: things and links in the reader's writing, for picture and table."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from cases.choices import IncidentLinkKind
from cases.graph.edges import Edge
from cases.graph.kinds import LOOKS, Kind, Node
from cases.graph.known import Card, Known
from cases.graph.relations import RELATIONS
from cases.graph.supports import reasons, supports
from kb.language.collation import sort_key
from kb.language.reader import current_reader
from kb.language.reading import read
from kb.records.bilingual import Bilingual
from kb.templatetags.reading import reading
from kb.templatetags.times import when

# A row of the table names so many sources, and says how many more there are.
MOST_SOURCES = 2
LONGEST = 60
_PAGES = {
    Kind.INCIDENT: "incident",
    Kind.PERSON: "person",
    Kind.ORGANISATION: "organisation",
    Kind.SOURCE: "source",
}


class Thing:
    """A record or outcome as this reader reads it."""

    def __init__(self, card: Card, bases: "Addresses", start: bool = False) -> None:
        self.card = card
        self.id = card.id
        self.kind = card.kind
        self.start = start
        self._bases = bases

    @cached_property
    def url(self) -> str:
        """The address of its page; an outcome's row on the page of its incident."""
        if self.kind == Kind.OUTCOME:
            return f"{self._bases.of(Kind.INCIDENT, self.card.within)}#{self.key}"
        return self._bases.of(self.kind, self.card.name)

    @property
    def key(self) -> str:
        """The key of an outcome as its row has it: with hyphens, whatever the database keeps."""
        name = self.card.name
        if len(name) != 32:
            return name
        return "-".join((name[:8], name[8:12], name[12:16], name[16:20], name[20:]))

    @cached_property
    def title(self) -> str:
        """The name as plain text."""
        return read(self.card.title, current_reader()).text

    @cached_property
    def link(self) -> SafeString:
        """The name as a link."""
        return format_html('<a href="{}">{}</a>', self.url, reading(self.card.title))

    @cached_property
    def cell(self) -> SafeString:
        """The name as a link, with the shape of its kind before it."""
        return format_html(
            '<span class="graph-kind graph-kind--{}" aria-hidden="true"></span>{}',
            self.kind,
            self.link,
        )

    @property
    def option(self) -> str:
        """The name as a list to choose from has it."""
        return self.title if len(self.title) <= LONGEST else f"{self.title[: LONGEST - 1]}…"

    def as_json(self) -> dict[str, Any]:
        """Return what the picture needs."""
        found = {"id": self.id, "kind": str(self.kind), "title": self.title, "url": self.url}
        return found | ({"start": True} if self.start else {})


class Addresses:
    """The addresses of pages, asked of the router once for each kind, and what is shown there."""

    def __init__(self) -> None:
        self._bases: dict[Kind, str] = {}
        self._things: dict[str, Thing] = {}

    def thing(self, card: Card) -> Thing:
        """Return a thing as it is shown, the same one for the same card."""
        if card.id not in self._things:
            self._things[card.id] = Thing(card, self)
        return self._things[card.id]

    def of(self, kind: Kind, slug: str) -> str:
        """Return the address of a record."""
        if kind not in self._bases:
            self._bases[kind] = reverse(_PAGES[kind], args=["-"]).removesuffix("-/")
        return f"{self._bases[kind]}{slug}/"


# A row of the table. Hundreds of them as a template would take as long as all the rest.
_ROW = (
    '<tr><th scope="row">{}</th><td>{}</td><td>{}</td>'
    '<td data-label="{}:">{}</td><td data-label="{}:">{}</td></tr>'
)
_INCIDENT_LINKS = frozenset(IncidentLinkKind.values)


class Shown:
    """A graph's things and links, made once and used by picture and table."""

    def __init__(self, steps: dict[Node, int], edges: Sequence[Edge], known: Known) -> None:
        self.known = known
        self.edges = edges
        self._times: dict[tuple[Any, ...], SafeString] = {}
        self.bases = Addresses()
        self.things = {
            node: Thing(known.cards[node.kind, node.pk], self.bases, start=not step)
            for node, step in steps.items()
            if (node.kind, node.pk) in known.cards
        }

    def by_kind(self) -> list[tuple[Kind, Any, list[Thing]]]:
        """Return kinds, how they look, and the things of each by name."""
        groups: dict[Kind, list[Thing]] = {}
        for thing in self.things.values():
            groups.setdefault(thing.kind, []).append(thing)
        return [
            (kind, LOOKS[kind], sorted(groups[kind], key=lambda one: sort_key(one.title)))
            for kind in Kind
            if kind in groups
        ]

    def rows(self) -> list[SafeString]:
        """Return the links as rows of the table, by relation, latest first."""
        labels = {name: escape(str(relation.label)) for name, relation in RELATIONS.items()}
        order = {name: place for place, name in enumerate(RELATIONS)}
        facts = {fact for edge in self.edges for fact in edge.facts if edge.a.kind != Kind.SOURCE}
        cited = supports(facts, self.known)
        why = reasons(self.edges)
        time, source = escape(_("When")), escape(_("Source"))
        edges = sorted(self.edges, key=lambda edge: str(edge.latest or ""), reverse=True)
        # All the parts are escaped.
        return [
            mark_safe(
                _ROW.format(
                    self.things[edge.a].cell,
                    _relation(edge, labels[edge.relation], why),
                    self.things[edge.b].cell,
                    time,
                    self._when(edge),
                    source,
                    sources_of(edge, cited, self.known, self.bases),
                )
            )
            for edge in sorted(edges, key=lambda edge: order[edge.relation])
        ]

    def _when(self, edge: Edge) -> SafeString:
        """Return the time of a link; many have the same, that of their incident."""
        if edge.start is None:
            return SafeString("")
        span = (edge.start, edge.end, edge.precision)
        if span not in self._times:
            self._times[span] = escape(when(edge.when))
        return self._times[span]

    def as_json(self) -> dict[str, Any]:
        """Return things and links for the script that draws them."""
        labels = {name: str(relation.label) for name, relation in RELATIONS.items()}
        return {
            "nodes": [thing.as_json() for thing in self.things.values()],
            "edges": [
                {
                    "a": self.things[edge.a].id,
                    "b": self.things[edge.b].id,
                    "relation": edge.relation,
                    "label": labels[edge.relation],
                }
                for edge in self.edges
            ],
        }


def counted(edges: Iterable[Edge]) -> dict[str, int]:
    """Return how many links there are of each relation."""
    numbers: dict[str, int] = {}
    for edge in edges:
        numbers[edge.relation] = numbers.get(edge.relation, 0) + 1
    return numbers


def _relation(edge: Edge, label: SafeString, why: dict[int, Bilingual]) -> str:
    """Return the name of a link, how many facts it has, and the reason that was given for it."""
    number = f" ×{len(edge.facts)}" if len(edge.facts) > 1 else ""
    return f"{label}{number}{reason_of(edge, why)}"


def reason_of(edge: Edge, why: dict[int, Bilingual]) -> SafeString:
    """Return the reasons of a link between incidents, empty for any other link."""
    if edge.relation not in _INCIDENT_LINKS:
        return SafeString("")
    given = [why[pk] for _kind, pk in edge.facts if why.get(pk)]
    return format_html_join("", '<p class="muted small">{}</p>', ((reading(one),) for one in given))


def sources_of(
    edge: Edge, cited: dict[tuple[str, int], list[int]], known: Known, bases: Addresses
) -> SafeString:
    """Return links to the sources of a link's facts: the first, and how many more there are."""
    keys = list(dict.fromkeys(pk for fact in edge.facts for pk in cited.get(fact, ())))
    things = [bases.thing(known.cards[Kind.SOURCE, pk]) for pk in keys[:MOST_SOURCES]]
    more = len(keys) - MOST_SOURCES
    # Links are safe already.
    return mark_safe(", ".join(thing.link for thing in things) + (f" +{more}" if more > 0 else ""))
