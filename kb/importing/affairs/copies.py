"""Near-duplicates among the reports of one affair: texts that say what an earlier one says."""

from collections import Counter, defaultdict
from collections.abc import Sequence

# Characters in a row that are compared, and the share of a text's that an earlier one has.
_RUN = 8
_SAME = 0.8


def copies(texts: Sequence[str]) -> list[int | None]:
    """Return for each text, bare and in order of time, the number of the first it is a copy of.

    A later text that only cuts an earlier one is its copy; one that goes on longer is none.
    """
    holders: dict[str, list[int]] = defaultdict(list)
    found: list[int | None] = []
    for number, text in enumerate(texts):
        runs = {text[n : n + _RUN] for n in range(max(1, len(text) - _RUN + 1))}
        held = Counter(holder for run in runs for holder in holders.get(run, ()))
        first = min((n for n, count in held.items() if count >= _SAME * len(runs)), default=None)
        # What copies a copy copies the first.
        found.append(found[first] if first is not None and found[first] is not None else first)
        if first is None:
            for run in runs:
                holders[run].append(number)
    return found
