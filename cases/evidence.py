"""Which source holds which fact, as far as a reader may open them: citations with numbers."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cases.choices import Stance
from cases.models import Citation
from kb.permissions import User


@dataclass(frozen=True, slots=True)
class Numbered:
    """A citation with the number of its source on this page."""

    citation: Any
    number: int


@dataclass(frozen=True, slots=True)
class NumberedSource:
    """A source with its number on this page."""

    number: int
    source: Any


@dataclass(frozen=True, slots=True)
class Account:
    """What sources that agree with each other say of a fact."""

    label: str | Promise
    citations: list[Numbered]


@dataclass(frozen=True, slots=True)
class Conflict:
    """A fact on which sources differ, with every account of it."""

    subject: Any
    url: str
    accounts: list[Account]


@dataclass
class Evidence:
    """The citations of some facts; sources are numbered in the order in which facts ask."""

    citations: dict[tuple[str, int], list[Any]]
    numbers: dict[int, int] = field(default_factory=dict)
    sources: list[NumberedSource] = field(default_factory=list)

    def of(self, fact: Any) -> list[Numbered]:
        """Return the citations of a fact, numbered."""
        found = self.citations.get((fact._meta.model_name, fact.pk), [])
        return [Numbered(citation, self._number(citation.source)) for citation in found]

    def outlet_keys(self) -> Iterator[tuple[Any, str]]:
        """Yield the keys of all sources to their outlets."""
        for citations in self.citations.values():
            for citation in citations:
                yield citation.source, "outlet"

    def give(self, facts: Iterable[Any]) -> None:
        """Set `shown_citations` on each fact, as templates ask for them."""
        for fact in facts:
            fact.shown_citations = self.of(fact)

    def conflict(self, fact: Any, subject: Any, url: str = "") -> Conflict | None:
        """Return the accounts of a fact where sources differ, None where they agree.

        They differ when one contradicts, or when two tell it in words of their own.
        """
        cited = self.of(fact)
        against = [one for one in cited if one.citation.stance == Stance.CONTRADICTS]
        views = {one.citation.view for one in cited if one.citation.view}
        if not against and len(views) < 2:
            return None
        accounts = _by_view([one for one in cited if one not in against], _("One account"))
        accounts += _by_view(against, _("Another account"))
        return Conflict(subject, url, accounts)

    def _number(self, source: Any) -> int:
        number = self.numbers.get(source.pk)
        if number is None:
            number = self.numbers[source.pk] = len(self.numbers) + 1
            self.sources.append(NumberedSource(number, source))
        return number


def _by_view(citations: Sequence[Numbered], label: str | Promise) -> list[Account]:
    """Group citations that say the same; those without words of their own stand together."""
    groups: dict[Any, list[Numbered]] = {}
    for one in citations:
        groups.setdefault(one.citation.view, []).append(one)
    return [Account(label, group) for group in groups.values()]


def gather(user: User, *facts: Iterable[Any]) -> Evidence:
    """Return the citations of these facts whose sources this person may open; one query.

    Sources come without their outlets, which may be hidden: `attach_visible` gives them.
    """
    keys: dict[str, list[int]] = {}
    for fact in (one for several in facts for one in several):
        keys.setdefault(fact._meta.model_name, []).append(fact.pk)
    by_fact: dict[tuple[str, int], list[Any]] = {}
    if not keys:
        return Evidence(by_fact)
    condition = Q()
    for name, found in keys.items():
        condition |= Q(**{f"{name}__in": found})
    citations = Citation.objects.filter(condition).visible_to(user).select_related("source")
    # Rows that were never dragged have no place, or the same: then the first recorded is first.
    for citation in citations.order_by("sort_order", "pk"):
        for name in keys:
            if key := getattr(citation, f"{name}_id"):
                by_fact.setdefault((name, key), []).append(citation)
    return Evidence(by_fact)


@dataclass(frozen=True, slots=True)
class Said:
    """One thing a source says: the fact in words, and what kind of fact it is."""

    citation: Any
    text: Any
    kind: str
    anchor: str


@dataclass(frozen=True, slots=True)
class SaidOf:
    """What a source says of one record."""

    record: Any
    said: list[Said]


def said_by_record(citations: Iterable[Any]) -> list[SaidOf]:
    """Group the citations of one source by the record they are about, each fact in words."""
    groups: dict[Any, list[Said]] = {}
    for citation in citations:
        fact = citation.fact
        record = next(
            one
            for name in ("incident", "person", "organisation")
            if (one := getattr(fact, name, None)) is not None or fact._meta.model_name == name
        )
        record = record or fact
        groups.setdefault(record, []).append(_said(citation, fact, record))
    return [SaidOf(record, said) for record, said in groups.items()]


def _said(citation: Any, fact: Any, record: Any) -> Said:
    if fact == record:
        return Said(citation, fact.verdict, str(fact._meta.verbose_name), "")
    for name in ("what", "summary", "title", "actor_name"):
        if text := getattr(fact, name, None):
            return Said(citation, text, str(fact._meta.verbose_name), f"#{fact.key}")
    return Said(citation, "", str(fact._meta.verbose_name), "")
