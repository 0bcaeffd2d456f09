"""What is held against the firewall while somebody edits it, by registration."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Model

from kb.draft_checks.told import Draft
from kb.models import CaseStudyPage
from kb.registry import Registry
from kb.search.page_sources import page_text


@dataclass(frozen=True)
class DraftKind:
    """A kind of page or record: `drafts(obj)` gives the texts in a draft of one.

    `name` is part of an address.
    """

    name: str
    model: type[Model]
    drafts: Callable[[Any], Iterable[Draft]]


draft_kinds: Registry[DraftKind] = Registry()


def kind_of(thing: Any) -> DraftKind | None:
    """Return the kind of a page or record, None for one whose text is not checked."""
    return next((kind for kind in draft_kinds if isinstance(thing, kind.model)), None)


def _case_study(page: Any) -> Iterable[Draft]:
    """Return a case study as one text: what it tells of is told by nobody in particular."""
    text = "\n\n".join(part.text for part in page_text(page).body)
    return [Draft(text)] if text.strip() else []


def register() -> None:
    """Name the pages that are checked."""
    draft_kinds.register(DraftKind("case-study", CaseStudyPage, _case_study))
