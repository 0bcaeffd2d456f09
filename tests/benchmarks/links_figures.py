"""The figures of following links: which addresses, and how many floors each may take.

An address is found by the name of its view, so that a figure whose view is not there says so.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import Count, Q
from django.urls import reverse

from cases.models import Incident, Organisation, Person
from kb.permissions import User

# Records a figure is asked for: neither the smallest nor only one.
SAMPLE = 8


@dataclass(frozen=True)
class Known:
    """Records of a world that a reader may see, by what is special about them."""

    typical: Sequence[str]
    big: Sequence[str]
    hub: str
    person: str


@dataclass(frozen=True)
class Figure:
    """One line of the table: `addresses` may raise NoReverseMatch; `most` is in bare floors.

    With `after_change` something is saved before each request: nothing that was counted holds.
    """

    name: str
    most: int | None
    addresses: Callable[[Known], Iterator[str]]
    after_change: bool = False


def known(user: User) -> Known:
    """Return what the figures ask for; records are chosen by size, not by luck."""
    incidents = Incident.objects.visible_to(user).filter(slug__startswith="demo--")
    by_size = incidents.annotate(size=Count("events")).order_by("size", "pk")
    number = by_size.count()
    middle = by_size.values_list("slug", flat=True)[number // 2 :][:SAMPLE]
    big = by_size.reverse().values_list("slug", flat=True)[:3]
    people = Person.objects.visible_to(user).filter(slug__startswith="demo--").order_by("slug")
    houses = Organisation.objects.visible_to(user).filter(slug__startswith="demo--")
    return Known(
        tuple(middle),
        tuple(big),
        houses.order_by("slug").values_list("slug", flat=True)[0],
        people.filter(~Q(slug="")).values_list("slug", flat=True)[0],
    )


def _asked(view: str, **query: object) -> str:
    text = urlencode({key: value for key, value in query.items() if value}, doseq=True)
    return reverse(view) + (f"?{text}" if text else "")


def _list(known: Known) -> Iterator[str]:
    yield _asked("incident_list")
    yield _asked("incident_list", status="closed")
    yield _asked("incident_list", strategy="scct:apology", year="2025")


def _list_of_hub(known: Known) -> Iterator[str]:
    yield _asked("incident_list", organisation=known.hub)


def _incident(known: Known) -> Iterator[str]:
    yield from (reverse("incident", args=[slug]) for slug in known.typical)


def _big_incident(known: Known) -> Iterator[str]:
    yield from (reverse("incident", args=[slug]) for slug in known.big)


def _hub(known: Known) -> Iterator[str]:
    yield reverse("organisation", args=[known.hub])
    yield reverse("person", args=[known.person])


def _compare(known: Known) -> Iterator[str]:
    several = known.typical
    yield _asked("compare", incident=several[:4])
    yield _asked("compare", incident=several[-4:])


def _timeline_of_all(known: Known) -> Iterator[str]:
    yield _asked("timeline", month="all")
    yield _asked("timeline", month="2025")
    yield _asked("timeline", month="2025-03")


def _timeline_of_person(known: Known) -> Iterator[str]:
    yield _asked("timeline", person=known.person)


def _ledger(known: Known) -> Iterator[str]:
    yield _asked("ledger")
    yield _asked("ledger", strategy="scct:apology")


def _ledger_counts(known: Known) -> Iterator[str]:
    yield _asked("ledger_counts")
    yield _asked("ledger_counts", strategy="scct:apology")


def _precedents(known: Known) -> Iterator[str]:
    yield _asked("precedents", words="battery overheats, customers ask for the price back")
    yield _asked("precedents", words="电池过热 用户要求退款", type="technical_error_product_harm")
    yield _asked("precedents", severity="2", organisation="company", channel="weibo_official")


def _graph(known: Known) -> Iterator[str]:
    """The biggest incidents: around one there are some 150 records, around two some 250."""
    yield _asked("graph", **{"from": [f"incident:{slug}" for slug in known.big[:1]]})
    yield _asked("graph", **{"from": [f"incident:{slug}" for slug in known.big[:2]]})


def _graph_of_hub(known: Known) -> Iterator[str]:
    yield _asked("graph", **{"from": f"organisation:{known.hub}"})


def _path(known: Known) -> Iterator[str]:
    for one, other in zip(known.typical, known.typical[1:], strict=False):
        yield _asked("graph_paths", a=f"incident:{one}", b=f"incident:{other}")


FIGURES = (
    Figure("incident list with facet counts", 375, _list),
    Figure("incident list of a hub organisation", 375, _list_of_hub),
    Figure("incident list after a change", None, _list, after_change=True),
    Figure("incident", 150, _incident),
    Figure("incident, the biggest", None, _big_incident),
    Figure("person and organisation in most incidents", None, _hub),
    Figure("comparison of four", 300, _compare),
    Figure("precedents", 375, _precedents),
    Figure("ledger", None, _ledger),
    Figure("counts of the ledger", None, _ledger_counts),
    Figure("counts of the ledger after a change", None, _ledger_counts, after_change=True),
    Figure("timeline of everything", 375, _timeline_of_all),
    Figure("timeline of a person in most incidents", None, _timeline_of_person),
    Figure("graph of about 200 records", 250, _graph),
    Figure("graph of a hub, refused", None, _graph_of_hub),
    Figure("path between two records", 750, _path),
)
