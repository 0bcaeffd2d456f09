"""Groups that grow link by link: when two of them become one."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence

# How alike two reports are, and their numbers.
Link = tuple[float, int, int]
# Two affairs may share one report; groups of some size are joined by more than one pair.
_SMALL = 2


class Groups:
    """Groups of numbers; at first each stands for itself, or as it is given."""

    def __init__(self, numbers: Iterable[int], given: Iterable[Sequence[int]] = ()) -> None:
        self._of = {number: [number] for number in numbers}
        for group in given:
            kept = list(group)
            self._of.update(dict.fromkeys(kept, kept))

    def of(self, number: int) -> list[int]:
        """Return the group of a number."""
        return self._of[number]

    def all(self) -> list[list[int]]:
        """Return every group once, each sorted, in the order of their first numbers."""
        return sorted(sorted(group) for group in {id(g): g for g in self._of.values()}.values())

    def join_by(
        self,
        links: Iterable[Link],
        may_join: Callable[[list[int], list[int]], bool] = lambda one, other: True,
    ) -> None:
        """Join what is linked, the most alike first; what was not enough is tried once more.

        `may_join` is asked of two groups before they become one.
        """
        ordered = sorted(links, reverse=True)
        linked: dict[int, set[int]] = defaultdict(set)
        for _likeness, one, other in ordered:
            linked[one].add(other)
            linked[other].add(one)
        left = [link for link in ordered if not self._join(link, linked, may_join)]
        for link in left:  # what has grown since may now be joined
            self._join(link, linked, may_join)

    def _join(
        self,
        link: Link,
        linked: dict[int, set[int]],
        may_join: Callable[[list[int], list[int]], bool],
    ) -> bool:
        likeness, one, other = link
        first, second = self._of[one], self._of[other]
        if first is second:
            return True
        smaller, larger = sorted((first, second), key=len)
        if len(smaller) > _SMALL and likeness < 1.0:
            inside = set(larger)
            between = sum(len(linked[number] & inside) for number in smaller if number in linked)
            if between < len(smaller):
                return False
        if not may_join(first, second):
            return False
        first += second
        for number in second:
            self._of[number] = first
        return True
