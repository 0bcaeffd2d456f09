"""What incidents stand under in their list, and who may know it: worked out when they are saved."""

from typing import ClassVar

from django.db import models

from cases.choices import Kept


class Admission(models.Model):
    """Who may know something: whoever is in all groups of any of these sets of groups.

    As text that is equal for the same people: `cases/standings/admissions.py` writes it.
    """

    groups = models.TextField(unique=True)

    def __str__(self) -> str:
        return self.groups


class Standing(models.Model):
    """An incident stands under a choice of a facet, as far as those admitted may know.

    Plain numbers, as in the search table: rows are many, and only `cases/standings/` writes them.
    """

    pk = models.CompositePrimaryKey("facet", "choice", "incident")
    facet = models.PositiveSmallIntegerField()
    choice = models.IntegerField()
    incident = models.IntegerField()
    admission = models.IntegerField()

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["incident"], name="standings_of_incident")
        ]

    def __str__(self) -> str:
        return f"{self.incident}: {Kept(self.facet).label} {self.choice}"
