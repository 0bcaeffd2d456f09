"""Records that were merged into others: which record a key means now."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from kb.registry import Registry

# In a version of a record: how many merges and undoings there had been when it was saved.
STEPS = "merge_steps"


@dataclass(frozen=True)
class DraftStep:
    """What is done to a version of a record before it is read, and noted when one is saved.

    `bring(record, content)` changes the content in place to what has become of its references and
    parts; `steps()` is kept in each version and tells how far that was done.
    """

    name: str
    bring: Callable[[Any, dict[str, Any]], None]
    steps: Callable[[], int]


draft_steps: Registry[DraftStep] = Registry()


def final_keys(model: Any, keys: Iterable[Any]) -> dict[Any, Any]:
    """Return, for those of these keys whose record was merged, the key of what it is part of now.

    A chain is followed to its end; one query for each step of the longest.
    """
    found: dict[Any, Any] = {}
    ahead = {key: key for key in keys}
    for _step in range(100):
        rows = model._base_manager.filter(pk__in=set(ahead.values()), merged_into__isnull=False)
        step = dict(rows.values_list("pk", "merged_into"))
        ahead = {key: step[now] for key, now in ahead.items() if now in step}
        if not ahead:
            break
        found.update(ahead)
    return found


def final(record: Any) -> Any:
    """Return the record itself, or the one that it was merged into."""
    if record is None or getattr(record, "merged_into_id", None) is None:
        return record
    key = final_keys(type(record), [record.pk])[record.pk]
    return type(record)._base_manager.get(pk=key)
