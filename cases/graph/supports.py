"""Which sources hold the facts behind links, as far as the reader may open them."""

from collections.abc import Iterable
from functools import partial
from typing import Any

from django.db.models import CharField, F, Value

from cases.choices import IncidentLinkKind
from cases.graph.edges import Edge
from cases.graph.kinds import Kind
from cases.graph.known import Known
from cases.graph.statements import A, among, fetched, statement, together
from cases.models import CITED, Citation, IncidentLink
from kb.records.bilingual import Bilingual


def supports(facts: Iterable[tuple[str, int]], known: Known) -> dict[tuple[str, int], list[int]]:
    """Return the keys of the sources that hold each fact up, in the order of their citations."""
    keys: dict[str, set[int]] = {}
    for name, pk in facts:
        if name in CITED:
            keys.setdefault(name, set()).add(pk)
    asked = [
        (statement(("supports", name), None, partial(_rows, name)), {A: some})
        for name, some in keys.items()
    ]
    rows = sorted(fetched(together(asked)))
    known.learn({Kind.SOURCE: {source for *_fact, _key, source in rows}})
    found: dict[tuple[str, int], list[int]] = {}
    for name, pk, _key, source in rows:
        if known.may_know(Kind.SOURCE, source):
            found.setdefault((name, pk), []).append(source)
    return found


def reasons(edges: Iterable[Edge]) -> dict[int, Bilingual]:
    """Return the reasons that were given for links between incidents, by the link's key."""
    keys = {
        pk for edge in edges if edge.relation in IncidentLinkKind.values for _, pk in edge.facts
    }
    if not keys:
        return {}
    links = IncidentLink.objects.filter(pk__in=keys).only("reason_en", "reason_zh")
    return {link.pk: link.reason for link in links}


def _rows(name: str) -> Any:
    citations = Citation.objects.that_carry().filter(
        **{f"{name}_id__in": among(A)}, source__isnull=False
    )
    return citations.order_by().values_list(
        Value(name, output_field=CharField()), F(f"{name}_id"), "pk", "source_id"
    )
