"""One proposal: what was found in a text, why, and what accepting it would do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Kind(TextChoices):
    """What is proposed, in the order of the page."""

    MENTION = "mention", _("People and organisations")
    NAME = "name", _("Names without a record")
    QUOTATION = "quotation", _("Quotations")
    EVENT = "event", _("Events")
    CONTRADICTION = "contradiction", _("Contradictions")
    # These two are shown, and nothing is to be decided.
    CHANNEL = "channel", _("Channels")
    TERM = "term", _("Glossary terms")


# Kinds that come to something when they are accepted.
DECIDED = tuple(kind for kind in Kind if kind not in (Kind.CHANNEL, Kind.TERM))


class State(TextChoices):
    """How a proposal stands."""

    OPEN = "open", pgettext_lazy("state of a proposal", "Open")
    ACCEPTED = "accepted", pgettext_lazy("state of a proposal", "Accepted")
    REFUSED = "refused", pgettext_lazy("state of a proposal", "Refused")


@dataclass(frozen=True, slots=True)
class Proposal:
    """What is proposed of one or several places of a cleaned text.

    `key` names it within its document and kind: places in it count characters of the raw text.
    `places` are (start, end) in the cleaned text, the first one being where it is first met.
    `would` says in a sentence what accepting does, `obstacle` why it cannot be done yet: exactly
    one of them is empty. `subject` is the record it is about, `found` what the finder gave, and
    `choices` the answers one of which accepting asks for, each as value and label.
    """

    kind: Kind
    key: str
    places: tuple[tuple[int, int], ...]
    words: str
    reason: str | Promise
    would: str | Promise = ""
    obstacle: str | Promise = ""
    subject: Any = None
    found: Any = None
    question: str | Promise = ""
    choices: tuple[tuple[str, Any], ...] = ()
    chosen: str = ""
    # What else it says, as labels and texts; where what it is about is told.
    details: tuple[tuple[str | Promise, str], ...] = ()
    url: str = ""

    @property
    def start(self) -> int:
        """Where its words are first met in the cleaned text."""
        return self.places[0][0]

    @property
    def end(self) -> int:
        """Where they end there."""
        return self.places[0][1]

    @property
    def name(self) -> str:
        """What names it in a form: its kind and key."""
        return f"{self.kind}:{self.key}"

    @property
    def is_decided(self) -> bool:
        """Whether there is anything to decide about it."""
        return self.kind in DECIDED
