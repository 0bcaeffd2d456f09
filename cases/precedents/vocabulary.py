"""The vocabularies a situation is described with: what there is, in the reader's language."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from cases.choices import OrganisationKind, Severity
from kb.models import Channel, CrisisType, Topic

LABELS = {
    "words": _("Words"),
    "type": _("Cluster or type"),
    "severity": _("Severity"),
    "organisation": _("Kind of organisation"),
    "channel": _("Channel"),
    "topic": _("Topic"),
}


@dataclass(frozen=True)
class Vocabulary:
    """Rows by key: crisis clusters and types, channels, topics; read once for a question."""

    types: dict[str, Any]
    channels: dict[str, Any]
    topics: dict[str, Any]

    def known(self, name: str) -> dict[str, Any]:
        """Return what may be given for a condition, with its label."""
        fixed: dict[str, Any] = {
            "severity": {str(value): label for value, label in Severity.choices},
            "organisation": dict(OrganisationKind.choices),
        }
        rows = {"type": self.types, "channel": self.channels, "topic": self.topics}
        return fixed[name] if name in fixed else {key: row.label for key, row in rows[name].items()}

    def label(self, name: str, value: str) -> Any:
        """Return how a value of a condition is called."""
        return self.known(name).get(value, value)

    def cluster_of(self, key: str) -> Any:
        """Return the cluster that a type belongs to, or is."""
        row = self.types[key]
        return next((one for one in self.types.values() if one.pk == row.parent_id), row)

    def of_cluster(self, cluster: Any) -> set[int]:
        """Return the keys in the database of a cluster and its types."""
        return {row.pk for row in self.types.values() if cluster.pk in (row.pk, row.parent_id)}

    def grouped_types(self) -> Iterator[tuple[Any, list[Any]]]:
        """Yield each cluster with its types, in their order."""
        for cluster in self.types.values():
            if cluster.parent_id is None:
                yield (
                    cluster,
                    [row for row in self.types.values() if row.parent_id == cluster.pk],
                )


def vocabulary() -> Vocabulary:
    """Return the vocabularies as they are now; three queries."""
    found = (
        {row.key: row for row in model.objects.all()} for model in (CrisisType, Channel, Topic)
    )
    return Vocabulary(*found)
