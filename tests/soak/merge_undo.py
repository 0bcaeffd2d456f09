"""Merges in random worlds, undone again: the whole database is as it was, but for the log.

Some are chains: several merges one after the other, undone in the opposite order.
"""

from __future__ import annotations

from django.db import transaction

from cases.merging.unmerge import unmerge
from cases.models import MergedRow
from tests.merged_worlds import differing, everything, linked_world, merge_some
from tests.soak.figure import Result, Trial

TITLE = "Merging and undoing in random worlds"
TIMES = 60
SECONDS = 900
CHAIN = 3


def try_one(seed: int) -> tuple[int, list[str]]:
    """Merge and undo in one world, which is then forgotten; return how often, and faults."""
    with transaction.atomic():
        try:
            pick = linked_world(seed)
            before = everything()
            done = [merge_some(pick) for _ in range(pick.randint(1, CHAIN))]
            for one in reversed(done):
                if one is not None:
                    unmerge(one, None)
            wrong = differing(before, everything())
            return sum(one is not None for one in done), [f"{seed}: {fault}" for fault in wrong]
        finally:
            transaction.set_rollback(True)


def run(trial: Trial) -> Result:
    """Try many worlds, and tell each row that differs."""
    result = Result()
    merged = 0
    for number in range(trial.times):
        if not trial.has_time:
            break
        count, wrong = try_one(trial.random(number).randrange(10**6))
        merged += count
        result.wrong += wrong
        result.done += 1
    result.numbers = {"merges": merged, "rows left": MergedRow.objects.count()}
    return result
