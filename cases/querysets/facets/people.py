"""The facets of the list of people."""

from typing import Any

from cases.choices import InvolvementRole
from cases.querysets.facets.branches import (
    PartOfIncidents,
    keys,
    model,
    of_names,
    part_of_any,
    roles_in_incidents,
    slugs,
    types_of_parts,
    years_of_parts,
)
from cases.querysets.facets.facet import Facet
from cases.querysets.years import is_year
from kb.permissions import User


def _employers(user: User) -> list[Any]:
    roles = model("Role").objects.supported_for(user)
    return [of_names(roles, "person_id", "organisation", "Organisation", user)]


ORGANISATION = Facet("organisation", _employers, choosable=slugs("Organisation"), is_of_names=True)
PART = Facet("part", roles_in_incidents("person"), fixed=InvolvementRole)
TYPE = Facet("type", types_of_parts("person"), choosable=keys("CrisisType"))
YEAR = Facet("year", years_of_parts("person"), recognised=is_year)
INCIDENTS = Facet("incidents", part_of_any("Person", "person"), fixed=PartOfIncidents)
