"""What a long figure is given, and what it gives back."""

import time
from dataclasses import dataclass, field
from random import Random

MOST_SHOWN = 10


@dataclass
class Trial:
    """One run of a figure: how often, from which seed, and for how long at most."""

    times: int
    seed: int
    seconds: float
    began: float = field(default_factory=time.monotonic)

    def random(self, number: int) -> Random:
        """Return the dice of one try: the same for the same seed and number, whatever ran before."""
        return Random(f"{self.seed}-{number}")

    @property
    def has_time(self) -> bool:
        """Whether another try may begin."""
        return time.monotonic() - self.began < self.seconds


@dataclass
class Result:
    """What a figure found: how often it was tried, each thing that went wrong, and numbers."""

    done: int = 0
    wrong: list[str] = field(default_factory=list)
    numbers: dict[str, int | float | str] = field(default_factory=dict)

    def line(self) -> str:
        """Return the numbers as a reader wants them."""
        return ", ".join(f"{name} {value}" for name, value in self.numbers.items())
