"""What the search page shows around its list: facets, what is chosen, pages, both orders."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from kb.language.codes import Language
from kb.language.reading import read
from kb.permissions import User
from kb.records.bilingual import Bilingual
from kb.search.facets import KIND, LANGUAGE, YEAR
from kb.search.filters import ADDRESS_NAMES, Filters
from kb.search.narrowed import LABELS, LANGUAGE_LABELS
from kb.search.results import Results
from kb.search.sources import facets, sources

# A longer list of choices is no help: the query language reaches all of them.
MOST_CHOICES = 24


@dataclass(frozen=True, slots=True)
class Choice:
    """A value of a facet as it stands in the column, with how many results it would leave."""

    value: str
    label: str
    count: int
    chosen: bool
    share: int = 0


@dataclass(frozen=True, slots=True)
class FacetColumn:
    """One facet; `name` is what it is called in addresses, `chosen` how many of it are chosen."""

    name: str
    label: str | Promise
    choices: tuple[Choice, ...]
    chosen: int


@dataclass(frozen=True, slots=True)
class Chip:
    """Something that narrows the list, and the address of the list without it."""

    label: str | Promise
    value: str
    excluded: bool
    url: str


def facet_columns(
    results: Results, filters: Filters, user: User, reader: Language
) -> Iterator[FacetColumn]:
    """Yield the facets that divide these results, and those something is chosen of."""
    for name in (KIND, LANGUAGE, YEAR, *(facet.name for facet in facets)):
        counted = results.counts.get(name, {})
        chosen = filters.chosen.get(name, ())
        listed = _listed(name, counted, chosen)
        if not listed:
            continue
        called = _called(name, listed, user)
        most = max(counted.values(), default=0)
        choices = tuple(
            Choice(
                value=called[value][0],
                label=as_read(called[value][1], reader),
                count=count,
                chosen=value in chosen,
                share=100 * count // most if most else 0,
            )
            for value, count in listed.items()
            if value in called
        )
        if choices:
            label = LABELS.get(name) or facets[name].label
            yield FacetColumn(ADDRESS_NAMES.get(name, name), label, choices, len(chosen))


def _listed(name: str, counted: dict[str, int], chosen: Iterable[str]) -> dict[str, int]:
    """Return the values to list, years newest first, others by how many there are."""
    if name == YEAR:
        order = sorted(counted, reverse=True)
    else:
        order = sorted(counted, key=lambda value: (-counted[value], value))
    kept = order[:MOST_CHOICES]
    return {value: counted.get(value, 0) for value in dict.fromkeys([*kept, *chosen])}


def _called(name: str, values: Iterable[str], user: User) -> dict[str, tuple[str, Any]]:
    """Return how values are called in addresses and by readers, as far as they may know of them."""
    if name == KIND:
        return {value: (value, sources[value].label) for value in values if value in sources}
    if name == LANGUAGE:
        known = (value for value in values if value in LANGUAGE_LABELS)
        return {value: (value, LANGUAGE_LABELS[value]) for value in known}
    if name == YEAR:
        return {value: (value, value) for value in values}
    choices = facets[name].choices(user, list(values))
    return {value: (choice.address, choice.label) for value, choice in choices.items()}


def chips(
    results: Results,
    filters: Filters,
    columns: Iterable[FacetColumn],
    address: QueryDict,
    reader: Language,
) -> Iterator[Chip]:
    """Yield all that narrows the list: operators of the query, choices of facets, the period."""
    for one in results.narrowed.understood:
        called = " / ".join(dict.fromkeys(as_read(value, reader) for value in one.values))
        yield Chip(one.label, called, one.excluded, _with(address, "q", [one.without]))
    for column in columns:
        for choice in column.choices:
            if choice.chosen:
                # As they are called now: the address may name what was merged since.
                rest = [one.value for one in column.choices if one.chosen and one is not choice]
                yield Chip(column.label, choice.label, False, _with(address, column.name, rest))
    for name, label, day in (("from", _("From"), filters.start), ("to", _("To"), filters.end)):
        if day:
            yield Chip(label, day.isoformat(), False, _with(address, name, []))


def as_read(label: Any, reader: Language) -> str:
    """Return a label in the reader's writing: authored ones have two, others are ours."""
    if isinstance(label, Bilingual):
        return read(label, reader).text
    return str(capfirst(str(label)))


def _with(address: QueryDict, name: str, values: list[str]) -> str:
    """Return an address with other values of a name, on its first page."""
    changed = address.copy()
    changed.pop("page", None)
    changed.setlist(name, values)
    return f"?{changed.urlencode()}"


class ListPaginator(Paginator[int]):
    """Numbers the pages of a list of which only the first part is counted."""

    def __init__(self, total: int, below: int, per_page: int) -> None:
        super().__init__(range(total + below), per_page)
        self.counted = total


def page_of(results: Results, number: int, per_page: int) -> Page[int]:
    """Return the page of that number, or the last there is."""
    paginator = ListPaginator(results.total, results.total_below or 0, per_page)
    return paginator.page(min(number, paginator.num_pages))
