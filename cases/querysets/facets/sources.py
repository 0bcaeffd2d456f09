"""The facets of the list of sources."""

from typing import Any

from cases.choices import Reliability, SourceKind, SourceLanguage
from cases.querysets.facets.branches import model, names_of, of_names, own_column, slugs
from cases.querysets.facets.facet import Facet
from kb.permissions import User


def _incidents(user: User) -> list[Any]:
    """Return the branches for the incidents, and facts of incidents, that cite a source."""
    citations = model("Citation").objects.all()
    found = [of_names(citations, "source_id", "incident", "Incident", user)]
    for name in ("Event", "Response", "Outcome", "Involvement"):
        facts = model(name).objects.shown_to(user)
        if name == "Involvement":
            facts = facts.of_known_actors(user)
        key = name.lower()
        cited = citations.filter(**{f"{key}__in": facts})
        found.append(of_names(cited, "source_id", f"{key}__incident", "Incident", user))
    return found


KIND = Facet("kind", own_column("Source", "kind"), fixed=SourceKind)
OUTLET = names_of("Source", "outlet", "Organisation")
LANGUAGE = Facet("language", own_column("Source", "language"), fixed=SourceLanguage)
RELIABILITY = Facet("reliability", own_column("Source", "reliability"), fixed=Reliability)
INCIDENT = Facet("incident", _incidents, choosable=slugs("Incident"), is_of_names=True)
