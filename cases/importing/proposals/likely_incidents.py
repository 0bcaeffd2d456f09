"""Incidents a document may belong to: those of the people and organisations it names."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Q

from cases.importing.proposals.belonging import choosable
from cases.importing.proposals.reading import Reading

MOST = 8


def likely_incidents(reading: Reading) -> list[Any]:
    """Return the incidents in which most of those named are involved, latest first among equals."""
    numbers = {kind: set[int]() for kind in ("person", "organisation")}
    for mention in reading.mentions:
        if mention.kind in numbers:
            numbers[mention.kind].add(reading.record_of(mention).pk)
    if not any(numbers.values()):
        return []
    named = Q(involvements__person__in=numbers["person"])
    named |= Q(involvements__organisation__in=numbers["organisation"])
    rows = choosable(reading.document, reading.user)
    rows = rows.annotate(shared=Count("involvements", filter=named)).filter(shared__gt=0)
    return list(rows.order_by("-shared", "-pk")[:MOST])


def found_incidents(reading: Reading, words: str) -> list[Any]:
    """Return the incidents this person may choose whose title has these words in it."""
    rows = choosable(reading.document, reading.user)
    for word in words.split():
        rows = rows.filter(Q(title_en__icontains=word) | Q(title_zh__icontains=word))
    return list(rows.order_by("-began_start", "-pk")[:MOST])
