"""Words that mean the very same thing: the names of one record, the halves of one term."""

from collections.abc import Collection, Iterator, Sequence

# Names of more words are looked for as they are typed, but not translated.
LONGEST_NAME = 6


def name_key(of_units: Sequence[str]) -> str:
    """Return the key under which a name of these units is known."""
    return " ".join(of_units)


def possible_names(typed: Sequence[str]) -> list[str]:
    """Return the key of every stretch of typed units that could be a name, each once."""
    return list(dict.fromkeys(name_key(typed[i:j]) for i, j in _stretches(typed)))


def _stretches(typed: Sequence[str]) -> Iterator[tuple[int, int]]:
    for start in range(len(typed)):
        for end in range(min(len(typed), start + LONGEST_NAME), start, -1):
            yield start, end


def cut_at_names(typed: Sequence[str], known: Collection[str]) -> list[tuple[str, ...]]:
    """Cut typed units into names that are known, the longest first from the left, and single units.

    `Lei Jun apology` becomes `Lei Jun`, `apology` where somebody of that name is known.
    """
    cut, start = [], 0
    while start < len(typed):
        end = next(
            (
                end
                for end in range(min(len(typed), start + LONGEST_NAME), start, -1)
                if name_key(typed[start:end]) in known
            ),
            start + 1,
        )
        cut.append(tuple(typed[start:end]))
        start = end
    return cut
