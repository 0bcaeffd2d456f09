"""The one list of relations: what links two things, under which name, and as a sentence.

Each leads from `a` to `b`, always the same way round, however somebody walks along it.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


@dataclass(frozen=True, slots=True)
class Relation:
    """A kind of link: its name in addresses, its label, and what it says of `a` and `b`."""

    name: str
    label: str | Promise
    sentence: str | Promise


_ALL = (
    Relation("subject", _("Subject"), _("%(a)s is the subject of %(b)s.")),
    Relation("spokesperson", _("Spokesperson"), _("%(a)s speaks for a party in %(b)s.")),
    Relation("decision_maker", _("Decision maker"), _("%(a)s decides in %(b)s.")),
    Relation("critic", _("Critic"), _("%(a)s is a critic in %(b)s.")),
    Relation("affected", _("Affected party"), _("%(a)s is affected by %(b)s.")),
    Relation("outlet", _("Outlet"), _("%(a)s is an outlet in %(b)s.")),
    Relation("platform", _("Platform"), _("%(a)s is a platform in %(b)s.")),
    Relation("event", _("Took part in an event"), _("%(a)s took part in an event of %(b)s.")),
    Relation("response", pgettext_lazy("relation", "Responded"), _("%(a)s responded in %(b)s.")),
    Relation("statement", _("Statement by"), _("%(a)s made a statement on %(b)s.")),
    Relation("ended", _("Outcome of"), _("%(a)s is an outcome of %(b)s.")),
    Relation("for_whom", _("Outcome for"), _("%(a)s is an outcome for %(b)s.")),
    Relation("role", _("Role in"), _("%(a)s has or had a role in %(b)s.")),
    Relation("part_of", _("Part of"), _("%(a)s is part of %(b)s.")),
    Relation("same_affair", _("Same affair"), _("%(a)s belongs to the same affair as %(b)s.")),
    Relation("caused", _("Caused"), _("%(a)s caused %(b)s.")),
    Relation("similar", _("Similar"), _("%(a)s is similar to %(b)s.")),
    Relation("contrast", _("Contrast"), _("%(a)s is a contrast to %(b)s.")),
    Relation("cited", _("Source of"), _("%(a)s is cited for %(b)s.")),
    Relation("contradicts", _("Contradicts"), _("%(a)s contradicts something of %(b)s.")),
    Relation("published", _("Published by"), _("%(a)s was published by %(b)s.")),
)
RELATIONS: dict[str, Relation] = {relation.name: relation for relation in _ALL}
