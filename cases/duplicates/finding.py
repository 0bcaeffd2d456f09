"""Keeps the keys and the likely pairs of records: one at a save, all of them by the command."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import asdict
from hashlib import blake2b
from itertools import combinations
from typing import Any

from django.db import transaction
from django.db.models import Q

from cases.duplicates.judging import judge
from cases.duplicates.keys import KEYS_VERSION, keys_of
from cases.duplicates.loading import not_archived, profiles
from cases.duplicates.profile import QUEUE, Judgement, Profile
from cases.models import LikelyPair, LikenessKey

# A key of more records than this tells nothing: another one must lead from one to the other.
# Seven people of one name are seven people, unless some of them have the same employer.
MOST = {"person": 6, "organisation": 20, "source": 30, "incident": 30}
_CHUNK = 1_000
_MARK = -KEYS_VERSION  # every record has this key once its keys are of this version

Progress = Callable[[str, int, int], None]


def seen(one: Profile, other: Profile) -> str:
    """Return what a decision about two records is remembered with."""
    low, high = sorted((one, other), key=lambda profile: profile.pk)
    printed = f"{low.print}{high.print}".encode()
    return blake2b(printed, digest_size=16).hexdigest()


def candidates(kind: str, keys: Collection[int], *, without: int = 0) -> set[int]:
    """Return the records of a kind with one of some keys, for which that is not too common.

    Only records that everybody may know of make a key common: others change nobody's answer.
    """
    rows = LikenessKey.objects.filter(key__in=keys, kind=kind).exclude(record=without)
    found: dict[int, list[int]] = defaultdict(list)
    common: Counter[int] = Counter()
    for key, record, is_open in rows.values_list("key", "record", "open_to_all"):
        found[key].append(record)
        common[key] += is_open
    return {one for key, records in found.items() if common[key] <= MOST[kind] for one in records}


def refresh(kind: str, pk: int) -> None:
    """Write the keys and the likely pairs of one record anew."""
    mine = profiles(kind, [pk]).get(pk)
    if mine is None:
        # Archived or gone: its pairs are shown to nobody, and come back with it.
        return
    keys = _write_keys([mine])[pk]
    others = profiles(kind, candidates(kind, keys, without=pk))
    fresh = [_pair(mine, other, found) for other, found in _likely(mine, others.values())]
    _replace(LikelyPair.objects.about(kind, pk), fresh)


def forget(kind: str, pk: int) -> None:
    """Take out what is kept of a record that is deleted."""
    LikenessKey.objects.filter(kind=kind, record=pk).delete()
    LikelyPair.objects.about(kind, pk).delete()


def _likely(mine: Profile, others: Iterable[Profile]) -> Iterator[tuple[Profile, Judgement]]:
    for other in others:
        found = judge(mine, other)
        if found.score >= QUEUE:
            yield other, found


def _pair(one: Profile, other: Profile, found: Judgement) -> LikelyPair:
    if one.pk > other.pk:
        # Reasons name the words of the first record first, whoever was saved.
        one, other = other, one
        found = judge(one, other)
    return LikelyPair(
        kind=one.kind,
        first=one.pk,
        second=other.pk,
        seen=seen(one, other),
        score=found.score,
        reasons=[asdict(reason) for reason in found.reasons],
    )


def _write_keys(some: Iterable[Profile]) -> dict[int, frozenset[int]]:
    """Store the keys of profiles of one kind, leaving those that stay; return them by record."""
    wanted = {one.pk: keys_of(one) | {_MARK} for one in some}
    states = {one.pk: one.open_to_all for one in some}
    if not wanted:
        return {}
    kind = next(iter(some)).kind
    rows = LikenessKey.objects.filter(record__in=wanted, kind=kind)
    gone, there = [], defaultdict(set)
    for pk, record, key, is_open in rows.values_list("pk", "record", "key", "open_to_all"):
        if key in wanted[record] and is_open == states[record]:
            there[record].add(key)
        else:
            gone.append(pk)
    for first in range(0, len(gone), _CHUNK // 2):
        LikenessKey.objects.filter(pk__in=gone[first : first + _CHUNK // 2]).delete()
    LikenessKey.objects.bulk_create(
        (
            LikenessKey(key=key, kind=kind, record=record, open_to_all=states[record])
            for record, keys in wanted.items()
            for key in keys - there[record]
        ),
        batch_size=_CHUNK,
    )
    return {record: keys - {_MARK} for record, keys in wanted.items()}


def _replace(stored: Any, fresh: Iterable[LikelyPair]) -> None:
    """Make the stored pairs those that were found, leaving those that stay as they are."""
    known = {(row.first, row.second): row for row in stored}
    new = []
    for pair in fresh:
        old = known.pop((pair.first, pair.second), None)
        if old is None:
            new.append(pair)
        elif (old.seen, old.score, old.reasons) != (pair.seen, pair.score, pair.reasons):
            old.seen, old.score, old.reasons = pair.seen, pair.score, pair.reasons
            old.save(update_fields=["seen", "score", "reasons"])
    gone = [row.pk for row in known.values()]
    for first in range(0, len(gone), _CHUNK // 2):
        LikelyPair.objects.filter(pk__in=gone[first : first + _CHUNK // 2]).delete()
    LikelyPair.objects.bulk_create(new, batch_size=_CHUNK, ignore_conflicts=True)


def without_keys(kind: str, most: int) -> list[int]:
    """Return records of a kind whose keys are missing or of an older version."""
    marked = LikenessKey.objects.filter(kind=kind, key=_MARK).values("record")
    rows = not_archived(kind).exclude(pk__in=marked)
    return list(rows.order_by("pk").values_list("pk", flat=True)[:most])


# --- All of a kind ------------------------------------------------------------------------------


def find_all(kind: str, progress: Progress = lambda *told: None) -> tuple[int, int]:
    """Write the keys and pairs of all records of a kind anew; return their number and the pairs'.

    `progress` is told what is done, how much of it, and of how much.
    """
    every: dict[int, Profile] = {}
    blocks: dict[int, list[int]] = defaultdict(list)
    ids = list(not_archived(kind).order_by("pk").values_list("pk", flat=True))
    for first in range(0, len(ids), _CHUNK):
        some = profiles(kind, ids[first : first + _CHUNK])
        with transaction.atomic():
            written = _write_keys(some.values())
        every |= some
        for record, keys in written.items():
            for key in keys:
                blocks[key].append(record)
        progress("keys", min(first + _CHUNK, len(ids)), len(ids))
    _forget_others(kind, set(ids))
    fresh = list(_pairs(kind, every, blocks, progress))
    with transaction.atomic():
        _replace(LikelyPair.objects.filter(kind=kind), fresh)
    return len(every), len(fresh)


def _pairs(
    kind: str, every: dict[int, Profile], blocks: dict[int, list[int]], progress: Progress
) -> Iterator[LikelyPair]:
    compared: set[tuple[int, int]] = set()
    for number, records in enumerate(blocks.values(), 1):
        if number % 50_000 == 0:
            progress("pairs", number, len(blocks))
        if len(records) < 2:
            continue
        # As at a save, where a record is not counted among those it is compared with.
        if sum(every[record].open_to_all for record in records) > MOST[kind] + 1:
            continue
        for pair in combinations(sorted(set(records)), 2):
            if pair in compared:
                continue
            compared.add(pair)
            one, other = every[pair[0]], every[pair[1]]
            found = judge(one, other)
            if found.score >= QUEUE:
                yield _pair(one, other, found)
    progress("pairs", len(blocks), len(blocks))


def _forget_others(kind: str, ids: set[int]) -> None:
    """Take out keys of records that are no longer there; archived ones keep theirs unseen."""
    stored = set(LikenessKey.objects.filter(kind=kind).values_list("record", flat=True).distinct())
    gone = list(stored - ids)
    for first in range(0, len(gone), _CHUNK // 2):
        some = gone[first : first + _CHUNK // 2]
        LikenessKey.objects.filter(kind=kind, record__in=some).delete()
        LikelyPair.objects.filter(Q(first__in=some) | Q(second__in=some), kind=kind).delete()
