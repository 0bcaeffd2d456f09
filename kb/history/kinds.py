"""What has a history: kinds of pages and records, by registration."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from django.db.models import Model, TextChoices
from django.utils.translation import pgettext_lazy

from kb.permissions import User
from kb.registry import Registry


class ChangeKind(TextChoices):
    """What happened to a page or record, as readers see it."""

    PUBLISHED = "published", pgettext_lazy("what changed", "Published")
    UPDATED = "updated", pgettext_lazy("what changed", "Updated")
    EVENT = "event", pgettext_lazy("what changed", "New event")
    CONFIRMED = "confirmed", pgettext_lazy("what changed", "Confirmed")
    TRANSLATED = "translated", pgettext_lazy("what changed", "Translated")
    RESTORED = "restored", pgettext_lazy("what changed", "Restored")
    APPROVED = "approved", pgettext_lazy("what changed", "Approved")
    RELEASED = "released", pgettext_lazy("what changed", "Released")
    WITHDRAWN = "withdrawn", pgettext_lazy("what changed", "Withdrawn")
    SIGNAL = "signal", pgettext_lazy("what changed", "New signal")
    REVIEWED = "reviewed", pgettext_lazy("what changed", "Reviewed")
    CLOSED = "closed", pgettext_lazy("what changed", "Closed")
    WATCHED = "watched", pgettext_lazy("what changed", "Watched again")
    MERGED = "merged", pgettext_lazy("what changed", "Merged")


class Looking(Protocol):
    """Answers what a reader may see today (`kb.history.seen.Seen`)."""

    def may(self, model: Any, pk: Any) -> bool: ...

    @property
    def user(self) -> User: ...


def everything(model: type[Model], row: Mapping[str, Any], seen: Looking) -> bool:
    """Admit every part of a version."""
    return True


@dataclass(frozen=True)
class HistoryKind:
    """A kind of page or record with a history.

    `visible(user)` is what readers meet of it; `admits(model, row, seen)` says whether a reader may
    know of a version (`model` is the kind's own) or of one of its parts, given as the row stands in
    a revision. A version that adds a part named in `news` is that kind of change.
    """

    name: str
    model: type[Model]
    visible: Callable[[User], Any]
    admits: Callable[[type[Model], Mapping[str, Any], Looking], bool] = everything
    news: Mapping[str, ChangeKind] = field(default_factory=dict)


@dataclass(frozen=True)
class PublishingAction:
    """An entry of the log by which a revision became what readers see, and what to call that.

    Without `kind`, the difference says it.
    """

    name: str
    kind: ChangeKind | None = None


@dataclass(frozen=True)
class Note:
    """An entry of the log that tells something by itself: no revision holds what it changed."""

    name: str
    kind: ChangeKind


kinds: Registry[HistoryKind] = Registry()
publishing: Registry[PublishingAction] = Registry()
notes: Registry[Note] = Registry()


def kind_of(record: Model) -> HistoryKind | None:
    """Return the kind of a page or record, None for one without a history."""
    return next((kind for kind in kinds if isinstance(record, kind.model)), None)
