"""What is compared of a record, in plain Python: names, address, time, and who is around it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import blake2b

from kb.search.analysis.normalise import fold


@dataclass(frozen=True)
class Profile:
    """One record of a kind (its model's name), as it is told apart from others.

    `titles` are its English and Chinese halves. `others` are other names that mean it alone;
    those too common to be found in texts are not here. `around` names who is around it: employers
    of a person, people and organisations of an incident; only what everybody may see is in it.
    `start` and `end` (exclusive) are aware, None when not known.
    """

    kind: str
    pk: int = 0
    titles: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    sort: str = ""
    parent: int | None = None
    address: str = ""
    outlet: str = ""
    author: str = ""
    start: datetime | None = None
    end: datetime | None = None
    around: frozenset[str] = field(default_factory=frozenset)
    linked: frozenset[int] = field(default_factory=frozenset)
    open_to_all: bool = True

    @property
    def names(self) -> Iterator[str]:
        """Yield the titles, then the other names."""
        yield from self.titles
        yield from self.others

    @property
    def span(self) -> tuple[datetime, datetime] | None:
        """Its time, None when that is not known."""
        return None if self.start is None or self.end is None else (self.start, self.end)

    @property
    def print(self) -> str:
        """What a decision about this record is remembered with: it changes when its names do."""
        told = sorted({fold(name).strip() for name in self.names if name.strip()})
        text = repr((told, self.address)).encode("utf-8", "replace")
        return blake2b(text, digest_size=12).hexdigest()


@dataclass(frozen=True, slots=True)
class Reason:
    """Why two records may be one, or may not: a code of `wording.py` and the words it names.

    `ours` stands on the first record, `theirs` on the second; `share` says how much of the words
    is the same, in percent.
    """

    code: str
    ours: str = ""
    theirs: str = ""
    share: int = 100


@dataclass(frozen=True, slots=True)
class Judgement:
    """How likely two records are one, from 0 to 100, and why."""

    score: int
    reasons: tuple[Reason, ...] = ()


# From this score on a pair stands in the queue; while somebody types, less is enough.
QUEUE = 70
TYPING = 60
UNLIKE = Judgement(0)
