"""The facets of the list of organisations."""

from cases.choices import InvolvementRole, OrganisationKind
from cases.querysets.facets.branches import (
    PartOfIncidents,
    keys,
    names_of,
    own_column,
    part_of_any,
    roles_in_incidents,
    types_of_parts,
    years_of_parts,
)
from cases.querysets.facets.facet import Facet
from cases.querysets.years import is_year

KIND = Facet("kind", own_column("Organisation", "kind"), fixed=OrganisationKind)
PARENT = names_of("Organisation", "parent", "Organisation")
PART = Facet("part", roles_in_incidents("organisation"), fixed=InvolvementRole)
TYPE = Facet("type", types_of_parts("organisation"), choosable=keys("CrisisType"))
YEAR = Facet("year", years_of_parts("organisation"), recognised=is_year)
INCIDENTS = Facet("incidents", part_of_any("Organisation", "organisation"), fixed=PartOfIncidents)
