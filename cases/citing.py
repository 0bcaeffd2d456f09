"""What must be cited before it is published, and by a source that its readers may open."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.text import Truncator
from django.utils.translation import gettext as _

from cases.choices import Stance
from cases.models import Incident, Organisation, Person
from kb.readiness import ReadinessCheck, checks
from kb.records.base import Audience

# The parts of each root that need a citation of their own.
CITED_PARTS: dict[type[Any], tuple[str, ...]] = {
    Incident: ("events", "responses", "outcomes"),
    Person: ("roles", "milestones"),
    Organisation: ("milestones",),
}


def _group_ids(record: Any) -> set[int]:
    return set(record.audience_groups.values_list("pk", flat=True)) if record.pk else set()


def _opens_to(source: Any, audience: str, groups: set[int]) -> bool:
    """Return whether everybody of an audience may open a source."""
    if not source.live or source.is_archived:
        return False
    if source.audience == Audience.ALL:
        return True
    return audience == Audience.GROUPS and groups <= _group_ids(source)


def _problem(name: str, fact: Any, audience: str, groups: set[int]) -> str | None:
    """Return what keeps one fact from being published, None when it may go out."""
    carrying = [
        citation for citation in fact.citations.all() if citation.stance != Stance.CONTRADICTS
    ]
    cited = [citation.source for citation in carrying if citation.source_id]
    if not cited:
        return _("%(fact)s needs a citation: add the source that says so.") % {"fact": name}
    if any(_opens_to(source, audience, groups) for source in cited):
        return None
    waiting = [source for source in cited if not source.live or source.is_archived]
    if waiting and waiting[0].audience == Audience.ALL:
        return _(
            "%(fact)s is cited from “%(source)s”, which is not published: publish it first."
        ) % {
            "fact": name,
            "source": waiting[0],
        }
    if waiting:
        # Whoever reads this sentence may not know of a source that is for some groups only.
        return _("%(fact)s is cited from a source that is not published: publish it first.") % {
            "fact": name
        }
    return _(
        "%(fact)s is cited only from sources that not all of its readers may open: "
        "add one they may, or restrict the record to the same groups."
    ) % {"fact": name}


def _facts(record: Any) -> Iterator[tuple[str, Any]]:
    """Yield each fact of a draft that needs a citation, with a name an editor knows it by."""
    if isinstance(record, Incident):
        yield _("The incident itself"), record
    for accessor in CITED_PARTS[type(record)]:
        for number, part in enumerate(getattr(record, accessor).all(), start=1):
            if getattr(part, "own_knowledge", False):
                continue
            yield (
                _("%(kind)s %(number)d (“%(text)s”)")
                % {
                    "kind": str(part._meta.verbose_name).capitalize(),
                    "number": number,
                    "text": Truncator(str(part)).chars(60),
                },
                part,
            )


def missing_citations(record: Any) -> Iterable[str]:
    """Return a sentence for each fact of a draft that lacks a citation its readers may open."""
    groups = _group_ids(record)
    for name, fact in _facts(record):
        if problem := _problem(name, fact, record.audience, groups):
            yield problem


def register() -> None:
    """Make publication ask for citations."""
    for model in CITED_PARTS:
        checks.register(
            ReadinessCheck(f"citations of {model._meta.model_name}", model, missing_citations)
        )
