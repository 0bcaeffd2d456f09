"""Drafts of sources out of the parts of a raw document; what is published is for people to say."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.validators import URLValidator
from django.db import transaction
from wagtail.log_actions import log

from cases.actions.add_evidence import add_evidence
from cases.actions.report import in_its_half
from cases.choices import OrganisationKind, SourceKind
from cases.importing.decisions import SOURCE, decide, digest_of, held_document, standing
from cases.importing.known import known_outlets
from cases.importing.parts import Part, parts_of
from cases.importing.pictures import as_file, pictures_of
from cases.models import Organisation, ProposalDecision, Source
from kb.models import Import, RawDocument
from kb.permissions import User, may
from kb.records.bilingual import Bilingual
from kb.records.spans import Span

_LONGEST = 300
_LONGEST_NAME = 120
_is_address = URLValidator(schemes=["http", "https"])


def may_make(user: User) -> bool:
    """Return whether somebody may draft sources."""
    return may(user, "add", Source)


@transaction.atomic
def make_drafts(
    document: RawDocument,
    user: Any,
    keys: Collection[str],
    new_outlets: Collection[str] = (),
    pictures: Collection[str] = (),
) -> list[Source]:
    """Make a draft of a source of each of these parts, and return them; never published.

    Parts that were decided about before are left as they are. `new_outlets` are names of which
    a draft of an organisation is made as well, where none is known; `pictures` are keys of those of
    the same import that become evidence of each draft. Raises PermissionDenied; ValidationError
    for a picture that cannot be evidence.
    """
    if not may_make(user):
        raise PermissionDenied
    now = held_document(document, user)
    decided, parts = standing(now, SOURCE), parts_of(now)
    outlets = known_outlets(parts, user)
    evidence = [as_file(one) for one in pictures_of(now) if str(one.pk) in pictures]
    made = []
    for part in parts:
        if part.key not in keys or part.key in decided:
            continue
        outlet = outlets.get(part.outlet)
        if outlet is None and part.outlet and part.outlet in new_outlets:
            outlet = outlets[part.outlet] = _new_outlet(now.file.batch, user, part.outlet)
        source = _draft(now.file.batch, user, part, outlet)
        source.version_of = _version(part, parts, decided)
        source.save()
        source.audience_groups.set(now.file.batch.audience_groups.all())
        revision = source.save_revision(user=user)
        log(instance=source, action="cases.import", user=user, revision=revision)
        if evidence:
            add_evidence(source, user, evidence, Span(), Bilingual())
            source.refresh_from_db()
            revision = source.latest_revision
        decided[part.key] = decide(
            now, user, SOURCE, part.key, source, revision=revision.pk, text=digest_of(part.text)
        )
        made.append(source)
    return made


def _draft(batch: Import, user: Any, part: Part, outlet: Any) -> Source:
    source = Source(
        kind=SourceKind.WEB if part.url or part.outlet else SourceKind.DOCUMENT,
        title=in_its_half(part.title[:_LONGEST]),
        outlet=outlet,
        author=part.author[:_LONGEST_NAME],
        address=_address(part.url),
        language=part.language,
        text=part.text,
        audience=batch.audience,
    )
    source.published = part.published
    if outlet is None and part.outlet:
        # Not lost: whoever works on the draft chooses or makes the organisation.
        source.description = in_its_half(part.outlet[:_LONGEST])
    return source


def _address(url: str) -> str:
    try:
        _is_address(url)
    except ValidationError:
        return ""
    return url if len(url) <= 500 else ""


def _new_outlet(batch: Import, user: Any, name: str) -> Any:
    if not may(user, "add", Organisation):
        raise PermissionDenied
    outlet = Organisation(
        name=in_its_half(name[:_LONGEST_NAME]),
        kind=OrganisationKind.OUTLET,
        audience=batch.audience,
    )
    outlet.save()
    outlet.audience_groups.set(batch.audience_groups.all())
    outlet.save_revision(user=user)
    return outlet


def _version(part: Part, parts: list[Part], decided: dict[str, ProposalDecision]) -> Any:
    """Return the source that is another version of the same article, the first of them."""
    first = part.version_of or part.key
    for other in parts:
        if other.key != part.key and first in (other.key, other.version_of):
            decision = decided.get(other.key)
            source: Any = decision.made if decision else None
            if source is not None:
                return source.version_of or source
    return None


@transaction.atomic
def link_source(document: RawDocument, user: Any, key: str, source: Source) -> None:
    """Say that a part is a source that is there already."""
    now = held_document(document, user)
    if not Source.objects.editable_by(user).filter(pk=source.pk).exists():
        raise PermissionDenied
    if key in {part.key for part in parts_of(now)} - set(standing(now, SOURCE)):
        decide(now, user, SOURCE, key, source, linked=True)


@transaction.atomic
def refuse_parts(document: RawDocument, user: Any, keys: Collection[str]) -> int:
    """Say that parts are not wanted, and return how many that were."""
    now = held_document(document, user)
    decided = standing(now, SOURCE)
    wanted = [part.key for part in parts_of(now) if part.key in keys and part.key not in decided]
    for key in wanted:
        decide(now, user, SOURCE, key)
    return len(wanted)
