"""What the ledger counts: which tables, and where each number leads."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from cases.filters import ForgivingFilterSet
from cases.querysets.facets import UNSTATED, Facet
from cases.querysets.facets import responses as facets
from cases.statistics.charts import Bars, Discs, bars, discs
from cases.statistics.delays import DELAY, DelayClass
from cases.statistics.tables import Choice, CrossedTable, Line, Table, choices_of, crossed, table
from cases.statistics.tallies import NOTHING, TOTAL, Tallies, tally
from cases.views import listing
from kb.models import Channel, CrisisType, OutcomeKind, Strategy

QUESTIONS: list[tuple[Facet, ...]] = [
    (facets.STRATEGY,),
    (facets.SCHEME,),
    (facets.CHANNEL,),
    (DELAY,),
    (facets.CLUSTER, facets.STRATEGY),
    (facets.OUTCOME, facets.STRATEGY),
]
# Facets of which a response may stand under several choices at once: to narrow further, what is
# chosen stays and the other is asked as well.
SEVERAL = {"strategy": "also_strategy", "scheme": "also_scheme", "outcome": "also_outcome"}


@dataclass(frozen=True)
class Narrowed:
    """The addresses of the ledger narrowed further than it is; `below` are the types by cluster."""

    chosen: dict[str, Any]
    below: dict[str, set[str]]

    def __call__(self, choices: Iterable[tuple[str, str]]) -> str:
        """Return the address of exactly the rows that stand under these choices as well."""
        query = dict(self.chosen)
        for name, value in choices:
            if name == "cluster":
                query["type"] = self._types(value)
            elif name in SEVERAL and query.get(name, [value]) != [value]:
                also = SEVERAL[name]
                query[also] = sorted({*query.get(also, []), value})
            else:
                query[name] = [value]
        address = reverse("ledger")
        asked = listing.query_of(query)
        return f"{address}?{asked}" if asked else address

    def _types(self, cluster: str) -> list[str]:
        chosen = set(self.chosen.get("type", []))
        inside = chosen & self.below.get(cluster, set())
        return sorted(inside) if inside and cluster not in chosen else [cluster]


@dataclass(frozen=True, slots=True)
class Drawn:
    """A table with its words and its drawing."""

    title: str
    explained: str
    table: Table | CrossedTable
    bars: Bars | None = None
    discs: Discs | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """The tables of one subject; `base` is what they are counted of."""

    name: str
    title: str
    base: Line
    drawn: list[Drawn]


@dataclass(frozen=True)
class _Counted:
    """What was counted, and the choices to show it by."""

    found: Tallies
    address: Narrowed
    total: Line
    clusters: list[Choice]
    kinds: list[Choice]

    def by(self, name: str, title: str, explained: str, choices: Sequence[Choice]) -> Section:
        """Return the section of one question about all responses."""
        shown = table(name, self.total, choices, self.found[name], self.address)
        return Section(name, title, self.total, [Drawn("", explained, shown, bars=bars(shown))])

    def of_scheme(self, scheme: str, strategies: Sequence[Choice]) -> Section:
        """Return the section of one scheme: its strategies, with clusters, with outcomes."""
        count = self.found["scheme"].get((scheme,), NOTHING)
        address, name = self.address, scheme.upper()
        base = Line(Choice(scheme, name), count, address((("scheme", scheme),)))
        whole = self.found["strategy"]
        down = ("strategy", strategies)
        plain = table("strategy", base, strategies, whole, address)
        ended, clustered = (
            crossed((one, choices), down, base, whole, self.found[f"{one} strategy"], address)
            for one, choices in (("outcome", self.kinds), ("cluster", self.clusters))
        )
        drawn = [
            Drawn(
                _("Strategies"),
                _("A response may carry several; a family counts what is below it, once."),
                plain,
                bars=bars(plain),
            ),
            Drawn(
                _("Strategies by crisis cluster"),
                _("How often a strategy was used in incidents of each cluster."),
                clustered,
                discs=discs(clustered),
            ),
            Drawn(
                _("Outcomes by strategy"),
                _(
                    "What is recorded of how the incidents ended in which a strategy was used; an "
                    "incident may end in several ways. It does not say that the strategy led there."
                ),
                ended,
                discs=discs(ended),
            ),
        ]
        title = _("Strategies (%(scheme)s)") % {"scheme": name}
        return Section(scheme, title, base, drawn)


def counted_tables(filters: ForgivingFilterSet) -> dict[str, Any]:
    """Return the tables of the filtered responses with their drawings, by scheme where coded."""
    types = list(CrisisType.objects.all())
    address = Narrowed(filters.chosen, _below(types))
    found = tally(filters.qs, filters.user, QUESTIONS)
    total = Line(Choice("", ""), found[TOTAL][()], address(()))
    not_coded = Line(
        Choice(UNSTATED, ""),
        found["scheme"].get((UNSTATED,), NOTHING),
        address((("scheme", UNSTATED),)),
    )
    counted = _Counted(
        found,
        address,
        total,
        clusters=_and(_("Not classified"), choices_of(one for one in types if not one.parent_id)),
        kinds=_and(_("No outcome known"), choices_of(OutcomeKind.objects.all())),
    )
    schemes: dict[str, list[Any]] = {}
    for strategy in Strategy.objects.all():
        schemes.setdefault(strategy.scheme, []).append(strategy)
    sections = [
        counted.of_scheme(scheme, choices_of(rows, value="code"))
        for scheme, rows in schemes.items()
        if found["scheme"].get((scheme,), NOTHING).responses
    ]
    channels = _and(_("Not stated"), choices_of(Channel.objects.all()))
    delays = [Choice(one.value, one.label) for one in DelayClass]
    sections += [
        counted.by("channel", _("Channels"), _("Where it was said or done."), channels),
        counted.by(
            "delay",
            _("Time after the first signal"),
            _(
                "From the first public signal that is known to the response. A time that is known "
                "to the day or month only counts where all of its range lies."
            ),
            delays,
        ),
    ]
    return {"counted": total, "not_coded": not_coded, "sections": sections}


def _and(unstated: str, choices: list[Choice]) -> list[Choice]:
    return [*choices, Choice(UNSTATED, unstated)]


def _below(types: Sequence[Any]) -> dict[str, set[str]]:
    """Return the keys of the types of each cluster."""
    keys = {one.pk: one.key for one in types}
    below: dict[str, set[str]] = {}
    for one in types:
        if one.parent_id:
            below.setdefault(keys[one.parent_id], set()).add(one.key)
    return below
