"""What merges have moved: kept for ever, so that each can be taken back."""

from typing import Any, ClassVar, Self

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kb.editing.held_row import hold


class MergeQuerySet(models.QuerySet["Merge"]):
    """Merges by what they mean for a version of a record."""

    def in_force(self) -> Self:
        """Keep the merges that nobody has undone."""
        return self.filter(undone_number=None)

    def since(self, number: int) -> Self:
        """Keep what a version saved after `number` steps must still be told of, in order.

        A merge in force always counts: what a form was opened with may be older than its version.
        """
        return self.filter(
            Q(undone_number=None) | Q(number__lte=number, undone_number__gt=number)
        ).order_by("number")


class Merge(models.Model):
    """One record merged into another of its kind; merges and undoings are numbered together."""

    kind = models.CharField(_("kind"), max_length=100)
    kept = models.BigIntegerField(_("the record that stays"))
    merged = models.BigIntegerField(_("the record merged into it"))
    kept_name = models.CharField(max_length=620)
    merged_name = models.CharField(max_length=620)
    number = models.PositiveIntegerField(unique=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    at = models.DateTimeField(_("merged"), auto_now_add=True)
    # Fields by which the two differed, as [field, kept, merged]; texts for people.
    differences = models.JSONField(default=list)
    # Keys of the rows that the kept record had, by relation: what else it has was added since.
    had = models.JSONField(default=dict)
    undone_number = models.PositiveIntegerField(null=True, unique=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    undone_at = models.DateTimeField(_("undone"), null=True)

    objects: ClassVar[Any] = MergeQuerySet.as_manager()

    class Meta:
        verbose_name = _("merge")
        verbose_name_plural = _("merges")
        indexes = [
            models.Index(fields=["kind", "kept"], name="merges_into"),
            models.Index(fields=["kind", "merged"], name="merges_of"),
        ]

    def __str__(self) -> str:
        return f"{self.merged_name} → {self.kept_name}"

    @property
    def is_undone(self) -> bool:
        """Whether somebody has taken it back."""
        return self.undone_number is not None


class MergedRow(models.Model):
    """One row that a merge moved, left where it was, or added; and what became of it."""

    class How(models.TextChoices):
        """What the merge, or its undoing, did with a row."""

        MOVED = "moved", _("Moved")
        FOLDED = "folded", _("There already")
        ADDED = "added", _("Added as another name")
        DRAFT = "draft", _("Named in a draft")
        GIVEN = "given", _("Given to it when the merge was undone")

    class Undone(models.TextChoices):
        """What the undoing found."""

        NOT = "", ""
        BACK = "back", _("Moved back")
        ELSEWHERE = "elsewhere", _("Changed since, left as it is")
        GONE = "gone", _("Taken out since")

    merge = models.ForeignKey(Merge, on_delete=models.CASCADE, related_name="rows")
    order = models.PositiveIntegerField()
    how = models.CharField(max_length=6, choices=How.choices)
    # A part is named by its key, the rows of a many-to-many by their owner's, all else by its own.
    model = models.CharField(max_length=100)
    row = models.CharField(max_length=40)
    field = models.CharField(max_length=60)
    was = models.BigIntegerField()
    now = models.BigIntegerField()
    place_was = models.IntegerField(null=True)
    place_now = models.IntegerField(null=True)
    undone = models.CharField(max_length=9, choices=Undone.choices, blank=True)

    class Meta:
        verbose_name = _("row of a merge")
        verbose_name_plural = _("rows of a merge")
        ordering = ["merge", "order"]
        indexes = [models.Index(fields=["model", "row"], name="merged_row")]

    def __str__(self) -> str:
        return f"{self.model} {self.row}.{self.field}: {self.was} → {self.now}"

    @property
    def identity(self) -> tuple[str, str, str]:
        """The row and the field of it that is meant."""
        return self.model, self.row, self.field


def hold_merging() -> None:
    """Let one merge or undoing happen at a time, until the transaction ends."""
    hold(ContentType, ContentType.objects.get_for_model(Merge).pk)


def steps_so_far() -> int:
    """Return how many merges and undoings there have been."""
    found = Merge.objects.aggregate(
        last=models.Max(models.functions.Coalesce(F("undone_number"), F("number")))
    )["last"]
    return int(found or 0)
