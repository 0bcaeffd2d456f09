"""What editors said about pairs of passages: which belong together, and which stand alone."""

from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class PairAction(models.TextChoices):
    """What an editor did to a pair."""

    JOIN = "join", pgettext_lazy("pair of passages", "Joined two pairs")
    SPLIT = "split", pgettext_lazy("pair of passages", "Split a pair")
    APART = "apart", pgettext_lazy("pair of passages", "Parted a pair")
    ENGLISH_UP = "english_up", pgettext_lazy("pair of passages", "Moved English up")
    ENGLISH_DOWN = "english_down", pgettext_lazy("pair of passages", "Moved English down")
    CHINESE_UP = "chinese_up", pgettext_lazy("pair of passages", "Moved Chinese up")
    CHINESE_DOWN = "chinese_down", pgettext_lazy("pair of passages", "Moved Chinese down")
    CONFIRM = "confirm", pgettext_lazy("pair of passages", "Confirmed a pair")


class PairCorrectionQuerySet(models.QuerySet["PairCorrection"]):
    """Corrections by what they are about."""

    def of(self, kind: str, key: str) -> Self:
        """Keep those of one page (by its translation key) or record, the latest first."""
        return self.filter(kind=kind, key=key).select_related("made_by").order_by("-made_at", "-pk")


class PairCorrection(models.Model):
    """One act of an editor; later ones win.

    `beads` lists the pairs it fixes, each as two lists of names of texts (`kb.side_by_side`): the
    English and the Chinese that belong together, one of them empty for what stands alone. A text
    that changes has another name, so a correction never holds for what its author did not see.
    """

    class Level(models.TextChoices):
        PASSAGE = "passage"
        SENTENCE = "sentence"

    kind = models.CharField(max_length=40)
    key = models.CharField(max_length=120)
    level = models.CharField(max_length=8, choices=Level.choices)
    action = models.CharField(max_length=12, choices=PairAction.choices)
    beads = models.JSONField(default=list)
    excerpt = models.CharField(max_length=200, blank=True)
    made_at = models.DateTimeField(auto_now_add=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    objects: ClassVar[Any] = PairCorrectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("corrected pair")
        verbose_name_plural = _("corrected pairs")
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["kind", "key"], name="pair_corrections_of"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}: {self.action}"
