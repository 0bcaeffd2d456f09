"""Random worlds to merge records in, and all that the database says, to be held side by side."""

import random
from typing import Any
from uuid import uuid4

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.utils import timezone

from cases.merging.merge import merge
from cases.merging.plan import plan
from cases.merging.relations import KINDS
from cases.models import (
    Alias,
    Bundle,
    Checklist,
    FirewallOverride,
    IncidentLink,
    Lesson,
    Merge,
    Milestone,
    PartnerCheck,
    Response,
    Risk,
    RiskConcern,
    RiskSignal,
    Statement,
    WriteUp,
)
from kb.models import Suggestion
from kb.records.notes import RecordNote
from kb.search.entries import Entry
from kb.search.together import refresh_together
from tests import factories as make
from tests.random_worlds import random_world

# The log, and what is made anew of the rest: compared by what it says, not by its keys.
LOG = ("cases.merge", "cases.mergedrow", "wagtailcore.modellogentry", "kb.searchchange")
UNKEYED = ("wagtailcore.referenceindex", "wagtailsearch.indexentry", "kb.entry")
SESSIONS = ("sessions.session", "auth.permission", "contenttypes.contenttype")


def everything() -> dict[str, list[Any]]:
    """Return all rows of all tables but the log, as values that compare."""
    told: dict[str, list[Any]] = {}
    entries = {pk: key for pk, *key in Entry.objects.values_list("pk", "content_type", "object_id")}
    for model in apps.get_models(include_auto_created=True):
        label = model._meta.label_lower
        if label in (*LOG, *SESSIONS) or not model._meta.managed or model._meta.proxy:
            continue
        names = [field.attname for field in model._meta.concrete_fields]
        of_entry = any(field.related_model is Entry for field in model._meta.concrete_fields)
        if label in UNKEYED or of_entry:
            names.remove(model._meta.pk.attname)
        names += ["entry_id"] if of_entry and "entry_id" not in names else []
        rows = list(model._base_manager.values(*names).order_by())
        if of_entry:
            # An entry that was left out and made again has another key.
            rows = [row | {"entry_id": entries[row["entry_id"]]} for row in rows]
        told[label] = sorted(map(repr, rows))
    return told


def differing(before: dict[str, list[Any]], after: dict[str, list[Any]]) -> list[str]:
    """Return what is in one and not in the other, for people."""
    return [
        f"{label}: {sign} {row}"
        for label in before
        for sign, one, other in (("-", before, after), ("+", after, before))
        for row in one[label]
        if row not in other[label]
    ]


def linked_world(seed: int) -> random.Random:
    """Make a random world in which every kind of row there is belongs to somebody; return dice."""
    random_world(seed)
    pick = random.Random(seed * 7 + 1)
    rows = {name: list(kind._base_manager.order_by("pk")) for name, kind in KINDS.items()}
    page = make.home()
    for number, person in enumerate(rows["person"]):
        Alias.objects.create(person=person, text=pick.choice(["Min", "Ming"]), language="en")
        Milestone.objects.create(person=person, what_en=f"M{number}")
    for house in rows["organisation"]:
        Alias.objects.create(organisation=house, text=pick.choice(["Lamp", "Lux"]), language="en")
        Milestone.objects.create(organisation=house, what_en="Founded")
    for incident in rows["incident"]:
        IncidentLink.objects.create(
            incident=incident, other=pick.choice(rows["incident"]), kind="similar"
        )
        Lesson.objects.create(incident=incident, text_en=pick.choice(["Sooner", "Later"]))
        if pick.random() < 0.6:
            WriteUp.objects.create(incident=incident, page_key=page.translation_key)
    for response in Response.objects.order_by("pk"):
        for statement in pick.sample(rows["statement"], pick.randint(0, 3)):
            Response.statements.through.objects.create(response=response, statement=statement)
    for one in rows["statement"][1:]:
        one.made_from = pick.choice([None, rows["statement"][0]])
        Statement.objects.filter(pk=one.pk).update(made_from=one.made_from)
    for one in rows["statement"]:
        FirewallOverride.objects.create(statement=one, digest="0", reason="As agreed")
    for number, incident in enumerate(rows["incident"][:2]):
        risk = Risk.objects.create(title_en=f"Risk {number}", live=True, became=incident)
        RiskConcern.objects.create(risk=risk, person=pick.choice(rows["person"]))
        RiskConcern.objects.create(risk=risk, organisation=pick.choice(rows["organisation"]))
        RiskSignal.objects.create(risk=risk, text_en="Seen", source=pick.choice(rows["source"]))
    for incident in rows["incident"]:
        Checklist.objects.create(incident=incident, playbook_key=uuid4(), started_at=timezone.now())
    for number, incident in enumerate(rows["incident"][:3]):
        bundle = Bundle.objects.create(incident=incident, state="scheduled")
        for thing in (incident, rows["person"][number], rows["source"][-number - 1]):
            bundle.items.create(
                content_type=ContentType.objects.get_for_model(thing), object_id=thing.pk
            )
    for kind_of_partner in ("person", "organisation"):
        partner = {kind_of_partner: pick.choice(rows[kind_of_partner])}
        PartnerCheck.objects.create(name="Partner", keep_until="2099-01-01", **partner)
    for name, kind in KINDS.items():
        for record in rows[name]:
            if pick.random() < 0.4:
                RecordNote.objects.create(
                    content_type=ContentType.objects.get_for_model(kind),
                    object_id=record.pk,
                    text="Is this so?",
                )
                Suggestion.objects.create(
                    content_type=ContentType.objects.get_for_model(kind),
                    object_id=record.pk,
                    text="Say when.",
                    language="en",
                )
    for kind in (*KINDS.values(), Risk):
        refresh_together(kind, kind._base_manager.values_list("pk", flat=True))
    return pick


def mergeable(pick: random.Random) -> tuple[Any, Any] | None:
    """Choose two records that may be merged, None when the dice find none."""
    for _try in range(60):
        kind: Any = KINDS[pick.choice(sorted(KINDS))]
        kept, merged = pick.sample(list(kind._base_manager.order_by("pk")), 2)
        if not plan(kept, merged, None).problems:
            return kept, merged
    return None


def merge_some(pick: random.Random) -> Merge | None:
    """Merge two records that may be, as whoever runs commands; None where there are none."""
    pair = mergeable(pick)
    return merge(*pair, None) if pair else None
