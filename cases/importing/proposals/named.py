"""People and organisations named in a text: they may be involved in its incident."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.choices import InvolvementRole, OrganisationKind
from cases.importing.proposals.proposal import Kind, Proposal
from cases.importing.proposals.reading import Reading
from cases.importing.proposals.target import Target
from kb.importing.mentions import Mention
from kb.importing.mentions.finding import BY_NAME

AS_WHAT = gettext_lazy("As what")
ROLES = tuple((role.value, role.label) for role in InvolvementRole)
_SPEAKS_FOR = re.compile(r"(?:发言人|發言人|spokes(?:man|woman|person)) ?$", re.IGNORECASE)
_OUTLET = re.compile(r"\s?(?:记者|記者|讯|訊|消息|报道|報道|報導|reported\b)", re.IGNORECASE)


def named(reading: Reading, target: Target) -> Iterator[Proposal]:
    """Yield a proposal for each person and organisation that a text names."""
    places: dict[tuple[str, str], list[Mention]] = defaultdict(list)
    for mention in reading.mentions:
        if mention.kind in ("person", "organisation"):
            places[mention.kind, mention.record].append(mention)
    for mentions in places.values():
        yield _proposal(reading, target, mentions)


def _proposal(reading: Reading, target: Target, mentions: list[Mention]) -> Proposal:
    first = mentions[0]
    record = reading.record_of(first)
    involved = target.involvement_of(record)
    places = tuple((one.start, one.end) for one in mentions)
    cited = target.cited_at(places)
    source = target.source_at(cited[0]) if cited else None
    would = obstacle = ""
    if target.incident is None:
        obstacle = _("Choose an incident first: a name alone changes nothing.")
    elif source is None:
        obstacle = _("Make a source of this part first, to cite it.")
    elif involved and any(one.source_id == source.pk for one in involved.citations.all()):
        obstacle = _("Is involved already, and cited from this source.")
    elif involved:
        would = _("Cites this source for the involvement that is there (%(role)s).") % {
            "role": involved.get_role_display()
        }
    else:
        would = _("Becomes involved in the draft of the incident, cited from this source.")
    asks = not obstacle and not involved
    return Proposal(
        kind=Kind.MENTION,
        key=f"{first.kind}:{record.pk}",
        places=places,
        words=first.text,
        reason=first.reason or BY_NAME,
        would=would,
        obstacle=obstacle,
        subject=record,
        found=first,
        question=AS_WHAT if asks else "",
        choices=ROLES if asks else (),
        chosen=_role(reading, mentions) if asks else "",
    )


def _role(reading: Reading, mentions: list[Mention]) -> str:
    """Return as what somebody seems involved, where the words leave no doubt."""
    record, text = reading.record_of(mentions[0]), reading.text
    if mentions[0].kind == "organisation":
        reports = any(_OUTLET.match(text, one.end) for one in mentions)
        is_outlet = record.kind == OrganisationKind.OUTLET
        return InvolvementRole.OUTLET if reports and is_outlet else ""
    speaks = any(_SPEAKS_FOR.search(text[max(0, one.start - 24) : one.start]) for one in mentions)
    return InvolvementRole.SPOKESPERSON if speaks else ""
