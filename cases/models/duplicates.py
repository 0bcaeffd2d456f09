"""Records that may be one, roles that contradict each other, and what people decided about them.

Rows name records by kind and number, without a database key: what is deleted leaves a row that
nothing is read from, and every question joins the records somebody may work on.
"""

from __future__ import annotations

from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _


class LikenessKey(models.Model):
    """One key by which a record finds those like it (`cases.duplicates.keys`)."""

    key = models.BigIntegerField()
    kind = models.CharField(max_length=12)
    record = models.PositiveIntegerField()
    # Whether everybody may know of the record: only those are counted when a key has too many.
    open_to_all = models.BooleanField()

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["key"], name="likeness_by_key"),
            models.Index(fields=["record", "kind"], name="likeness_by_record"),
        ]

    def __str__(self) -> str:
        return f"{self.kind}-{self.record}: {self.key}"


class AskedQuerySet(models.QuerySet[Any]):
    """What was found and asks for a decision."""

    def undecided(self) -> Self:
        """Leave out what somebody has decided and that has stayed as it was."""
        decided = Decision.objects.filter(
            kind=OuterRef("kind"),
            first=OuterRef("first"),
            second=OuterRef("second"),
            seen=OuterRef("seen"),
        )
        return self.filter(~Exists(decided))

    def about(self, kind: str, record: int) -> Self:
        """Keep what is about one record."""
        return self.filter(Q(first=record) | Q(second=record), kind=kind)


class Asked(models.Model):
    """Two things of a kind, the lower number first, and what of them was seen when they were."""

    kind = models.CharField(max_length=24)
    first = models.PositiveIntegerField()
    second = models.PositiveIntegerField()
    # Changes when what was decided upon changes: the names, the times.
    seen = models.CharField(max_length=32)

    class Meta:
        abstract = True


class LikelyPair(Asked):
    """Two records that may be one: `kind` is that of their model."""

    score = models.PositiveSmallIntegerField()
    reasons = models.JSONField(default=list)
    found_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[Any] = AskedQuerySet.as_manager()

    class Meta:
        verbose_name = _("likely duplicate")
        verbose_name_plural = _("likely duplicates")
        constraints = [
            models.UniqueConstraint(fields=["kind", "first", "second"], name="one_likely_pair")
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["kind", "-score"], name="likely_by_score"),
            models.Index(fields=["kind", "second"], name="likely_by_second"),
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.first}, {self.second} ({self.score})"


class RoleConflict(Asked):
    """A role that contradicts another, or something known: `first` and `second` are facts.

    `kind` is a code of `cases.duplicates.tenures`; `second` is 0 when a role contradicts itself.
    """

    person = models.PositiveIntegerField(db_index=True)
    other_person = models.PositiveIntegerField(null=True, db_index=True)
    organisation = models.PositiveIntegerField(null=True, db_index=True)
    is_certain = models.BooleanField(default=True)
    found_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[Any] = AskedQuerySet.as_manager()

    class Meta:
        verbose_name = _("contradicting role")
        verbose_name_plural = _("contradicting roles")
        constraints = [
            models.UniqueConstraint(fields=["kind", "first", "second"], name="one_role_conflict")
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.first}, {self.second}"


class Decision(Asked):
    """That two records are not the same, or that roles are right as they are; by whom and when.

    It holds as long as what was seen stays; taking it back deletes it, and both are logged.
    """

    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    at = models.DateTimeField(auto_now_add=True)
    why = models.CharField(_("why"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("decision about likely duplicates")
        verbose_name_plural = _("decisions about likely duplicates")
        constraints = [
            models.UniqueConstraint(fields=["kind", "first", "second"], name="one_decision")
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.first}, {self.second}"
